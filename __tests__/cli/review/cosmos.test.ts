import { type Fact, known, UNKNOWN } from "../../../cli/terraform/model/fact";
import { inventoryOf } from "../../../cli/terraform/inventory/inventory";
import { reviewOf } from "../../../cli/review/review";
import { readSynthesized } from "../../../cli/terraform/read/synthesized";
import { GROUP_ID, PRINCIPAL_ID, SHOP } from "../support/shop";
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

const ACCOUNT_ID = `${GROUP_ID}/providers/Microsoft.DocumentDB/databaseAccounts/shop-data`;
const ACCOUNT = { id: ACCOUNT_ID, name: "shop-data", resource_group_name: "shop" };
const role = (last: string) => `${ACCOUNT_ID}/sqlRoleDefinitions/${last}`;
const READER = role("00000000-0000-0000-0000-000000000001");
const CONTRIBUTOR = role("00000000-0000-0000-0000-000000000002");
const OWN = role("66666666-7777-8888-9999-000000000000");
const DATABASE = `${ACCOUNT_ID}/dbs/shop`;
const CONTAINER = `${DATABASE}/colls/orders`;
const HERE = "container orders of database shop of Cosmos DB account shop-data";

const GRANT = {
  account_name: "shop-data",
  resource_group_name: "shop",
  principal_id: PRINCIPAL_ID,
  role_definition_id: READER,
  scope: CONTAINER,
};

const ADDRESS = "azurerm_cosmosdb_sql_role_assignment.orders";
const reviewed = (grant: Written, more: Record<string, Written> = {}) =>
  review({ ...SHOP, "azurerm_cosmosdb_account.main": stays(ACCOUNT), ...more, [ADDRESS]: grant });

test("a data role that comes is access that somebody gains", () => {
  const told = reviewed(comes(GRANT));
  expect(accessOf(told)).toEqual([
    `gained orders: nothing -> Cosmos DB Built-in Data Reader at ${HERE}`,
  ]);
  expect(told.unseen).toEqual([]);
});

test("a data role that is there is in the table of who can become whom, and is no change", () => {
  const told = reviewed(stays(GRANT));
  expect(accessOf(told)).toEqual([]);
  expect(told.access.flatMap(({ roles }) => roles)).toEqual([
    `Cosmos DB Built-in Data Reader at ${HERE}`,
  ]);
});

test.each<[string, object, object, string]>([
  [
    "reading becomes writing",
    {},
    { role_definition_id: CONTRIBUTOR },
    `widened orders: Cosmos DB Built-in Data Reader at ${HERE} -> Cosmos DB Built-in Data Contributor at ${HERE}`,
  ],
  [
    "writing becomes reading",
    { role_definition_id: CONTRIBUTOR },
    {},
    `narrowed orders: Cosmos DB Built-in Data Contributor at ${HERE} -> Cosmos DB Built-in Data Reader at ${HERE}`,
  ],
  [
    "one container becomes the database",
    {},
    { scope: DATABASE },
    `widened orders: Cosmos DB Built-in Data Reader at ${HERE} -> Cosmos DB Built-in Data Reader at database shop of Cosmos DB account shop-data`,
  ],
  [
    "the account becomes one container",
    { scope: ACCOUNT_ID },
    {},
    `narrowed orders: Cosmos DB Built-in Data Reader at Cosmos DB account shop-data -> Cosmos DB Built-in Data Reader at ${HERE}`,
  ],
])("it is told as what it is: %s", (_what, before, after, change) => {
  expect(
    accessOf(
      reviewed(
        turns({ ...GRANT, ...before }, { ...GRANT, ...after }, { actions: ["delete", "create"] }),
      ),
    ),
  ).toEqual([change]);
});

test("databases whose names differ in capitals are two", () => {
  const told = reviewed(
    turns(
      { ...GRANT, scope: DATABASE },
      { ...GRANT, scope: `${ACCOUNT_ID}/dbs/SHOP` },
      { actions: ["delete", "create"] },
    ),
  );
  expect(accessOf(told).map((change) => change.split(" ")[0])).toEqual(["gained", "lost"]);
});

test("a path that begins at the account, as Azure's command line writes it, is one of that account", () => {
  const told = (scope: string) => accessOf(reviewed(comes({ ...GRANT, scope })));
  expect(told("/dbs/shop/colls/orders")).toEqual([
    `gained orders: nothing -> Cosmos DB Built-in Data Reader at ${HERE}`,
  ]);
  expect(told("/")).toEqual([
    "gained orders: nothing -> Cosmos DB Built-in Data Reader at Cosmos DB account shop-data",
  ]);
});

