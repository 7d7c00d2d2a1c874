import {
  CLUSTER,
  CREDENTIAL,
  GRANT,
  GROUP_ID,
  IDENTITY,
  OTHER_SUBSCRIPTION,
  PRINCIPAL_ID,
  SHOP,
  SUBSCRIPTION,
  VAULT_ID,
} from "../support/shop";
import {
  accessOf,
  comes,
  found,
  ref,
  review,
  stays,
  turns,
  type Written,
} from "../support/written-plan";

const AFTER = { id: true, role_definition_id: true };

/** The wide scopes of a plan that gives a role at what the configuration refers to. */
function wideAt(reference: string, others: Record<string, Written>) {
  const base = reference
    .split(".")
    .slice(0, reference.startsWith("data.") ? 3 : 2)
    .join(".");
  return found(
    review({
      ...SHOP,
      ...others,
      "azurerm_role_assignment.more": comes(
        { ...GRANT, scope: undefined },
        { unknown: { ...AFTER, scope: true }, expressions: { scope: ref(reference, base) } },
      ),
    }),
    "wide-scope",
  );
}

const IS = "azurerm_role_assignment.more: orders is Key Vault Secrets User at";

test.each<[string, string, Record<string, Written>, string[]]>([
  [
    "a new management group",
    "azurerm_management_group.all.id",
    {
      "azurerm_management_group.all": comes(
        { display_name: "All" },
        { unknown: { id: true, name: true } },
      ),
    },
    ["management group azurerm_management_group.all"],
  ],
  [
    "a management group that is read",
    "data.azurerm_management_group.all.id",
    { "data.azurerm_management_group.all": comes({ name: "all" }, { unknown: { id: true } }) },
    ["management group all"],
  ],
  [
    "a group that azapi creates",
    "azapi_resource.group.id",
    {
      "azapi_resource.group": comes(
        { type: "Microsoft.Resources/resourceGroups@2024-03-01", name: "more", body: {} },
        { unknown: { id: true } },
      ),
    },
    ["resource group more"],
  ],
  [
    "the group of a new cluster's nodes",
    "azurerm_kubernetes_cluster.new.node_resource_group_id",
    {
      "azurerm_kubernetes_cluster.new": comes(
        { name: "new-aks" },
        { unknown: { id: true, node_resource_group_id: true } },
      ),
    },
    ["node resource group of kubernetes cluster new-aks"],
  ],
  [
    "the group that another new resource brings",
    "azurerm_databricks_workspace.new.managed_resource_group_id",
    { "azurerm_databricks_workspace.new": comes({ name: "x" }, { unknown: { id: true } }) },
    ["azurerm_databricks_workspace.new.managed_resource_group_id"],
  ],
  [
    "a new cluster",
    "azurerm_kubernetes_cluster.new.id",
    { "azurerm_kubernetes_cluster.new": comes({ name: "new-aks" }, { unknown: { id: true } }) },
    [],
  ],
  [
    "a new resource of another type",
    "azurerm_storage_account.new.id",
    { "azurerm_storage_account.new": comes({ name: "x" }, { unknown: { id: true } }) },
    [],
  ],
])("a role at %s is as wide as that is", (_what, reference, others, labels) => {
  expect(wideAt(reference, others)).toEqual(labels.map((label) => `${IS} ${label}`));
});

test("a role at a known group of nodes is not one at the cluster", () => {
  const nodes = `/subscriptions/${SUBSCRIPTION}/resourceGroups/MC_shop`;
  const result = review({
    "azurerm_kubernetes_cluster.main": stays({ ...CLUSTER, node_resource_group_id: nodes }),
    "azurerm_user_assigned_identity.orders": stays(IDENTITY),
    "azurerm_federated_identity_credential.orders": stays(CREDENTIAL),
    "azurerm_role_assignment.more": comes({ ...GRANT, scope: nodes }, { unknown: AFTER }),
  });
  expect(found(result, "wide-scope")).toEqual([`${IS} resource group MC_shop`]);
});

describe("a scope in another subscription", () => {
  const other = (id: string) => id.replace(SUBSCRIPTION, OTHER_SUBSCRIPTION);

  test.each([
    ["subscription", `/subscriptions/${OTHER_SUBSCRIPTION}`],
    ["group of the same name", other(GROUP_ID)],
  ])("is no wider one of the vault: a %s", (_what, scope) => {
    const result = review({
      ...SHOP,
      "azurerm_role_assignment.more": turns(GRANT, { ...GRANT, scope }, { unknown: AFTER }),
    });
    expect(accessOf(result).map((one) => one.split(":")[0])).toEqual([
      "gained orders",
      "lost orders",
    ]);
  });

  test.each([
    ["subscription", `/subscriptions/${OTHER_SUBSCRIPTION}`, []],
    ["group of the same name", other(GROUP_ID), []],
    [
      "subscription of the vault, in capitals",
      `/SUBSCRIPTIONS/${SUBSCRIPTION}`,
      ["pw of vault shop-vault"],
    ],
    ["group of the vault, with a slash behind it", `${GROUP_ID}/`, ["pw of vault shop-vault"]],
  ])("reads no secrets of the vault: a %s", (_what, scope, secrets) => {
    const { access } = review({
      ...SHOP,
      "azurerm_key_vault_secret.pw": stays({ name: "pw", key_vault_id: VAULT_ID }),
      "azurerm_role_assignment.more": stays({ ...GRANT, scope }),
    });
    expect(access.map((row) => row.secrets)).toEqual([secrets]);
  });
});

test("a role that is written with other capitals and slashes stays the same", () => {
  const changed = {
    ...GRANT,
    scope: `${GROUP_ID.toUpperCase()}-B/`,
    principal_id: "ABCDEF00-0000-4000-8000-000000000001",
  };
  const result = review({
    ...SHOP,
    "azurerm_role_assignment.more": turns(
      { ...changed, scope: `${GROUP_ID}-b`, principal_id: changed.principal_id.toLowerCase() },
      changed,
      { actions: ["delete", "create"], unknown: AFTER },
    ),
    "azurerm_role_assignment.used": turns(GRANT, {
      ...GRANT,
      scope: `${VAULT_ID}/`,
      principal_id: PRINCIPAL_ID.toUpperCase(),
    }),
  });
  expect(accessOf(result)).toEqual([]);
  expect(found(result, "grant-removed-in-use")).toEqual([]);
});
