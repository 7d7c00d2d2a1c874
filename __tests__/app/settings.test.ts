import { readSettings } from "../../app/settings";
import { messageOf } from "../support/synth";

test("without variables the settings are the tutorial's", () => {
  expect({ ...readSettings({}) }).toEqual({
    SUBSCRIPTION: undefined,
    POD_SECURITY: "baseline",
    RESOURCE_GROUP: "myResourceGroup",
    LOCATION: "eastus",
    CLUSTER_NAME: "myAKSCluster",
    SERVICE_ACCOUNT_NAMESPACE: "default",
    SERVICE_ACCOUNT_NAME: "workload-identity-sa",
    USER_ASSIGNED_IDENTITY_NAME: "myIdentity",
    FEDERATED_IDENTITY_CREDENTIAL_NAME: "myFedIdentity",
    KEYVAULT_RESOURCE_GROUP: "myResourceGroup",
    KEYVAULT_NAME: undefined,
    KEYVAULT_SECRET_NAME: "my-secret",
    KEYVAULT_SECRET_VERSION: 1,
    IMAGE: undefined,
    CONTAINER_NAME: "app",
    EXISTING_CLUSTER: false,
    EXISTING_IDENTITY: false,
    EXISTING_KEYVAULT: false,
    EXISTING_SERVICE_ACCOUNT: false,
    EXISTING_ROLES: false,
    WORKLOAD_IDENTITY: undefined,
    ACCESS_CHECK: true,
    DELIVERY: "terraform",
    BACKEND: "local",
    BACKEND_PREFIX: "aks-workload-identity",
    BACKEND_STORAGE_ACCOUNT: undefined,
    BACKEND_CONTAINER: "tfstate",
    TF_CLOUD_ORGANIZATION: undefined,
    TF_CLOUD_HOSTNAME: "app.terraform.io",
  });
});

test("an empty variable counts as unset, and the vault's group follows the group", () => {
  const settings = readSettings({ CLUSTER_NAME: "", RESOURCE_GROUP: "orders" });
  expect(settings.CLUSTER_NAME).toBe("myAKSCluster");
  expect(settings.KEYVAULT_RESOURCE_GROUP).toBe("orders");
});

test.each([
  ["false", false],
  ["0", false],
  ["true", true],
])("ACCESS_CHECK=%s gives %s", (text, value) => {
  expect(readSettings({ ACCESS_CHECK: text }).ACCESS_CHECK).toBe(value);
});

test("a region may be written as people write it", () => {
  expect(readSettings({ LOCATION: "West Europe" }).LOCATION).toBe("westeurope");
});

test("all wrong variables are named at once, each with its value and rule", () => {
  expect(
    messageOf(() =>
      readSettings({
        SUBSCRIPTION: "my-subscription",
        CLUSTER_NAME: "-bad name-",
        KEYVAULT_NAME: "1--a-",
        KEYVAULT_SECRET_VERSION: "two",
        BACKEND: "s3",
      }),
    ),
  ).toBe(
    [
      "Invalid settings:",
      '  SUBSCRIPTION="my-subscription": not a valid subscription id: a GUID, as printed by `az account show --query id`',
      '  CLUSTER_NAME="-bad name-": not a valid AKS cluster name: 1 to 63 letters, digits, "_" or "-", first and last a letter or digit',
      '  KEYVAULT_NAME="1--a-": not a valid Key Vault name: 3 to 24 letters, digits or "-", first a letter, last a letter or digit, without "--"',
      '  KEYVAULT_SECRET_VERSION="two": not a valid secret version: a whole number from 1',
      '  BACKEND="s3": Value "s3" not in choices [local,azurerm,remote]',
    ].join("\n"),
  );
});

