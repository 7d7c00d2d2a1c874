import { findCosmosRole } from "../../../azure/cosmos-roles";
import { inside } from "./nouns";
import type { ReferenceIndex } from "./reference-index";
import type { Resource } from "./resource";
import { type Attribute, kindOf } from "./resource-types";
import { type Role, roleDefined, roleNamed } from "./role";
import { ownOf, partsOf, type Scope } from "./scope";

// Cosmos DB for NoSQL keeps roles of its own, at paths below the account: `<account id>/dbs/shop/colls/orders`.

const UNKNOWN = "(known after apply)";
const ASSIGNMENT = "azurerm_cosmosdb_sql_role_assignment";

/** The resources that name a part of an account, by the segment before the name. */
const PARTS = { dbs: "azurerm_cosmosdb_sql_database", colls: "azurerm_cosmosdb_sql_container" };

/** Whether a grant is one of Cosmos DB's own. */
export function isCosmosGrant({ type }: Resource): boolean {
  return type === ASSIGNMENT;
}

/** The role of an assignment: a built-in one, or one that the stacks define. */
export function cosmosRoleOf(
  references: ReferenceIndex,
  grant: Resource,
  nameOf: (resource: Resource) => string,
): Role {
  const { value, sensitive, expression } = grant.get("role_definition_id");
  const target = references.target(grant, "role_definition_id");
  const label = sensitive ? { label: "(sensitive)" } : {};
  if (target && kindOf(target.resource.type) === "cosmosRole") {
    return { ...roleDefined(nameOf(target.resource), target.resource), ...label };
  }
  const written =
    typeof value === "string" ? value : (expression?.template ?? target?.suffix ?? UNKNOWN);
  const builtIn = findCosmosRole(written);
  const guid = /sqlRoleDefinitions\/([0-9a-f-]{36})$/i.exec(written)?.[1];
  if (!builtIn) return { ...roleNamed(guid ? `Cosmos DB role ${guid}` : UNKNOWN), ...label };
  return {
    ...roleNamed(builtIn.name),
    known: true,
    permissions: builtIn.permissions,
    ...label,
  };
}

/** Where a role of Cosmos DB is assigned: at an account, a database or a container. */
export function cosmosScopeOf(
  references: ReferenceIndex,
  grant: Resource,
  nameOf: (resource: Resource) => string,
): Scope {
  const { value, sensitive } = grant.get("scope");
  const known = typeof value === "string" ? value : undefined;
  const [, id, named, below] = /^(.*\/databaseAccounts\/([^/]+))(\/.*)?$/i.exec(known ?? "") ?? [];
  const account = accountOf(references, grant, id === undefined);
  // azurerm takes paths that begin at the account, too.
  const path = (
    known === undefined ? plannedPath(references, grant, nameOf) : id ? (below ?? "") : known
  ).replace(/\/+$/, "");
  const name =
    (account && nameOf(account)) ?? named ?? references.textOf(grant, "account_name") ?? UNKNOWN;
  const at = account
    ? account.key
    : id
      ? `id ${id.toLowerCase()}`
      : `${grant.stack}:Cosmos DB account ${name}`;
  const part = inside({ noun: "Cosmos DB account", name }, partsOf(path));
  const own = path === "" ? account : partNamed(references, grant, path);
  const open = path.includes(UNKNOWN) || name === UNKNOWN;
  return {
    key: `${at}${path}${open ? ` of ${grant.key}` : ""}`,
    label: sensitive ? "(sensitive)" : `${part.noun} ${part.name}`,
    ...(sensitive ? { noun: "scope", name: "(sensitive)" } : part),
    level: path === "" ? "resource" : "child",
    resource: account,
    ...(own && { own: ownOf(own) }),
    ...(id && !sensitive && { id: `${id}${path}` }),
  };
}

/** The resource of the database or container that a path ends with, where references tell it. */
function partNamed(
  references: ReferenceIndex,
  grant: Resource,
  path: string,
): Resource | undefined {
  const type = PARTS[path.includes("/colls/") ? "colls" : "dbs"];
  const targets = references.targetsIn(grant, "scope").map((target) => target?.resource);
  return targets.find((resource) => resource?.type === type);
}

/** The account by what names it; its role does so, too, where the scope does not. */
function accountOf(
  references: ReferenceIndex,
  grant: Resource,
  byRole: boolean,
): Resource | undefined {
  const naming: Attribute<"grant">[] = ["scope", "account_name"];
  if (byRole) naming.push("role_definition_id");
  const found = naming.flatMap((attribute) =>
    [references.target(grant, attribute), ...references.targetsIn(grant, attribute)].flatMap(
      (target) => (target && kindOf(target.resource.type) === "cosmos" ? target.resource : []),
    ),
  );
  return found.length > 0 ? references.canonical(found[0]) : undefined;
}

/**
 * The path below the account of a scope that is not known yet, by what it is written with. A plan does not
 * tell the text between references, so that a name that is text is not known before the scope is.
 */
function plannedPath(
  references: ReferenceIndex,
  grant: Resource,
  nameOf: (resource: Resource) => string,
): string {
  const targets = references.targetsIn(grant, "scope").map((target) => target?.resource);
  const nameOfPart = (segment: keyof typeof PARTS) => {
    const part = targets.find((resource) => resource?.type === PARTS[segment]);
    return part && nameOf(part);
  };
  const { template } = grant.get("scope").expression ?? {};
  const written = template ?? references.target(grant, "scope")?.suffix;
  const segments = Object.keys(PARTS) as (keyof typeof PARTS)[];
  return segments
    .flatMap((segment) => {
      const text = new RegExp(`/${segment}/([^/]+)`).exec(written ?? "")?.[1];
      const name = text?.includes("${") === false ? text : nameOfPart(segment);
      if (name !== undefined) return `/${segment}/${name}`;
      return text === undefined ? [] : `/${segment}/${UNKNOWN}`;
    })
    .join("");
}
