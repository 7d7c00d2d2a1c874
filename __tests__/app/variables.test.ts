import { readSettings } from "../../app/settings";
import { environments } from "../fixtures/foreign-variables.json";
import { messageOf } from "../support/synth";

/** What the app says to a variable with a value that may be a secret. */
function answerTo(...names: string[]): string {
  return messageOf(() =>
    readSettings(Object.fromEntries(names.map((name) => [name, "hunter2-the-secret"]))),
  );
}

describe("a name with a slip is refused with the one that was meant, and without its value", () => {
  test.each([
    ["CLUSTER_NAM", "CLUSTER_NAME"],
    ["CLUSTR_NAME", "CLUSTER_NAME"],
    ["CLUSTER_NMAE", "CLUSTER_NAME"],
    ["CLUSTER_NAMES", "CLUSTER_NAME"],
    ["CLUSTERNAME", "CLUSTER_NAME"],
    ["CLUSTERNAM", "CLUSTER_NAME"],
    ["CLUSTER-NAME", "CLUSTER_NAME"],
    ["cluster_name", "CLUSTER_NAME"],
    ["clusterName", "CLUSTER_NAME"],
    ["Location", "LOCATION"],
    ["LOCATON", "LOCATION"],
    ["LOCATOIN", "LOCATION"],
    ["IMAG", "IMAGE"],
    ["SUBSCRIPTON", "SUBSCRIPTION"],
    ["RESOURCEGROUP", "RESOURCE_GROUP"],
    ["RESSOURCE_GROUP", "RESOURCE_GROUP"],
    ["RESOURCE_GRUOP", "RESOURCE_GROUP"],
    ["KEY_VAULT_NAME", "KEYVAULT_NAME"],
    ["KEY_VAULT_RESOURCE_GROUP", "KEYVAULT_RESOURCE_GROUP"],
    ["KEYVAULT_SECRET", undefined],
    ["KEYVAULT_SECRET_VERISON", "KEYVAULT_SECRET_VERSION"],
    ["SERVICE_ACCOUNT_NAMSPACE", "SERVICE_ACCOUNT_NAMESPACE"],
    ["SERVICEACCOUNT_NAME", "SERVICE_ACCOUNT_NAME"],
    ["USER_ASIGNED_IDENTITY_NAME", "USER_ASSIGNED_IDENTITY_NAME"],
    ["FEDERATED_IDENTITY_CREDENTIALS_NAME", "FEDERATED_IDENTITY_CREDENTIAL_NAME"],
    ["EXISTING_KEY_VAULT", "EXISTING_KEYVAULT"],
    ["EXISTING_ROLE", "EXISTING_ROLES"],
    ["EXISTNG_CLUSTER", "EXISTING_CLUSTER"],
    ["WORKLOAD_IDENTITTY", "WORKLOAD_IDENTITY"],
    ["WORKLOADIDENTITY", "WORKLOAD_IDENTITY"],
    ["ACESS_CHECK", "ACCESS_CHECK"],
    ["DELIVERRY", "DELIVERY"],
    ["BACKED", "BACKEND"],
    ["BACKEND_STORAGEACCOUNT", "BACKEND_STORAGE_ACCOUNT"],
    ["TF_CLOUD_ORGANISATION", "TF_CLOUD_ORGANIZATION"],
    ["TF_VAR_KEYVAULT_SECRET_VALUE", "TF_VAR_keyvault_secret_value"],
    ["TF_VAR_keyvault_secret_valu", "TF_VAR_keyvault_secret_value"],
    ["KEYVAULT_SECRET_VALUE", "TF_VAR_keyvault_secret_value"],
  ])("%s: %s", (name, meant) => {
    const answer = answerTo(name);
    if (meant)
      expect(answer).toContain(`  ${name}: not a variable of the app, did you mean ${meant}?`);
    else expect(answer).toContain(`  ${name}: not a variable of the app, whose `);
    expect(answer).not.toContain("hunter2");
  });
});

test("a name that begins like the app's own is refused, and all are named at once", () => {
  expect(answerTo("BACKEND_KEY", "EXISTING_VNET", "CLUSTER_NAM")).toBe(
    [
      "Invalid settings:",
      "  BACKEND_KEY: not a variable of the app, whose BACKEND_… are BACKEND_PREFIX, BACKEND_STORAGE_ACCOUNT, BACKEND_CONTAINER",
      "  EXISTING_VNET: not a variable of the app, whose EXISTING_… are EXISTING_CLUSTER, EXISTING_IDENTITY, EXISTING_KEYVAULT, EXISTING_SERVICE_ACCOUNT, EXISTING_ROLES",
      "  CLUSTER_NAM: not a variable of the app, did you mean CLUSTER_NAME?",
      "  What is another program's can be kept from the app: env -u BACKEND_KEY npm run …",
    ].join("\n"),
  );
});

test("a misspelt name that is empty is no more set than any other", () => {
  expect(readSettings({ CLUSTER_NAM: "" }).CLUSTER_NAME).toBe("myAKSCluster");
});

describe("what an environment holds for others is left alone", () => {
  test.each(environments.map(({ name, variables }) => [name, variables]))(
    "%s",
    (_name, variables) => {
      const env = Object.fromEntries(variables.split(" ").map((name) => [name, "x"]));
      expect({ ...readSettings(env) }).toEqual({ ...readSettings({}) });
    },
  );

  test("the value of the secret, which is for Terraform", () => {
    expect(() => readSettings({ TF_VAR_keyvault_secret_value: "hunter2" })).not.toThrow();
  });
});
