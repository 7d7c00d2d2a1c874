import { CREDENTIAL, GRANT, GROUP_ID, IDENTITY, ISSUER, SHOP } from "../support/shop";
import {
  accessOf,
  comes,
  found,
  ref,
  review,
  stays,
  type Rest,
  type Written,
} from "../support/written-plan";

const ID = "azurerm_user_assigned_identity.app";
const NEW = { unknown: { id: true, principal_id: true, client_id: true } };
const UNKNOWN_PRINCIPAL = { unknown: { id: true, role_definition_id: true, principal_id: true } };

type Key = string | number;
const at = (key: Key) => (typeof key === "number" ? `[${key}]` : `["${key}"]`);

/** A new identity for each key. */
const identities = (...keys: Key[]) =>
  Object.fromEntries(
    keys.map((key) => [`${ID}${at(key)}`, comes({ name: `id-${key}` }, { ...NEW, index: key })]),
  );

/** A new grant to whom its configuration tells. */
const grant = (more: Written = {}) =>
  comes({ ...GRANT, scope: GROUP_ID, principal_id: undefined }, { ...UNKNOWN_PRINCIPAL, ...more });

/** Who gains a role, by the address of the assignment. */
function receivers(changes: Record<string, Written>, modules?: Rest["modules"]) {
  const { accessChanges = [] } = review(changes, { modules });
  return Object.fromEntries(
    accessChanges.flatMap(({ address, who, after }) =>
      after?.startsWith("Key Vault") ? [[address, who]] : [],
    ),
  );
}

/** The configuration of a module with one assignment, and how it is called. */
const calling = (argument: object, more: object = {}, principal = ref("var.principal")) => ({
  app: {
    expressions: { principal: argument },
    ...more,
    module: {
      resources: [
        {
          address: "azurerm_role_assignment.g",
          mode: "managed",
          type: "azurerm_role_assignment",
          name: "g",
          expressions: { principal_id: principal },
        },
      ],
    },
  },
});

test("the key of a module's argument is that of the module, not of what is in it", () => {
  const keyed = (own: string, each: string) => calling(ref(ID, own), { [each]: ref("var.apps") });
  expect(
    receivers(
      {
        ...identities("a", "b"),
        'module.app["a"].azurerm_role_assignment.g': grant(),
        'module.app["b"].azurerm_role_assignment.g': grant(),
      },
      keyed("each.key", "for_each_expression"),
    ),
  ).toEqual({
    'module.app["a"].azurerm_role_assignment.g': "id-a",
    'module.app["b"].azurerm_role_assignment.g': "id-b",
  });
  expect(
    receivers(
      { ...identities(0, 1), "module.app[1].azurerm_role_assignment.g[0]": grant({ index: 0 }) },
      keyed("count.index", "count_expression"),
    ),
  ).toEqual({ "module.app[1].azurerm_role_assignment.g[0]": "id-1" });
});

test("of a collection that a module is given, its resources take that of their own key", () => {
  const modules = calling(
    ref(ID),
    { for_each_expression: ref("var.apps") },
    ref("var.principal", "each.key"),
  );
  expect(
    receivers(
      {
        ...identities("a", "b"),
        'module.app["a"].azurerm_role_assignment.g["b"]': grant({ index: "b" }),
      },
      modules,
    ),
  ).toEqual({ 'module.app["a"].azurerm_role_assignment.g["b"]': "id-b" });
});

test("each.value is the instance that for_each goes through", () => {
  const value = ref("each.value.principal_id", "each.value");
  const expressions = { principal_id: value };
  const config = {
    root_module: {
      resources: [
        {
          address: "azurerm_role_assignment.g",
          mode: "managed",
          type: "azurerm_role_assignment",
          name: "g",
          expressions,
          for_each_expression: ref(ID),
        },
      ],
      module_calls: calling(value, { for_each_expression: ref(ID) }),
    },
  };
  const changes = {
    ...identities("a", "b"),
    'azurerm_role_assignment.g["a"]': grant({ index: "a", forEach: ref(ID), expressions }),
    'azurerm_role_assignment.g["b"]': grant({ index: "b", forEach: ref(ID), expressions }),
    'module.app["b"].azurerm_role_assignment.g': grant(),
  };
  expect(receivers(changes, config.root_module.module_calls)).toEqual({
    'azurerm_role_assignment.g["a"]': "id-a",
    'azurerm_role_assignment.g["b"]': "id-b",
    'module.app["b"].azurerm_role_assignment.g': "id-b",
  });
});

test("the output of a module that is made several times is that of the own key", () => {
  const modules = {
    id: {
      for_each_expression: ref("var.apps"),
      module: {
        outputs: {
          principal: { expression: ref("azurerm_user_assigned_identity.app.principal_id", ID) },
        },
        resources: [],
      },
    },
  };
  const made = (key: string) => ({
    [`module.id["${key}"].${ID}`]: comes({ name: `id-${key}` }, NEW),
  });
  const output = ref('module.id["b"].principal', 'module.id["b"]', "module.id");
  expect(
    receivers(
      {
        ...made("a"),
        ...made("b"),
        "azurerm_role_assignment.g": grant({ expressions: { principal_id: output } }),
      },
      modules,
    ),
  ).toEqual({ "azurerm_role_assignment.g": "id-b" });
});