test("an account that no stack holds is known by its id", () => {
  const { id } = ACCOUNT;
  const elsewhere = id.replace(/shop-data$/, "other");
  const told = reviewed(comes({ ...GRANT, account_name: "other", scope: `${elsewhere}/dbs/shop` }));
  expect(accessOf(told)).toEqual([
    "gained orders: nothing -> Cosmos DB Built-in Data Reader at database shop of Cosmos DB account other",
  ]);
});

describe("before the account exists", () => {
  const NEW = comes({ name: "shop-data", resource_group_name: "shop" }, { unknown: { id: true } });
  const account = "azurerm_cosmosdb_account.main";
  const idOf = ref(`${account}.id`, account);

  test("what the plan does not know is told as far as references lead", () => {
    // WHEN
    const told = reviewed(
      comes(
        { account_name: "shop-data", resource_group_name: "shop", principal_id: PRINCIPAL_ID },
        {
          unknown: { scope: true, role_definition_id: true },
          expressions: {
            account_name: ref(`${account}.name`, account),
            role_definition_id: idOf,
            scope: ref(
              `${account}.id`,
              account,
              "azurerm_cosmosdb_sql_database.shop.name",
              "azurerm_cosmosdb_sql_database.shop",
              "azurerm_cosmosdb_sql_container.orders.name",
              "azurerm_cosmosdb_sql_container.orders",
            ),
          },
        },
      ),
      {
        [account]: NEW,
        "azurerm_cosmosdb_sql_database.shop": comes({ name: "shop" }),
        "azurerm_cosmosdb_sql_container.orders": comes({ name: "orders" }),
      },
    );

    // THEN
    expect(accessOf(told)).toEqual([`gained orders: nothing -> (known after apply) at ${HERE}`]);
    expect(found(told, "unknown-decision")).toEqual([
      `${ADDRESS}: role_definition_id is only known after apply`,
    ]);
  });

  test("an id of known parts tells all, with the account by its name", () => {
    const told = reviewed(
      comes(GRANT, { expressions: { account_name: ref(`${account}.name`, account) } }),
      { [account]: NEW },
    );
    expect(accessOf(told)).toEqual([
      `gained orders: nothing -> Cosmos DB Built-in Data Reader at ${HERE}`,
    ]);
  });
});

describe("a role of the account's own", () => {
  const definition = (action: string) => ({
    id: OWN,
    name: "appender",
    permissions: [{ data_actions: [action] }],
  });
  const own = { ...GRANT, role_definition_id: OWN };

  test("has the name and the permissions of its definition", () => {
    const told = reviewed(comes(own), {
      "azurerm_cosmosdb_sql_role_definition.appender": stays(definition("x/create")),
    });
    expect(accessOf(told)).toEqual([`gained orders: nothing -> appender at ${HERE}`]);
  });

  test("is told when its permissions change", () => {
    const told = reviewed(stays(own), {
      "azurerm_cosmosdb_sql_role_definition.appender": turns(
        definition("x/create"),
        definition("x/*"),
      ),
    });
    expect(accessOf(told)).toEqual([`widened orders: appender at ${HERE} -> appender at ${HERE}`]);
    expect(told.actions.find(({ action }) => action === "update")?.values).toEqual({
      name: "appender",
      permissions: [{ data_actions: ["x/*"] }],
    });
  });

  test("whose permissions are only known after apply is told as that", () => {
    const told = reviewed(comes(own), {
      "azurerm_cosmosdb_sql_role_definition.appender": comes(
        { id: OWN, name: "appender" },
        {
          unknown: { permissions: true },
          expressions: { permissions: [{ data_actions: ref("var.actions") }] },
        },
      ),
    });
    expect(found(told, "unknown-decision")).toEqual([
      "azurerm_cosmosdb_sql_role_definition.appender: permissions is only known after apply",
    ]);
  });

  test("that no stack defines is named by its GUID, and what it permits is not seen", () => {
    const told = reviewed(comes(own));
    expect(accessOf(told)).toEqual([
      `gained orders: nothing -> Cosmos DB role 66666666-7777-8888-9999-000000000000 at ${HERE}`,
    ]);
    expect(told.unseen).toEqual([
      `shop: what the role Cosmos DB role 66666666-7777-8888-9999-000000000000 of ${ADDRESS} permits`,
    ]);
  });
});

