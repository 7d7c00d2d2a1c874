import { COSMOS_ROLES, findCosmosRole } from "../../azure/cosmos-roles";
import type { ExpectedGrant } from "./expected";
import type { DataRole, Identity } from "./live";

/** Where a data role should be. */
export interface DataPlace {
  /** The id of the account, where the inventory tells subscription and group. */
  readonly account?: string;
  readonly path: string;
}

/** Where a grant of the inventory is, if its role is one that Cosmos DB keeps itself. */
export function dataPlaceOf({
  scope,
  subscription,
  resourceGroup,
}: ExpectedGrant): DataPlace | undefined {
  const [, container, database, name] =
    /^(?:(?:container (.+?) of )?database (.+) of )?Cosmos DB account (\S+)$/.exec(scope) ?? [];
  if (name === undefined) return undefined;
  const path =
    (database === undefined ? "" : `/dbs/${database}`) +
    (container === undefined ? "" : `/colls/${container}`);
  if (!subscription || !resourceGroup) return { path };
  const group = `/subscriptions/${subscription}/resourceGroups/${resourceGroup}`;
  return { account: `${group}/providers/Microsoft.DocumentDB/databaseAccounts/${name}`, path };
}

/** The path of a scope, which Cosmos DB takes with and without the account before it. */
export function pathOf(scope: string): string {
  return scope.replace(/^.*\/databaseAccounts\/[^/]+/i, "").replace(/\/+$/, "");
}

/** Whether a data role gives what another one would. */
export function gives(held: DataRole, role: string, path: string): boolean {
  const wanted = findCosmosRole(role);
  const same = held.role.toLowerCase() === role.toLowerCase() || role.endsWith(` ${held.role}`);
  const wider =
    wanted === COSMOS_ROLES.DATA_READER && held.role === COSMOS_ROLES.DATA_CONTRIBUTOR.name;
  return (same || wider) && (held.path === path || path.startsWith(`${held.path}/`));
}

/** The command that gives a built-in data role. */
export function giveDataRole(
  { principalId }: Identity,
  { account = "", path }: DataPlace,
  role: string,
): string[] {
  const builtIn = findCosmosRole(role);
  const [, subscription, group, name] =
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/.*\/([^/]+)$/.exec(account) ?? [];
  if (!builtIn || !name) return [];
  return [
    [
      `az cosmosdb sql role assignment create --subscription ${subscription}`,
      `--resource-group ${group} --account-name ${name} --principal-id ${principalId}`,
      `--role-definition-id ${builtIn.id} --scope "${path || "/"}"`,
    ].join(" "),
  ];
}
