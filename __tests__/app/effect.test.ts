import { otherThanTutorial, withoutEffect } from "../../app/effect";
import { readSettings } from "../../app/settings";

type Env = Record<string, string>;

const notRead = (env: Env) => withoutEffect(readSettings(env), env);
const others = (env: Env) => otherThanTutorial(readSettings(env));

describe("settings that nothing reads are told", () => {
  test.each<[Env, string[]]>([
    [
      { POD_SECURITY: "restricted" },
      ["POD_SECURITY has no effect: it is of the pod of IMAGE, which is not set."],
    ],
    [{ POD_SECURITY: "restricted", IMAGE: "app:1" }, []],
    [
      { DELIVERY: "gitops", EXISTING_SERVICE_ACCOUNT: "true", ACCESS_CHECK: "true" },
      [
        "EXISTING_SERVICE_ACCOUNT has no effect: it is of the stack kubernetes, which DELIVERY=gitops leaves out.",
        "ACCESS_CHECK has no effect: it is of the stack kubernetes, which DELIVERY=gitops leaves out.",
      ],
    ],
    [{ DELIVERY: "gitops", EXISTING_SERVICE_ACCOUNT: "false", ACCESS_CHECK: "false" }, []],
    [
      { WORKLOAD_IDENTITY: "false", ACCESS_CHECK: "true" },
      ["ACCESS_CHECK has no effect: WORKLOAD_IDENTITY=false leaves the check out."],
    ],
    [
      { BACKEND: "local", BACKEND_PREFIX: "orders", BACKEND_CONTAINER: "states" },
      [
        "BACKEND_PREFIX has no effect: BACKEND=local does not read it.",
        "BACKEND_CONTAINER has no effect: only BACKEND=azurerm reads it.",
      ],
    ],
    [
      { BACKEND: "remote", TF_CLOUD_ORGANIZATION: "acme", BACKEND_STORAGE_ACCOUNT: "acmestates" },
      ["BACKEND_STORAGE_ACCOUNT has no effect: only BACKEND=azurerm reads it."],
    ],
    [{}, []],
  ])("%j", (env, told) => {
    expect(notRead(env)).toEqual(told);
  });

  test("but not those that other programs read", () => {
    expect(notRead({ CONTAINER_NAME: "runner" })).toEqual([]);
    expect(notRead({ BACKEND: "local", TF_CLOUD_ORGANIZATION: "acme" })).toEqual([]);
  });
});

describe("settings that are not the tutorial's", () => {
  test("are none for whoever exported the tutorial's own", () => {
    expect(others({})).toEqual([]);
    const { KEYVAULT_NAME, SUBSCRIPTION, ...tutorial } = readSettings({});
    const exported = Object.entries({ ...tutorial, LOCATION: "East US" });
    expect([KEYVAULT_NAME, SUBSCRIPTION]).toEqual([undefined, undefined]);
    expect(
      others(Object.fromEntries(exported.map(([name, value]) => [name, `${value ?? ""}`]))),
    ).toEqual([]);
  });

  test("are shown as the app understood them, without those that follow from others", () => {
    expect(
      others({
        RESOURCE_GROUP: "orders",
        LOCATION: "West Europe",
        KEYVAULT_SECRET_VERSION: "2",
        ACCESS_CHECK: "no",
        WORKLOAD_IDENTITY: "True",
        BACKEND: "azurerm",
        BACKEND_STORAGE_ACCOUNT: "acmestates",
      }),
    ).toEqual([
      "RESOURCE_GROUP=orders",
      "LOCATION=westeurope",
      "KEYVAULT_SECRET_VERSION=2",
      "WORKLOAD_IDENTITY=true",
      "ACCESS_CHECK=false",
      "BACKEND=azurerm",
      "BACKEND_STORAGE_ACCOUNT=acmestates",
    ]);
  });

  test("are not those that nothing reads", () => {
    expect(others({ CONTAINER_NAME: "runner", POD_SECURITY: "restricted" })).toEqual([]);
    expect(others({ CONTAINER_NAME: "web", IMAGE: "web:1" })).toEqual([
      "IMAGE=web:1",
      "CONTAINER_NAME=web",
    ]);
  });
});
