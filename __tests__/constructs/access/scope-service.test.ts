import { AppConfiguration } from "@cdktf/provider-azurerm/lib/app-configuration";
import { DataAzurermStorageAccount } from "@cdktf/provider-azurerm/lib/data-azurerm-storage-account";
import { ServicebusQueue } from "@cdktf/provider-azurerm/lib/servicebus-queue";
import type { Construct } from "constructs";
import { AzureRoles, type IGrantScope, GrantScope, KeyVaultAccess } from "../../../constructs";
import { newCluster, newGroup, newIdentity } from "../../support/fixtures";
import { messageOf, resources, synth, type StackJson } from "../../support/synth";

const GROUP = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/shop";
const VAULT = `${GROUP}/providers/Microsoft.KeyVault/vaults/shop`;

const granted = (role: string, scopeOf: (stack: Construct) => IGrantScope): StackJson =>
  synth((stack) => newIdentity(stack).grant({ role, scope: scopeOf(stack) }));

const byId = (id: string) => (stack: Construct) => GrantScope.fromId(stack, "target", id);
const queue = (stack: Construct) =>
  new ServicebusQueue(stack, "queue", { name: "q", namespaceId: "n" });
const vault = (stack: Construct) =>
  new KeyVaultAccess(stack, "vault", { resourceGroup: newGroup(stack), name: "orders-vault" });

test("a data role at a resource of another service is refused, since Azure would assign it for nothing", () => {
  expect(messageOf(() => granted(AzureRoles.STORAGE_BLOB_DATA_READER, byId(VAULT)))).toBe(
    [
      '[test/identity/storage-blob-data-reader-on-target] "Storage Blob Data Reader" is a role for resources of Microsoft.Storage, and gives nothing at the scope.',
      '  got:     "a resource of Microsoft.KeyVault"',
      "  allowed: a resource of Microsoft.Storage, or a resource group, subscription or management group",
      "  fix:     give the scope that holds the data, or the role of the service that the scope is of",
      "  code:    role-of-other-service",
    ].join("\n"),
  );
});

test.each<[string, string, (stack: Construct) => IGrantScope]>([
  ["a secret by its id", AzureRoles.ACR_PULL, byId(`${VAULT}/secrets/db-password`)],
  ["a resource of the provider", AzureRoles.AZURE_EVENT_HUBS_DATA_SENDER, queue],
  [
    "a resource by `fromResource`",
    AzureRoles.KEY_VAULT_SECRETS_USER,
    (stack) => GrantScope.fromResource(queue(stack) as never),
  ],
  ["a vault of this library", AzureRoles.APP_CONFIGURATION_DATA_READER, vault],
  ["a cluster of this library", AzureRoles.STORAGE_QUEUE_DATA_CONTRIBUTOR, newCluster],
])("it is refused at %s", (_what, role, scopeOf) => {
  expect(messageOf(() => granted(role, scopeOf))).toContain("role-of-other-service");
});

test.each<[string, string, (stack: Construct) => IGrantScope]>([
  ["its own service, in any case", AzureRoles.KEY_VAULT_SECRETS_USER, byId(VAULT.toLowerCase())],
  ["a child of a resource of its service", AzureRoles.AZURE_SERVICE_BUS_DATA_SENDER, queue],
  ["a resource group", AzureRoles.STORAGE_BLOB_DATA_READER, newGroup],
  ["a resource group by its id", AzureRoles.STORAGE_BLOB_DATA_READER, byId(GROUP)],
  [
    "a management group",
    AzureRoles.ACR_PULL,
    byId("/providers/Microsoft.Management/managementGroups/platform"),
  ],
  [
    "a type that is not known",
    AzureRoles.STORAGE_BLOB_DATA_READER,
    (stack) => new DataAzurermStorageAccount(stack, "data", { name: "s", resourceGroupName: "g" }),
  ],
  [
    "another service, with a role that is about more than one",
    AzureRoles.READER,
    (stack) =>
      new AppConfiguration(stack, "config", { name: "c", resourceGroupName: "g", location: "l" }),
  ],
  ["another service, with a role of one's own", "Orders Reader", byId(VAULT)],
])("a role is assigned at %s", (_what, role, scopeOf) => {
  expect(resources(granted(role, scopeOf), "azurerm_role_assignment")).toMatchObject([
    { role_definition_name: role },
  ]);
});

test("a role by the id of its definition is judged, too", () => {
  const roleDefinitionId =
    "/subscriptions/11111111-2222-3333-4444-555555555555/providers/Microsoft.Authorization/roleDefinitions/2a2b9908-6ea1-4ae2-8e65-a410df84e7d1";
  expect(
    messageOf(() =>
      synth((stack) => newIdentity(stack).grant({ roleDefinitionId, scope: byId(VAULT)(stack) })),
    ),
  ).toContain('"Storage Blob Data Reader" is a role for resources of Microsoft.Storage');
});

test("a grant that exists elsewhere is judged, too: it would give as little", () => {
  expect(
    messageOf(() =>
      synth((stack) =>
        newIdentity(stack).grant({
          role: AzureRoles.STORAGE_BLOB_DATA_READER,
          scope: byId(VAULT)(stack),
          existing: true,
        }),
      ),
    ),
  ).toContain("role-of-other-service");
});
