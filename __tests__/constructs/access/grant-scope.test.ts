import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformVariable } from "cdktf";
import { Grant, GrantScope, KeyVaultAccess, ResourceGroup } from "../../../constructs";
import { newCluster, newIdentity } from "../../support/fixtures";
import { resources, synth, type TestStack } from "../../support/synth";

const SUBSCRIPTION = "/subscriptions/11111111-2222-3333-4444-555555555555";

function newStorage(scope: TestStack, provider?: AzurermProvider): StorageAccount {
  return new StorageAccount(scope, "storage", {
    provider,
    name: "orders",
    resourceGroupName: "rg",
    location: "eastus",
    accountTier: "Standard",
    accountReplicationType: "LRS",
  });
}

test("a scope by its id is any resource id, as text or as a reference", () => {
  // WHEN
  const stack = synth((scope) => {
    const identity = newIdentity(scope);
    const variable = new TerraformVariable(scope, "target", { type: "string" });
    const all = GrantScope.fromId(scope, "subscription", SUBSCRIPTION);
    identity.grant({ role: "Reader", scope: all });
    identity.grant({
      role: "Reader",
      scope: GrantScope.fromId(scope, "elsewhere", variable.stringValue),
    });
  });

  // THEN
  const assignments = stack.resource?.azurerm_role_assignment ?? {};
  const scopes = Object.entries(assignments).map(([id, { scope }]) => [id.split("_")[1], scope]);
  expect(scopes).toEqual([
    ["reader-on-elsewhere", "${var.target}"],
    ["reader-on-subscription", SUBSCRIPTION],
  ]);
});

test("a scope by a resource is the same as the resource itself, its provider included", () => {
  // WHEN
  const stack = synth((scope) => {
    const provider = new AzurermProvider(scope, "other", { features: [{}], alias: "other" });
    const identity = newIdentity(scope);
    const storage = newStorage(scope, provider);
    const first = identity.grant({ role: "Reader", scope: GrantScope.fromResource(storage) });

    // THEN
    expect(identity.grant({ role: "Reader", scope: storage })).toBe(first);
  });
  expect(resources(stack, "azurerm_role_assignment")).toEqual([
    expect.objectContaining({
      provider: "azurerm.other",
      scope: "${azurerm_storage_account.storage.id}",
    }),
  ]);
});

test("two objects of one id are one scope, whatever its capitals", () => {
  // GIVEN
  const vaultId = `${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/orders`;

  // WHEN
  const stack = synth((scope) => {
    const identity = newIdentity(scope);
    KeyVaultAccess.fromVaultAttributes(scope, "vault", { vaultId }).grantSecretsRead(identity);
    const again = GrantScope.fromId(scope, "again", vaultId.toUpperCase());
    identity.grant({ role: "Key Vault Secrets User", scope: again });
  });

  // THEN
  expect(resources(stack, "azurerm_role_assignment")).toHaveLength(1);
});

test("groups and clusters are scopes, a group with its provider", () => {
  // WHEN
  const stack = synth((scope) => {
    const provider = new AzurermProvider(scope, "other", { features: [{}], alias: "other" });
    const cluster = newCluster(scope);
    const { kubeletIdentity } = cluster;
    const group = ResourceGroup.fromResourceGroupName(scope, "hub", {
      resourceGroupName: "hub",
      provider,
    });
    Grant.of(kubeletIdentity, { role: "Reader", scope: cluster });
    Grant.of(kubeletIdentity, { role: "Reader", scope: group });
  });

  // THEN
  expect(resources(stack, "azurerm_role_assignment")).toEqual([
    expect.objectContaining({ scope: "${azurerm_kubernetes_cluster.cluster.id}" }),
    expect.objectContaining({
      scope: "${data.azurerm_resource_group.hub.id}",
      provider: "azurerm.other",
    }),
  ]);
});
