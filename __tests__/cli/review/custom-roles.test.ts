import { CLUSTER, GRANT, GROUP_ID, SHOP, SUBSCRIPTION, VAULT_ID } from "../support/shop";
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

const GUID = "dddddddd-0000-4000-8000-000000000000";
const DEFINITIONS = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions`;
const OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const AFTER = { id: true, role_definition_id: true, role_definition_resource_id: true };
const UNNAMED = { ...GRANT, role_definition_name: undefined };
const MORE = `azurerm_role_assignment.more: orders is ops at vault shop-vault`;

type Block = Partial<
  Record<"actions" | "not_actions" | "data_actions" | "not_data_actions", unknown>
>;

/** A plan that creates the custom role `ops` of permissions, and gives it to the identity. */
function given(permissions: unknown, unknown: object = {}) {
  return review({
    ...SHOP,
    "azurerm_role_definition.ops": comes(
      { name: "ops", scope: VAULT_ID, ...(permissions === undefined ? {} : { permissions }) },
      {
        unknown: { ...AFTER, ...unknown },
        expressions: { permissions: [{ actions: ref("var.actions") }] },
      },
    ),
    "azurerm_role_assignment.more": comes(UNNAMED, {
      unknown: { role_definition_id: true, role_definition_name: true },
      expressions: {
        role_definition_id: ref(
          "azurerm_role_definition.ops.role_definition_resource_id",
          "azurerm_role_definition.ops",
        ),
      },
    }),
  });
}

/** A plan that gives a role to the identity. */
function assigned(grant: object, more: Written = {}, others: Record<string, Written> = {}) {
  return review({
    ...SHOP,
    ...others,
    "azurerm_role_assignment.more": comes({ ...UNNAMED, ...grant }, more),
  });
}

test.each<[string, Block[]]>([
  [
    "runs commands on the nodes",
    [{ actions: ["Microsoft.Compute/virtualMachineScaleSets/virtualMachines/runCommand/action"] }],
  ],
  [
    "puts extensions on machines",
    [{ actions: ["Microsoft.Compute/virtualMachines/extensions/write"] }],
  ],
  [
    "makes itself eligible for roles",
    [{ actions: ["Microsoft.Authorization/roleEligibilityScheduleRequests/write"] }],
  ],
  [
    "activates roles",
    [{ actions: ["Microsoft.Authorization/roleAssignmentScheduleRequests/write"] }],
  ],
  ["rewrites roles", [{ actions: ["Microsoft.Authorization/roleDefinitions/write"] }]],
  [
    "assigns identities, by the usual pattern",
    [{ actions: ["Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action"] }],
  ],
  [
    "puts anything into clusters by GitOps",
    [{ actions: ["Microsoft.KubernetesConfiguration/fluxConfigurations/write"] }],
  ],
  ["administers clusters", [{ data_actions: ["Microsoft.ContainerService/managedClusters/*"] }]],
  ["has all data actions", [{ data_actions: ["*"] }]],
  [
    "assigns roles, which another block excludes for itself",
    [
      { actions: ["Microsoft.Authorization/roleAssignments/write"] },
      { actions: ["*/read"], not_actions: ["Microsoft.Authorization/*"] },
    ],
  ],
])("a custom role that %s is powerful", (_what, permissions) => {
  expect(found(given(permissions), "powerful-role")).toEqual([MORE]);
});

test.each<[string, Block[]]>([
  ["reads all", [{ actions: ["*/read"] }]],
  [
    "excludes what would be powerful",
    [
      {
        actions: ["Microsoft.Authorization/*"],
        not_actions: [
          "Microsoft.Authorization/*/write",
          "Microsoft.Authorization/elevateAccess/action",
        ],
      },
    ],
  ],
  [
    "excludes the data actions of clusters",
    [
      {
        data_actions: ["Microsoft.ContainerService/*"],
        not_data_actions: ["Microsoft.ContainerService/*"],
      },
    ],
  ],
  ["has no permissions", []],
])("a custom role that %s is not powerful", (_what, permissions) => {
  const result = given(permissions);
  expect(found(result, "powerful-role")).toEqual([]);
  expect(found(result, "unknown-decision")).toEqual([]);
});

describe("permissions that are only known after apply", () => {
  const DECISION = "azurerm_role_definition.ops: permissions is only known after apply";
  const UNSEEN = "shop: what the role ops of azurerm_role_assignment.more permits";

  test.each<[string, unknown, object]>([
    ["as a whole", undefined, { permissions: true }],
    ["as a list of actions", [{ not_actions: [] }], { permissions: [{ actions: true }] }],
    [
      "in one action",
      [{ actions: ["*/read", null] }],
      { permissions: [{ actions: [false, true] }] },
    ],
  ])("are told, unknown %s", (_how, permissions, unknown) => {
    const result = given(permissions, unknown);
    expect(found(result, "unknown-decision")).toEqual([DECISION]);
    expect(result.unseen).toContain(UNSEEN);
  });

  test("do not hide those that are known", () => {
    const unknown = { permissions: [{ actions: [false, true], not_actions: true }] };
    expect(found(given([{ actions: ["*", null] }], unknown), "powerful-role")).toEqual([MORE]);
  });

  test("are a change of the role, known as they were before", () => {
    const ops = { id: `${DEFINITIONS}/${GUID}|x`, role_definition_id: GUID, name: "ops" };
    const result = assigned(
      {},
      {},
      {
        "azurerm_role_definition.ops": turns(
          { ...ops, permissions: [{ actions: ["*/read"] }] },
          { ...ops, permissions: [{ actions: ["*/read", null] }] },
          { unknown: { permissions: [{ actions: [false, true] }] } },
        ),
        "azurerm_role_assignment.old": stays({ ...GRANT, role_definition_name: "ops" }),
      },
    );
    expect(accessOf(result)).toContainEqual(expect.stringMatching(/^widened orders: ops at/));
  });
});

test.each([
  ["its resource id", `${DEFINITIONS}/${GUID}`],
  ["the id below another subscription", `/subscriptions/x${DEFINITIONS.slice(14 + 36)}/${GUID}`],
  [
    "the id below no subscription",
    `/providers/Microsoft.Authorization/roleDefinitions/${GUID.toUpperCase()}`,
  ],
  ["the id with a slash behind it", `${DEFINITIONS}/${GUID}/`],
  ["the id that Terraform keeps", `${DEFINITIONS}/${GUID}|/subscriptions/${SUBSCRIPTION}`],
])("a custom role is found by %s", (_how, role_definition_id) => {
  const ops = stays({
    id: `${DEFINITIONS}/${GUID}|/subscriptions/${SUBSCRIPTION}`,
    role_definition_resource_id: `${DEFINITIONS}/${GUID}`,
    role_definition_id: GUID,
    name: "ops",
    permissions: [{ actions: ["*"] }],
  });
  const result = assigned({ role_definition_id }, {}, { "azurerm_role_definition.ops": ops });
  expect(found(result, "powerful-role")).toEqual([MORE]);
});

test.each([
  ["a slash behind it", `${DEFINITIONS}/${OWNER}/`],
  ["a scope behind it", `${DEFINITIONS}/${OWNER}|/subscriptions/${SUBSCRIPTION}`],
])("Owner is known by its id with %s", (_how, role_definition_id) => {
  expect(found(assigned({ role_definition_id }), "powerful-role")).toEqual([
    "azurerm_role_assignment.more: orders is Owner at vault shop-vault",
  ]);
});

describe("a data source of a built-in role that is read later", () => {
  const later = comes(
    { name: "Owner" },
    { unknown: { id: true, permissions: true, role_definition_id: true } },
  );
  const DATA = { "data.azurerm_role_definition.owner": later };
  const IS_OWNER = ["azurerm_role_assignment.more: orders is Owner at vault shop-vault"];

  test("gives that role to who refers to it", () => {
    const reference = ref(
      "data.azurerm_role_definition.owner.id",
      "data.azurerm_role_definition.owner",
    );
    const result = assigned(
      {},
      {
        unknown: { role_definition_id: true, role_definition_name: true },
        expressions: { role_definition_id: reference },
      },
      DATA,
    );
    expect(found(result, "powerful-role")).toEqual(IS_OWNER);
  });

  test("does not stand in for the role of who names it", () => {
    const result = assigned({ role_definition_name: "Owner" }, {}, DATA);
    expect(found(result, "powerful-role")).toEqual(IS_OWNER);
  });
});

test("a sensitive role is judged by what it is, and not named", () => {
  const result = assigned(
    { role_definition_name: "Owner" },
    {
      unknown: { role_definition_id: true },
      sensitive: { role_definition_name: true },
    },
  );
  expect(found(result, "powerful-role")).toEqual([
    "azurerm_role_assignment.more: orders is (sensitive) at vault shop-vault",
  ]);
  expect(found(result, "unknown-decision")).toEqual([]);
  expect(JSON.stringify(result)).not.toContain("Owner");
});

test("a sensitive role that becomes another one is a change of access", () => {
  const sensitive = { sensitive: { role_definition_name: true } };
  const result = review({
    ...SHOP,
    "azurerm_role_assignment.more": turns(
      { ...GRANT, role_definition_name: "Reader" },
      { ...GRANT, role_definition_name: "Owner" },
      sensitive,
    ),
  });
  expect(accessOf(result)).toEqual([
    "widened orders: (sensitive) at vault shop-vault -> (sensitive) at vault shop-vault",
  ]);
});

describe("a role that runs pods", () => {
  const WRITER = "Azure Kubernetes Service RBAC Writer";
  const POD = [{ data_actions: ["Microsoft.ContainerService/managedClusters/pods/*"] }];

  test.each<[string, string, string[]]>([
    ["a cluster", CLUSTER.id, ["kubernetes cluster shop-aks"]],
    ["a cluster of no stack", `${CLUSTER.id}-2`, ["managedClusters shop-aks-2"]],
    ["a group", GROUP_ID, ["resource group shop"]],
    ["one namespace", `${CLUSTER.id}/namespaces/shop`, []],
    ["what is no cluster", VAULT_ID, []],
  ])("at %s leads to all identities of the cluster, or to none", (_where, scope, where) => {
    expect(found(assigned({ scope, role_definition_name: WRITER }), "powerful-role")).toEqual(
      where.map(
        (label) =>
          `azurerm_role_assignment.more: orders is ${WRITER} at ${label}, and can run pods as any service account`,
      ),
    );
  });

  test("adds nothing for who administers the cluster already", () => {
    const admin = stays({
      ...GRANT,
      scope: CLUSTER.id,
      role_definition_name: "Azure Kubernetes Service RBAC Cluster Admin",
    });
    const result = assigned(
      { scope: CLUSTER.id, role_definition_name: WRITER },
      {},
      { "azurerm_role_assignment.admin": admin },
    );
    expect(found(result, "powerful-role")).toEqual([
      expect.stringMatching(/^azurerm_role_assignment.admin: /),
    ]);
  });

  test("can be a custom one", () => {
    const ops = stays({ role_definition_id: GUID, name: "ops", permissions: POD });
    const result = assigned(
      { scope: CLUSTER.id, role_definition_name: "ops" },
      {},
      { "azurerm_role_definition.ops": ops },
    );
    expect(found(result, "powerful-role")).toHaveLength(1);
  });
});
