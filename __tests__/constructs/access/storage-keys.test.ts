import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { ServiceEnv } from "../../../constructs";
import { newIdentity } from "../../support/fixtures";
import { type TestStack, warningsOf } from "../../support/synth";

const WARNING =
  "The keys of the storage account are off (`sharedAccessKeyEnabled`), and the azurerm provider asks it by a key when it creates, plans and destroys it, which fails with 403 KeyBasedAuthenticationNotPermitted: give the provider `storageUseAzuread: true`, or set ARM_STORAGE_USE_AZUREAD=true where Terraform runs. Whoever runs it needs a role for the data of the account.";

function newAccount(scope: Construct, more: object = { sharedAccessKeyEnabled: false }) {
  return new StorageAccount(scope, "account", {
    name: "orders",
    resourceGroupName: "shop",
    location: "westeurope",
    accountTier: "Standard",
    accountReplicationType: "ZRS",
    ...more,
  });
}

const grantAt = (scope: TestStack, account: StorageAccount) =>
  newIdentity(scope).grant({ role: "Storage Blob Data Reader", scope: account });

const providerOf = (scope: TestStack) => scope.node.findChild("azurerm") as AzurermProvider;

test.each([
  ["is granted", grantAt],
  ["is found by an application", (_: TestStack, account: StorageAccount) => ServiceEnv.of(account)],
])(
  "a warning says that the provider asks an account without keys by a key, where it %s",
  (_title, use) => {
    expect(warningsOf((scope) => use(scope, newAccount(scope)))).toEqual([WARNING]);
  },
);

test("it is told once", () => {
  const warnings = warningsOf((scope) => {
    const account = newAccount(scope);
    grantAt(scope, account);
    ServiceEnv.of(account);
  });
  expect(warnings).toEqual([WARNING]);
});

test.each([
  ["asks by Entra ID", (scope: TestStack) => (providerOf(scope).storageUseAzuread = true)],
  [
    "may do so",
    (scope: TestStack) =>
      (providerOf(scope).storageUseAzuread = new TerraformVariable(
        scope,
        "entra",
        {},
      ).booleanValue),
  ],
])("not where the provider %s", (_title, set) => {
  const warnings = warningsOf((scope) => {
    grantAt(scope, newAccount(scope));
    set(scope);
  });
  expect(warnings).toEqual([]);
});

test.each([[{}], [{ sharedAccessKeyEnabled: true }]])("nor of an account with keys: %j", (more) => {
  expect(warningsOf((scope) => grantAt(scope, newAccount(scope, more)))).toEqual([]);
});