test("a sensitive scope or role is not shown", () => {
  const told = reviewed(comes(GRANT, { sensitive: { scope: true, role_definition_id: true } }));
  expect(accessOf(told)).toEqual(["gained orders: nothing -> (sensitive) at (sensitive)"]);
  expect(JSON.stringify(told)).not.toMatch(/shop-data\/dbs|Data Reader/);
});

test("an assignment by azapi is read like one by azurerm", () => {
  const told = review({
    ...SHOP,
    "azurerm_cosmosdb_account.main": stays(ACCOUNT),
    "azapi_resource.grant": comes({
      type: "Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-05-15",
      name: "9e007587-dbcd-4190-84cb-fcab5a09ca39",
      parent_id: ACCOUNT_ID,
      body: {
        properties: { principalId: PRINCIPAL_ID, roleDefinitionId: READER, scope: CONTAINER },
      },
    }),
  });
  expect(accessOf(told)).toEqual([
    `gained orders: nothing -> Cosmos DB Built-in Data Reader at ${HERE}`,
  ]);
});

describe("in synthesized stacks", () => {
  const stackOf = (scope: string, role_definition_id: string) =>
    readSynthesized("shop", {
      resource: {
        azurerm_user_assigned_identity: { orders: { name: "orders" } },
        azurerm_cosmosdb_account: { main: { name: "shop-data", resource_group_name: "shop" } },
        azurerm_cosmosdb_sql_database: { db: { name: "shop" } },
        azurerm_cosmosdb_sql_container: { items: { name: "orders" } },
        azurerm_cosmosdb_sql_role_assignment: {
          orders: {
            account_name: "${azurerm_cosmosdb_account.main.name}",
            resource_group_name: "shop",
            principal_id: "${azurerm_user_assigned_identity.orders.principal_id}",
            role_definition_id,
            scope,
          },
        },
      },
    });
  const id = "${azurerm_cosmosdb_account.main.id}";
  const parts =
    "/subscriptions/${data.azurerm_client_config.c.subscription_id}/resourceGroups/shop/providers/Microsoft.DocumentDB/databaseAccounts/${azurerm_cosmosdb_account.main.name}";
  const reader = "/sqlRoleDefinitions/00000000-0000-0000-0000-000000000001";

  const PATH = known("dbs/shop/colls/orders");

  test.each<[string, string, Fact | undefined]>([
    [id, "Cosmos DB account shop-data", undefined],
    [`${id}/dbs/shop`, "database shop of Cosmos DB account shop-data", known("dbs/shop")],
    [`${id}/dbs/shop/colls/orders`, HERE, PATH],
    [
      `${id}/dbs/\${azurerm_cosmosdb_sql_database.db.name}/colls/\${azurerm_cosmosdb_sql_container.items.name}`,
      HERE,
      PATH,
    ],
    [`${parts}/dbs/shop/colls/\${azurerm_cosmosdb_sql_container.items.name}`, HERE, PATH],
    [parts, "Cosmos DB account shop-data", undefined],
    [
      `${id}/dbs/\${var.database}`,
      "database (known after apply) of Cosmos DB account shop-data",
      UNKNOWN,
    ],
  ])("the scope %s is %s", (scope, label, child) => {
    const [grant] = inventoryOf([stackOf(scope, id + reader)]).identities[0].grants;
    expect(grant).toMatchObject({
      role: { kind: "cosmos", name: known("Cosmos DB Built-in Data Reader") },
      scope: {
        label,
        level: child ? "child" : "resource",
        resourceGroup: known("shop"),
        type: known("Microsoft.DocumentDB/databaseAccounts"),
        name: known("shop-data"),
        ...(child && { child }),
      },
    });
  });

  test("the role is known however its id is written, and what is not known is said", () => {
    const roleOf = (written: string) =>
      inventoryOf([stackOf(id, written)]).identities[0].grants[0].role;
    expect(roleOf(parts + reader)).toMatchObject({ label: "Cosmos DB Built-in Data Reader" });
    expect(roleOf("${var.role}")).toEqual({
      label: "(known after apply)",
      kind: null,
      name: UNKNOWN,
    });
    expect(reviewOf([stackOf(id, id + reader)], []).review.unseen).toEqual([]);
  });
});
