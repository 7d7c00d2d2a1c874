import type { Json } from "../../../cli/terraform/model/json";
import type { ExpectedGrant } from "../../../cli/verify/expected";
import { dataPlaceOf } from "../../../cli/verify/cosmos";
import { findings } from "../../../cli/verify/findings";
import type { Arm } from "../../../cli/verify/gather/arm";
import { readDataRoles } from "../../../cli/verify/gather/azure";
import { type DataRole, type Live, refused, type Seen, whole } from "../../../cli/verify/live";
import { EXPECTED, HEALTHY, OTHER, PRINCIPAL, ROW, SUBSCRIPTION } from "./support/live";

const ACCOUNT = `/subscriptions/${SUBSCRIPTION}/resourceGroups/shop/providers/Microsoft.DocumentDB/databaseAccounts/shop-data`;
const READER = "Cosmos DB Built-in Data Reader";
const CONTRIBUTOR = "Cosmos DB Built-in Data Contributor";

const GRANT: ExpectedGrant = {
  stack: "azure",
  address: "azurerm_cosmosdb_sql_role_assignment.orders",
  role: READER,
  scope: "container orders of database shop of Cosmos DB account shop-data",
  subscription: SUBSCRIPTION,
  resourceGroup: "shop",
};

const held = (role: string, path: string, principalId = PRINCIPAL): DataRole => ({
  principalId,
  role,
  path,
});

/** What is found where the account keeps these roles. */
function workload(dataRoles: Live["dataRoles"], grant: Partial<ExpectedGrant> = {}) {
  const [trust] = EXPECTED.trusts;
  const trusts = [{ ...trust, grants: [...trust.grants, { ...GRANT, ...grant }] }];
  const { workloads } = findings({ ...HEALTHY, dataRoles }, { ...EXPECTED, trusts });
  return workloads.find((one) => one.workload === ROW);
}

const kept = (...roles: DataRole[]): Record<string, Seen<DataRole>> => ({
  [ACCOUNT]: whole(roles),
});

test.each([
  ["at the container", held(READER, "/dbs/shop/colls/orders")],
  ["at its database", held(READER, "/dbs/shop")],
  ["at the account", held(READER, "")],
  ["that writes, too", held(CONTRIBUTOR, "/dbs/shop")],
])("an identity with a data role %s has what it needs", (_where, role) => {
  expect(workload(kept(role))).toMatchObject({ verdict: "works", findings: [] });
});

test.each([
  ["of another container", held(READER, "/dbs/shop/colls/invoices")],
  ["of a container whose name only begins alike", held(READER, "/dbs/shop/colls/ord")],
  ["of a database of other capitals", held(READER, "/dbs/SHOP")],
  ["of another identity", held(READER, "", OTHER)],
  ["of a definition of the account's own", held("appender", "")],
])("a role %s does not count, and the one that is missing is told", (_what, role) => {
  expect(workload(kept(role))?.findings).toEqual([
    expect.objectContaining({
      id: "role-missing",
      level: "broken",
      text: `id-orders is not ${READER} at ${GRANT.scope}`,
      expected: `${READER} at ${ACCOUNT}/dbs/shop/colls/orders or above`,
      fix: [
        `az cosmosdb sql role assignment create --subscription ${SUBSCRIPTION} --resource-group shop --account-name shop-data --principal-id ${PRINCIPAL} --role-definition-id 00000000-0000-0000-0000-000000000001 --scope "/dbs/shop/colls/orders"`,
        `or run the app again: ${GRANT.address} in the stack azure`,
      ],
    }),
  ]);
});

test("a role of the account's own goes by its name, or by the GUID of a definition that is not read", () => {
  const own = { role: "Cosmos DB role 66666666-7777-8888-9999-000000000000" };
  const guid = "66666666-7777-8888-9999-000000000000";
  expect(workload(kept(held(guid, "")), own)?.verdict).toBe("works");
  expect(workload(kept(held("Appender", "")), { role: "appender" })?.verdict).toBe("works");
});

test.each<[string, Live["dataRoles"], Partial<ExpectedGrant>, string]>([
  [
    "an account whose list may not be read",
    { [ACCOUNT]: refused("Azure: its list") },
    {},
    "Azure: its list",
  ],
  [
    "a list that may not be whole",
    { [ACCOUNT]: { read: "cut", items: [], missing: "Azure: more of it" } },
    {},
    "Azure: more of it",
  ],
  ["an account that was not looked at", undefined, {}, `the data roles of ${ACCOUNT}`],
  [
    "an account whose subscription no stack tells",
    undefined,
    { subscription: undefined },
    `the subscription of ${GRANT.scope}`,
  ],
])("%s accuses nobody", (_what, dataRoles, grant, missing) => {
  expect(workload(dataRoles, grant)).toMatchObject({ findings: [], unseen: [missing] });
});

test.each([
  ["Cosmos DB account shop-data", ""],
  ["database shop of Cosmos DB account shop-data", "/dbs/shop"],
  ["container a b of database c of d of Cosmos DB account shop-data", "/dbs/c of d/colls/a b"],
])("%s is the path %s of the account", (scope, path) => {
  expect(dataPlaceOf({ ...GRANT, scope })).toEqual({ account: ACCOUNT, path });
});

test("what is not of Cosmos DB has no such place", () => {
  expect(dataPlaceOf({ ...GRANT, scope: "vault Cosmos DB" })).toBeUndefined();
});

test("the list of an account is read with the names of its roles and paths below the account", async () => {
  // GIVEN
  const own = `${ACCOUNT}/sqlRoleDefinitions/66666666-7777-8888-9999-000000000000`;
  const answer = (roleDefinitionId: string, scope: string): Json => ({
    properties: { principalId: PRINCIPAL, roleDefinitionId, scope },
  });
  const asked: string[] = [];
  const arm = {
    list: (path: string, action: string, scope: string, project: (item: Json) => DataRole[]) => {
      asked.push(path, action, scope);
      const reader = `${ACCOUNT}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000001`;
      return Promise.resolve(
        whole(
          [
            answer(reader, `${ACCOUNT}/dbs/shop`),
            answer(own, "/"),
            answer(`${own}0`, ACCOUNT),
          ].flatMap(project),
        ),
      );
    },
    get: (path: string) =>
      Promise.resolve(
        path.startsWith(`${own}?`)
          ? { status: 200, body: { properties: { roleName: "appender" } } }
          : { status: 403, body: {} },
      ),
  } as unknown as Arm;

  // WHEN
  const seen = await readDataRoles(arm, ACCOUNT);

  // THEN
  expect(seen).toEqual(
    whole([
      held(READER, "/dbs/shop"),
      held("appender", ""),
      held("66666666-7777-8888-9999-0000000000000", ""),
    ]),
  );
  expect(asked).toEqual([
    `${ACCOUNT}/sqlRoleAssignments?api-version=2024-05-15`,
    "Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments/read",
    ACCOUNT,
  ]);
});
