import {
  CREDENTIAL,
  GRANT,
  GROUP_ID,
  IDENTITY,
  IDENTITY_ID,
  RUNNING_SHOP,
  SHOP,
  VAULT,
  VAULT_ID,
} from "../support/shop";
import {
  comes,
  drawPlan,
  planOf,
  ref,
  stays,
  statesOf,
  turns,
  type Written,
} from "../support/written-plan";

/** The states of a shop in which something else is planned. */
const shop = (changes: Record<string, Written>, rest = {}) =>
  statesOf(drawPlan(planOf({ ...RUNNING_SHOP, ...changes }, rest)));

const goes = (values: Record<string, unknown>): Written => ({ before: values });
describe("a scope of a type that is not read", () => {
  const id = `${GROUP_ID}/providers/Microsoft.Storage/storageAccounts/shopdata`;
  const account = { id, name: "shopdata" };
  const reads = (scope: unknown) => ({ ...GRANT, role_definition_name: "Reader", scope });
  const known = (storage: Written | undefined, role: Written) =>
    shop({
      ...(storage && { "azurerm_storage_account.data": storage }),
      "azurerm_role_assignment.data": role,
    });

  test("is what the plan makes of the resource with its id", () => {
    expect(known(stays(account), stays(reads(id)))).toEqual([]);
    expect(known(goes(account), goes(reads(id)))).toEqual([
      "storage account shopdata: gone",
      "orders -> shopdata, Reader: gone",
    ]);
    expect(known(turns(account, { ...account, tags: {} }), stays(reads(id.toUpperCase())))).toEqual(
      ["storage account SHOPDATA: changed"],
    );
  });

  test("is one of no stack where no resource has its id", () => {
    expect(known(undefined, stays(reads(id)))).toEqual(["storage account shopdata: outside"]);
  });

  test("goes with what holds it", () => {
    const container = `${id}/blobServices/default/containers/orders`;
    expect(known(goes(account), goes(reads(container)))).toEqual([
      "container orders of storage account shopdata: gone",
      "orders -> orders of storage account shopdata, Reader: gone",
    ]);
  });

  test("is found by its reference before it has an id", () => {
    const expressions = {
      scope: ref("azurerm_storage_account.data.id", "azurerm_storage_account.data"),
    };
    const role = comes(reads(undefined), { unknown: { scope: true }, expressions });
    expect(known(comes({ name: "shopdata" }, { unknown: { id: true } }), role)).toEqual([
      "storage account azurerm_storage_account.data: new",
      "orders -> azurerm_storage_account.data, Reader: new",
    ]);
  });
});

test("what is known by its id alone is no resource of these stacks, a secret or key either", () => {
  const other = VAULT_ID.replace("shop-vault", "other");
  expect(
    shop({
      "azurerm_role_assignment.orders": stays({ ...GRANT, scope: other }),
      "azurerm_role_assignment.secret": stays({ ...GRANT, scope: `${other}/secrets/password` }),
      "azurerm_role_assignment.key": stays({ ...GRANT, scope: `${VAULT_ID}/keys/signing` }),
    }),
  ).toEqual([
    "key signing of vault shop-vault: outside",
    "vault other: outside",
    "secret password of vault other: outside",
  ]);
});

test("of a vault's own access policies that which goes is gone, and the vault changes", () => {
  const policy = (object_id: string, ...secret_permissions: string[]) => ({
    object_id,
    secret_permissions,
  });
  const { principal_id } = IDENTITY;
  const before = { ...VAULT, rbac_authorization_enabled: false, enable_rbac_authorization: false };
  const [other, own] = [policy("other", "Get"), policy(principal_id, "Get")];
  const vault = (...access_policy: object[]) => ({ ...before, access_policy });
  const planned = (...access_policy: object[]) =>
    shop({
      "azurerm_role_assignment.orders": goes({ ...GRANT, principal_id: "nobody" }),
      "azurerm_key_vault.main": turns(vault(other, own), vault(...access_policy)),
    });
  // The first of two goes: the second stays what it is, at another position.
  expect(planned(own)).toEqual(["vault shop-vault: changed"]);
  expect(planned(other)).toEqual([
    "vault shop-vault: changed",
    "orders -> shop-vault, access policy (secrets Get): gone",
  ]);
  expect(planned(other, policy(principal_id, "Get", "List"))).toEqual([
    "vault shop-vault: changed",
    "orders -> shop-vault, access policy (secrets Get, List): changed",
  ]);
});

test("an identity that only its id tells is no resource of these stacks", () => {
  const parent_id = IDENTITY_ID.replace("orders", "other");
  expect(
    shop({ "azurerm_federated_identity_credential.other": stays({ ...CREDENTIAL, parent_id }) }),
  ).toEqual(["managed identity other: outside"]);
});

test.each([
  ["Microsoft.KeyVault/vaults/v", "vault", "v"],
  ["Microsoft.KeyVault/vaults/v/secrets/s", "secret", "s of vault v"],
  ["Microsoft.KeyVault/vaults/v/keys/k", "key", "k of vault v"],
  ["Microsoft.KeyVault/vaults/v/certificates/c", "certificate", "c of vault v"],
  ["Microsoft.Storage/storageAccounts/s", "storage account", "s"],
  [
    "Microsoft.Storage/storageAccounts/s/queueServices/default/queues/q",
    "queue",
    "q of storage account s",
  ],
  ["Microsoft.DocumentDB/databaseAccounts/d", "Cosmos DB account", "d"],
  ["Microsoft.Sql/servers/s/databases/d", "database", "d of SQL server s"],
  ["Microsoft.ServiceBus/namespaces/n/queues/q", "queue", "q of Service Bus namespace n"],
  ["Microsoft.ContainerRegistry/registries/r", "container registry", "r"],
  ["Microsoft.Network/virtualNetworks/n/subnets/aks", "subnet", "aks of virtual network n"],
  ["Microsoft.ManagedIdentity/userAssignedIdentities/i", "managed identity", "i"],
  ["Microsoft.Cache/redis/r", "Redis cache", "r"],
  ["Contoso.Made/boxes/b", "box", "b"],
])("the box of %s is captioned with its noun", (path, noun, name) => {
  const scope = `${GROUP_ID}/providers/${path}`;
  const role = { ...GRANT, role_definition_name: "Reader", scope };
  const changes = { ...SHOP, "azurerm_role_assignment.x": stays(role) };
  const { nodes } = drawPlan(planOf(changes)).diagram;
  const { caption, label } = nodes.find(({ kind }) => kind === "scope") ?? {};
  expect([caption, label]).toEqual([noun, name]);
});