test("the value of a set is its key", () => {
  const changes = {
    ...identities("a", "b"),
    'azurerm_role_assignment.g["b"]': grant({
      index: "b",
      expressions: { principal_id: ref(ID, "each.value") },
    }),
  };
  expect(receivers(changes)).toEqual({ 'azurerm_role_assignment.g["b"]': "id-b" });
});

test("a key that nothing tells is not guessed", () => {
  const expressions = { principal_id: ref(ID, "each.value.identity", "each.value") };
  const result = review({
    ...identities("a", "b"),
    'azurerm_role_assignment.g["a"]': grant({ index: "a", expressions }),
  });
  expect(accessOf(result).filter((one) => one.includes("Key Vault"))).toEqual([
    expect.stringMatching(/^gained \(known after apply\): /),
  ]);
  expect(found(result, "unknown-decision")).toEqual([
    'azurerm_role_assignment.g["a"]: principal_id is only known after apply',
  ]);
});

test.each([
  "resources",
  "outputs",
  "module",
  "expressions",
  "module_calls",
  "child_modules",
  "values",
])("a module may be called %s", (name) => {
  const { app } = calling(ref(`${ID}.principal_id`, ID));
  expect(
    receivers(
      { [ID]: comes({ name: "id" }, NEW), [`module.${name}.azurerm_role_assignment.g`]: grant() },
      { [name]: app },
    ),
  ).toEqual({ [`module.${name}.azurerm_role_assignment.g`]: "id" });
});

test("what -target leaves out of the changes is read from the state", () => {
  const prior = (address: string, values: object) => ({
    address,
    mode: "managed",
    type: address.split(".")[0],
    name: address.split(".")[1],
    values,
  });
  const resources = [
    prior("azurerm_user_assigned_identity.orders", IDENTITY),
    prior("azurerm_federated_identity_credential.orders", CREDENTIAL),
    prior("azurerm_role_assignment.more", { ...GRANT, scope: GROUP_ID }),
  ];
  const result = review(
    { "azurerm_role_assignment.more": comes({ ...GRANT, scope: GROUP_ID }) },
    { prior_state: { values: { root_module: { resources } } } },
  );
  expect(accessOf(result)).toEqual([
    "gained orders: nothing -> Key Vault Secrets User at resource group shop",
  ]);
  expect(found(result, "wide-scope")).toHaveLength(1);
});

test("an issuer that differs from the cluster's in capitals is another one", () => {
  const issuer = ISSUER.replace("https://westeurope", "https://WestEurope");
  const result = review({
    ...SHOP,
    "azurerm_federated_identity_credential.orders": comes({ ...CREDENTIAL, issuer }),
    "azurerm_role_assignment.x": stays(GRANT),
  });
  expect(accessOf(result)).toEqual([
    `gained orders: nothing -> trusts system:serviceaccount:shop:orders of ${issuer}`,
  ]);
});

test("azapi writes its properties in any case, and its scope by reference", () => {
  const result = review({
    ...SHOP,
    "azurerm_resource_group.more": comes(
      { name: "more" },
      { unknown: { id: true }, expressions: {} },
    ),
    "azapi_resource.owner": comes(
      {
        type: "Microsoft.Authorization/roleAssignments@2022-04-01",
        body: {
          Properties: {
            PrincipalId: IDENTITY.principal_id,
            RoleDefinitionId: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
          },
        },
      },
      {
        unknown: { id: true, parent_id: true },
        expressions: {
          parent_id: ref("azurerm_resource_group.more.id", "azurerm_resource_group.more"),
        },
      },
    ),
  });
  expect(accessOf(result)).toEqual(["gained orders: nothing -> Owner at resource group more"]);
});

describe("the body of what azapi creates", () => {
  const TYPE = "Microsoft.Authorization/roleAssignments@2022-04-01";
  const created = (body: unknown, unknown: object, references?: string[]) =>
    review({
      ...SHOP,
      "azapi_resource.x": comes(
        { type: TYPE, parent_id: GROUP_ID, ...(body === undefined ? {} : { body }) },
        {
          unknown: { id: true, ...unknown },
          expressions: references ? { body: { references } } : {},
        },
      ),
    });
  const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
  const half = { properties: { roleDefinitionId: READER } };
  const principal = { body: { properties: { principalId: true } } };

  test.each<[string, unknown, object, string[] | undefined]>([
    ["as a whole", undefined, { body: true }, ["local.body"]],
    ["as a whole, of no expression", undefined, { body: true }, undefined],
    ["in part", half, principal, ["random_uuid.x.result", "random_uuid.y.result"]],
  ])("is a decision where it is unknown %s", (_how, body, unknown, references) => {
    expect(found(created(body, unknown, references), "unknown-decision")).toContain(
      "azapi_resource.x: principal_id is only known after apply",
    );
  });

  test("is of the one identity that it refers to", () => {
    const orders = "azurerm_user_assigned_identity.orders";
    const result = created(half, principal, [`${orders}.principal_id`, orders]);
    expect(accessOf(result)).toEqual(["gained orders: nothing -> Reader at resource group shop"]);
    expect(found(result, "unknown-decision")).toEqual([]);
  });
});