test.each([
  ["RESOURCE_GROUP", "rg."],
  ["LOCATION", "nowhere-land"],
  ["SERVICE_ACCOUNT_NAMESPACE", "Default"],
  ["SERVICE_ACCOUNT_NAME", "my_account"],
  ["USER_ASSIGNED_IDENTITY_NAME", "a b!"],
  ["FEDERATED_IDENTITY_CREDENTIAL_NAME", "!!"],
  ["KEYVAULT_RESOURCE_GROUP", "rg."],
  ["KEYVAULT_SECRET_NAME", "my_secret"],
  ["IMAGE", "my image"],
  ["CONTAINER_NAME", "My"],
  ["BACKEND_PREFIX", "a/b"],
  ["BACKEND_STORAGE_ACCOUNT", "My-Storage"],
  ["BACKEND_CONTAINER", "a--b"],
  ["TF_CLOUD_ORGANIZATION", "a b"],
  ["TF_CLOUD_HOSTNAME", "https://app.terraform.io"],
])("fails when %s is %j", (name, value) => {
  expect(messageOf(() => readSettings({ [name]: value }))).toMatch(
    `Invalid settings:\n  ${name}=${JSON.stringify(value)}: not a valid `,
  );
});

describe("what asks for a remote state is refused where no backend is chosen: the states would be local files", () => {
  test.each([
    ["BACKEND_STORAGE_ACCOUNT", "acmestates", "BACKEND=azurerm"],
    ["BACKEND_CONTAINER", "states", "BACKEND=azurerm"],
    ["BACKEND_PREFIX", "orders", "BACKEND=azurerm or BACKEND=remote"],
    ["TF_CLOUD_ORGANIZATION", "acme", "BACKEND=remote"],
    ["TF_CLOUD_HOSTNAME", "tfe.example.com", "BACKEND=remote"],
  ])("%s", (name, value, choice) => {
    expect(messageOf(() => readSettings({ [name]: value }))).toBe(
      `Invalid settings:\n  ${name}="${value}": only ${choice} reads it, and without BACKEND the states are local files: set that, or BACKEND=local where they should be`,
    );
    expect(readSettings({ [name]: value, BACKEND: "local" }).BACKEND).toBe("local");
  });
});

test.each(["0x10", "1e3", "1.0", "+1", " 1", "01", "0", "-1", "Infinity", "99999999999999999999"])(
  "%j is no version of a secret",
  (KEYVAULT_SECRET_VERSION) => {
    expect(messageOf(() => readSettings({ KEYVAULT_SECRET_VERSION }))).toBe(
      `Invalid settings:\n  KEYVAULT_SECRET_VERSION=${JSON.stringify(KEYVAULT_SECRET_VERSION)}: not a valid secret version: a whole number from 1`,
    );
  },
);

test("fails when a backend or an existing vault lacks what it needs", () => {
  expect(messageOf(() => readSettings({ BACKEND: "azurerm" }))).toBe(
    'Invalid settings:\n  BACKEND_STORAGE_ACCOUNT="": BACKEND=azurerm needs it',
  );
  expect(messageOf(() => readSettings({ EXISTING_KEYVAULT: "true" }))).toBe(
    'Invalid settings:\n  KEYVAULT_NAME="": EXISTING_KEYVAULT=true needs it',
  );
  expect(messageOf(() => readSettings({ BACKEND: "remote" }))).toBe(
    'Invalid settings:\n  TF_CLOUD_ORGANIZATION="": BACKEND=remote needs it',
  );
});

test.each(["true", "True", "TRUE", "1"])("a switch is on by %s, as pipelines write it", (value) => {
  expect(readSettings({ ACCESS_CHECK: value }).ACCESS_CHECK).toBe(true);
});

test.each(["false", "False"])("a switch is off by %s", (value) => {
  expect(readSettings({ ACCESS_CHECK: value }).ACCESS_CHECK).toBe(false);
});

test("a switch that is neither is refused", () => {
  expect(messageOf(() => readSettings({ EXISTING_ROLES: "maybe" }))).toBe(
    'Invalid settings:\n  EXISTING_ROLES="maybe": neither true nor false',
  );
});

test("the host of HCP Terraform may have a port", () => {
  const TF_CLOUD_HOSTNAME = "tfe.example.com:8443";
  const remote = { BACKEND: "remote", TF_CLOUD_ORGANIZATION: "acme" };
  expect(readSettings({ ...remote, TF_CLOUD_HOSTNAME })).toMatchObject({ TF_CLOUD_HOSTNAME });
  expect(() => readSettings({ TF_CLOUD_HOSTNAME: "https://tfe.example.com" })).toThrow("host name");
});
