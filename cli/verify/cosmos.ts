import { COSMOS_ROLES, findCosmosRole } from "../../azure/cosmos-roles";
import type { InventoryScope } from "../terraform/inventory/facts";
import { valueOf } from "../terraform/model/fact";
import { partsOf } from "../terraform/model/scope-place";
import type { ExpectedGrant } from "./expected";
import type { DataRole, Identity, Live } from "./live";
import { isGuid, same } from "./names";
import { type Answer, knownId, located } from "./placement";

/** The id of the account that keeps the role of a grant, where Cosmos DB keeps it; its subscription may not be known. */
export function accountOf({ role, scope }: ExpectedGrant, live: Live): string | undefined {
  if (role.kind !== "cosmos") return undefined;
  return knownId({ ...located(scope, live), level: "resource", child: undefined });
}

/** The path of a scope, which Cosmos DB takes with and without the account before it. */
export function pathOf(scope: string): string {
  return scope.replace(/^.*\/databaseAccounts\/[^/]+/i, "").replace(/\/+$/, "");
}

/** Whether a data role counts at a scope. Databases and containers have names with capitals. */
export function reachesData({ path }: DataRole, { label, child }: InventoryScope): Answer {
  const held = partsOf(path);
  const wanted = child && valueOf(child);
  if (child && wanted === undefined) return held.length === 0 || [`the part of ${label}`];
  const parts = partsOf(wanted ?? "");
  return held.every((part, at) => part === parts[at]);
}

/** Whether a data role gives what another one would. */
export function givesDataRole({ role: held, definition }: DataRole, role: string): Answer {
  const [has, wanted] = [findCosmosRole(definition), findCosmosRole(role)];
  if (has && wanted) {
    const { DATA_READER, DATA_CONTRIBUTOR } = COSMOS_ROLES;
    return has === wanted || (wanted === DATA_READER && has === DATA_CONTRIBUTOR);
  }
  if (same(held, role) || same(definition, role)) return true;
  if (has || wanted || isGuid(role)) return false;
  return held === definition ? [`the name of the data role ${definition}`] : false;
}

/** The command that gives a built-in data role. */
export function giveDataRole(
  { principalId }: Identity,
  account: string,
  { child }: InventoryScope,
  role: string,
): string[] {
  const builtIn = findCosmosRole(role);
  const [, subscription, , group, , , , name] = partsOf(account);
  const path = child ? valueOf(child) : "";
  if (!builtIn || !name || path === undefined) return [];
  return [
    [
      `az cosmosdb sql role assignment create --subscription ${subscription}`,
      `--resource-group ${group} --account-name ${name} --principal-id ${principalId}`,
      `--role-definition-id ${builtIn.id} --scope "/${path}"`,
    ].join(" "),
  ];
}
