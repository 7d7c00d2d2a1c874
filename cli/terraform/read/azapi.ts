import { type Json, type JsonObject, object, own, text } from "../model/json";
import type { Translation } from "./translation";

/** A resource type of azurerm, and where its attributes stand in the request that azapi sends. */
interface Counterpart {
  readonly type: string;
  readonly attributes: Readonly<Record<string, readonly [string, ...string[]]>>;
}

const NAMED = { id: ["id"], name: ["name"] } as const;

/** What azapi writes by API that azurerm has a resource for, by the type of the API. */
const COUNTERPARTS = new Map<string, Counterpart>([
  [
    "microsoft.resources/resourcegroups",
    { type: "azurerm_resource_group", attributes: { ...NAMED, parent_id: ["parent_id"] } },
  ],
  [
    "microsoft.management/managementgroups",
    { type: "azurerm_management_group", attributes: NAMED },
  ],
  [
    "microsoft.authorization/roleassignments",
    {
      type: "azurerm_role_assignment",
      attributes: {
        scope: ["parent_id"],
        principal_id: ["body", "properties", "principalId"],
        role_definition_id: ["body", "properties", "roleDefinitionId"],
        condition: ["body", "properties", "condition"],
      },
    },
  ],
  [
    "microsoft.documentdb/databaseaccounts/sqlroleassignments",
    {
      type: "azurerm_cosmosdb_sql_role_assignment",
      attributes: {
        scope: ["body", "properties", "scope"],
        principal_id: ["body", "properties", "principalId"],
        role_definition_id: ["body", "properties", "roleDefinitionId"],
      },
    },
  ],
  [
    "microsoft.managedidentity/userassignedidentities/federatedidentitycredentials",
    {
      type: "azurerm_federated_identity_credential",
      attributes: {
        name: ["name"],
        parent_id: ["parent_id"],
        issuer: ["body", "properties", "issuer"],
        subject: ["body", "properties", "subject"],
        audience: ["body", "properties", "audiences"],
      },
    },
  ],
]);

/** An `azapi_resource` as the resource of azurerm that it is, if it is one that is read. */
export function azapiTranslation(values: Json | undefined): Translation | undefined {
  const [api] = text(own(values, "type"))?.toLowerCase().split("@") ?? [];
  const counterpart = api === undefined ? undefined : COUNTERPARTS.get(api);
  return (
    counterpart && {
      type: counterpart.type,
      values: (side) => asAzurerm(counterpart, side),
      expressions: (written) => writtenAsAzurerm(counterpart, written),
    }
  );
}

/** The values or masks of an `azapi_resource` under the names of azurerm. */
function asAzurerm({ attributes }: Counterpart, side: Json | undefined): Json {
  if (side === true || side == null) return side ?? null;
  const kept: JsonObject = {};
  for (const [attribute, path] of Object.entries(attributes)) {
    const value = path.reduce<Json | undefined>((here, key) => {
      if (here === true) return true;
      return inAnyCase(typeof here === "string" ? parsed(here) : here, key);
    }, side);
    if (value !== undefined) kept[attribute] = value;
  }
  return kept;
}

/**
 * How an `azapi_resource` is written, under the names of azurerm. The body is one expression, of which nothing
 * tells what refers to where.
 */
function writtenAsAzurerm({ attributes }: Counterpart, expressions: JsonObject): JsonObject {
  const kept: JsonObject = {};
  for (const [attribute, [first, ...rest]] of Object.entries(attributes)) {
    const written = own(expressions, first);
    if (rest.length === 0 && written !== undefined) kept[attribute] = written;
    // A condition is seldom there, and is not taken for one that is hidden.
    else if (rest.length > 0 && attribute !== "condition") {
      const references = own(written, "references");
      kept[attribute] = references === undefined ? {} : { references };
    }
  }
  return kept;
}

/** Azure takes the names of properties in any case. */
function inAnyCase(holder: Json | undefined, key: string): Json | undefined {
  const name = Object.keys(object(holder)).find((one) => one.toLowerCase() === key.toLowerCase());
  return name === undefined ? undefined : own(holder, name);
}

/** Version 1 of azapi takes the body as text. */
function parsed(body: string): Json {
  try {
    return object(JSON.parse(body) as Json);
  } catch {
    return null;
  }
}
