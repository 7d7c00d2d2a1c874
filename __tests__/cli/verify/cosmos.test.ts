import { findCosmosRole } from "../../../azure/cosmos-roles";
import { known, UNKNOWN } from "../../../cli/terraform/model/fact";
import type { Json } from "../../../cli/terraform/model/json";
import type { ExpectedGrant } from "../../../cli/verify/expected";
import { accountOf } from "../../../cli/verify/cosmos";
import { findings } from "../../../cli/verify/findings";
import type { Arm } from "../../../cli/verify/gather/arm";
import { readDataRoles } from "../../../cli/verify/gather/azure";
import { type DataRole, type Live, refused, type Seen, whole } from "../../../cli/verify/live";
import { azureRole, EXPECTED, HEALTHY, OTHER, PRINCIPAL, ROW, SUBSCRIPTION } from "./support/live";

const ACCOUNT = `/subscriptions/${SUBSCRIPTION}/resourceGroups/shop/providers/Microsoft.DocumentDB/databaseAccounts/shop-data`;
const READER = "Cosmos DB Built-in Data Reader";
const CONTRIBUTOR = "Cosmos DB Built-in Data Contributor";

const GRANT: ExpectedGrant = {
  stack: "azure",
  address: "azurerm_cosmosdb_sql_role_assignment.orders",
  role: { label: READER, kind: "cosmos", name: known(READER) },
  scope: {
    label: "container orders of database shop of Cosmos DB account shop-data",
    level: "child",
    subscription: known(SUBSCRIPTION),
    resourceGroup: known("shop"),
    type: known("Microsoft.DocumentDB/databaseAccounts"),
    name: known("shop-data"),
    child: known("dbs/shop/colls/orders"),
  },
};

const dataRole = (name: string): Partial<ExpectedGrant> => ({
  role: { label: name, kind: "cosmos", name: known(name) },
});
const GUID = "66666666-7777-8888-9999-000000000000";

const held = (
  role: string,
  path: string,
  principalId = PRINCIPAL,
  definition = GUID,
): DataRole => ({
  principalId,
  role,
  definition: findCosmosRole(role)?.id ?? definition,
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
      text: `id-orders is not ${READER} at ${GRANT.scope.label}`,
      expected: `${READER} at ${ACCOUNT}/dbs/shop/colls/orders or above`,
      fix: [
        `az cosmosdb sql role assignment create --subscription ${SUBSCRIPTION} --resource-group shop --account-name shop-data --principal-id ${PRINCIPAL} --role-definition-id 00000000-0000-0000-0000-000000000001 --scope "/dbs/shop/colls/orders"`,
        `or run the app again: ${GRANT.address} in the stack azure`,
      ],
    }),
  ]);
});

test("a role of the account's own goes by its name, or by the GUID of its definition", () => {
  const verdict = (role: string, wanted: string) =>
    workload(kept(held(role, "")), dataRole(wanted))?.verdict;
  expect(verdict("appender", GUID.toUpperCase())).toBe("works");
  expect(verdict(GUID, GUID)).toBe("works");
  expect(verdict("Appender", "appender")).toBe("works");
  expect(verdict("appender", "other")).toBe("broken");
  // The name of the definition could not be read.
  expect(verdict(GUID, "appender")).toBe("unproven");
});

test("what is in an account and not known proves a role at the account alone", () => {
  const scope = { ...GRANT.scope, label: "a container of shop-data", child: UNKNOWN };
  expect(workload(kept(held(READER, "")), { scope })?.verdict).toBe("works");
  expect(workload(kept(held(READER, "/dbs/shop/colls/orders")), { scope })).toMatchObject({
    verdict: "unproven",
    unseen: [`the part of a container of shop-data (${GRANT.address})`],
  });
  expect(workload(kept(), { scope })?.verdict).toBe("broken");
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
    { scope: { ...GRANT.scope, subscription: UNKNOWN } },
    `the account of ${GRANT.scope.label} (${GRANT.address})`,
  ],
])("%s accuses nobody", (_what, dataRoles, grant, missing) => {
  expect(workload(dataRoles, grant)).toMatchObject({ findings: [], unseen: [missing] });
});

test("an account whose subscription the app does not tell is the one that Azure finds by its name", () => {
  const grant = { ...GRANT, scope: { ...GRANT.scope, subscription: UNKNOWN } };
  expect(accountOf(grant, HEALTHY)).toBeUndefined();
  expect(accountOf(grant, { ...HEALTHY, resources: [ACCOUNT.toUpperCase()] })?.toLowerCase()).toBe(
    ACCOUNT.toLowerCase(),
  );
});

test("a role of Azure RBAC at an account is none that the account keeps", () => {
  expect(accountOf({ ...GRANT, role: azureRole("Reader") }, HEALTHY)).toBeUndefined();
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
      held(`${GUID}0`, "", PRINCIPAL, `${GUID}0`),
    ]),
  );
  expect(asked).toEqual([
    `${ACCOUNT}/sqlRoleAssignments?api-version=2024-05-15`,
    "Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments/read",
    ACCOUNT,
  ]);
});
