import { ARM_TYPES } from "../../../azure/arm-types";
import { findCosmosRole } from "../../../azure/cosmos-roles";
import { type Fact, known, say, UNKNOWN, valueOf } from "./fact";
import { inside } from "./nouns";
import type { Places } from "./places";
import type { ReferenceIndex } from "./reference-index";
import type { Resource } from "./resource";
import { type Attribute, kindOf } from "./resource-types";
import { notShown, type Role, roleDefined, roleNamed, UNKNOWN_ROLE } from "./role";
import { ownOf, type Scope } from "./scope";
import { HIDDEN } from "./scope-of-id";
import { below, hidden, partsOf, placeOfId, type ScopePlace } from "./scope-place";

// Cosmos DB for NoSQL keeps roles of its own, at paths below the account: `<account id>/dbs/shop/colls/orders`.

const ASSIGNMENT = "azurerm_cosmosdb_sql_role_assignment";
const ACCOUNT = ARM_TYPES.COSMOS_DB_ACCOUNT;

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
  const kind = "cosmos" as const;
  const role = (): Role => {
    if (target && kindOf(target.resource.type) === "cosmosRole") {
      const { resource } = target;
      return { ...roleDefined(nameOf(resource), resource, references), kind };
    }
    const written = typeof value === "string" ? value : (expression?.template ?? target?.suffix);
    const builtIn = findCosmosRole(written ?? "");
    if (builtIn) {
      const { name, permissions } = builtIn;
      return { ...roleNamed(name), kind, known: true, permissions };
    }
    const [, guid] = /sqlRoleDefinitions\/([0-9a-f-]{36})$/i.exec(written ?? "") ?? [];
    if (guid === undefined) return UNKNOWN_ROLE;
    return { ...roleNamed(`Cosmos DB role ${guid}`), kind, name: known(guid) };
  };
  return sensitive ? notShown(role(), value) : role();
}

/** Where a role of Cosmos DB is assigned: at an account, a database or a container. */
export function cosmosScopeOf(
  references: ReferenceIndex,
  places: Places,
  grant: Resource,
  nameOf: (resource: Resource) => string,
): Scope & { readonly at: ScopePlace } {
  const { value, sensitive } = grant.get("scope");
  const written = typeof value === "string" ? value : undefined;
  const [, id, named, rest = ""] =
    /^(.*\/databaseAccounts\/([^/]+))(\/.*)?$/i.exec(written ?? "") ?? [];
  const account = accountOf(references, grant, id === undefined);
  // azurerm takes paths that begin at the account, too.
  const path: readonly Fact[] =
    written === undefined
      ? plannedPath(references, grant, nameOf)
      : partsOf(id ? rest : written).map(known);
  const name: Fact = account
    ? known(nameOf(account))
    : named
      ? known(named)
      : references.factOf(grant, "account_name");
  const shown = path.map(say);
  const text = shown.map((part) => `/${part}`).join("");
  const at = account
    ? account.key
    : id
      ? `id ${id.toLowerCase()}`
      : `${grant.stack}:Cosmos DB account ${say(name)}`;
  const part = inside({ noun: "Cosmos DB account", name: say(name) }, shown);
  const own = path.length === 0 ? account : partNamed(references, grant, text);
  const open = [name, ...path].some((one) => valueOf(one) === undefined);
  const place = below(
    account
      ? places.of(account)
      : id
        ? placeOfId(id)
        : places.beneath(grant, ACCOUNT, references.factOf(grant, "account_name")),
    path,
  );
  return {
    key: `${at}${text}${open ? ` of ${grant.key}` : ""}`,
    label: `${part.noun} ${part.name}`,
    ...part,
    ...(sensitive && HIDDEN),
    at: sensitive ? hidden(place) : place,
    level: path.length === 0 ? "resource" : "child",
    resource: account,
    ...(own && { own: ownOf(own) }),
    ...(id && !sensitive && { id: `${id}${text}` }),
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
  const [found] = naming.flatMap((attribute) =>
    [references.target(grant, attribute), ...references.targetsIn(grant, attribute)].flatMap(
      (target) => (target && kindOf(target.resource.type) === "cosmos" ? target.resource : []),
    ),
  );
  return found && references.canonical(found);
}

/**
 * The path below the account of a scope that is not known yet, by what it is written with. A plan does not
 * tell the text between references, so that a name that is text is not known before the scope is.
 */
function plannedPath(
  references: ReferenceIndex,
  grant: Resource,
  nameOf: (resource: Resource) => string,
): Fact[] {
  const targets = references.targetsIn(grant, "scope").map((target) => target?.resource);
  const nameOfPart = (segment: keyof typeof PARTS) => {
    const part = targets.find((resource) => resource?.type === PARTS[segment]);
    return part && nameOf(part);
  };
  const { template } = grant.get("scope").expression ?? {};
  const written = template ?? references.target(grant, "scope")?.suffix;
  const segments = Object.keys(PARTS) as (keyof typeof PARTS)[];
  return segments.flatMap((segment) => {
    const text = new RegExp(`/${segment}/([^/]+)`).exec(written ?? "")?.[1];
    const name = text?.includes("${") === false ? text : nameOfPart(segment);
    if (name !== undefined) return [segment, name].map(known);
    return text === undefined ? [] : [known(segment), UNKNOWN];
  });
}
