import { ARM_TYPES } from "../../../azure/arm-types";
import { findCosmosRole } from "../../../azure/cosmos-roles";
import { findRole } from "../../../azure/roles";
import { type Json, list, object, own, text } from "../../terraform/model/json";
import { pathOf } from "../cosmos";
import {
  type Assignment,
  type Cluster,
  type Credential,
  type DataRole,
  type Identity,
  itemsOf,
  refused,
  type Seen,
  type Vault,
  whole,
} from "../live";
import type { Arm } from "./arm";
import { joined } from "./kubernetes";

const CLUSTERS = ARM_TYPES.MANAGED_CLUSTER;
const IDENTITIES = ARM_TYPES.USER_ASSIGNED_IDENTITY;
const VAULTS = ARM_TYPES.KEY_VAULT;
const COSMOS_VERSION = "api-version=2024-05-15";

const scopeOf = (subscription: string) => `/subscriptions/${subscription}`;
const textAt = (item: Json | undefined, ...path: string[]): string =>
  text(path.reduce<Json | undefined>(own, item)) ?? "";

function placeOf(item: Json) {
  const id = textAt(item, "id");
  const [, subscription = "", resourceGroup = ""] =
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)/i.exec(id) ?? [];
  return { id, name: textAt(item, "name"), subscription, resourceGroup };
}

/** The cluster of an id, or that whose API server has the host. */
export async function readCluster(
  arm: Arm,
  wanted: { readonly id?: string; readonly host?: string },
  subscriptions: readonly string[],
): Promise<Seen<Cluster>> {
  const version = "api-version=2024-09-01";
  const action = `${CLUSTERS}/read`;
  if (wanted.id !== undefined) {
    const { status, body } = await arm.get(`${wanted.id}?${version}`);
    if (status === 200) return whole([clusterOf(body)]);
    return refused(
      `Azure: ${action} at ${wanted.id}${status === 404 ? ", which is not there" : ""}`,
    );
  }
  const seen = joined(
    await Promise.all(
      subscriptions.map((subscription) => {
        const scope = scopeOf(subscription);
        return arm.list(`${scope}/providers/${CLUSTERS}?${version}`, action, scope, (item) => [
          clusterOf(item),
        ]);
      }),
    ),
  );
  const found = itemsOf(seen).find(({ hosts }) => hosts.includes(wanted.host ?? ""));
  if (found) return whole([found]);
  if (seen.read === "refused") return seen;
  return refused(`Azure: the cluster of the API server ${wanted.host} (--cluster, --subscription)`);
}

function clusterOf(item: Json): Cluster {
  const properties = object(own(item, "properties"));
  const hosts = ["fqdn", "privateFQDN", "azurePortalFQDN"].map((key) => textAt(properties, key));
  const issuer = textAt(properties, "oidcIssuerProfile", "issuerURL");
  return {
    ...placeOf(item),
    hosts: hosts.filter((host) => host !== ""),
    issuerOn: own(object(own(properties, "oidcIssuerProfile")), "enabled") === true,
    ...(issuer && { issuer }),
    addOn:
      own(
        object(own(object(own(properties, "securityProfile")), "workloadIdentity")),
        "enabled",
      ) === true,
    state: textAt(properties, "provisioningState"),
  };
}

export async function readIdentities(
  arm: Arm,
  subscriptions: readonly string[],
): Promise<Seen<Identity>> {
  if (subscriptions.length === 0) return refused("Azure: a subscription (--subscription)");
  const each = subscriptions.map((subscription) => {
    const scope = scopeOf(subscription);
    const path = `${scope}/providers/${IDENTITIES}?api-version=2023-01-31`;
    return arm.list(path, `${IDENTITIES}/read`, scope, (item) => [identityOf(item)]);
  });
  return joined(await Promise.all(each));
}

function identityOf(item: Json): Identity {
  return {
    ...placeOf(item),
    clientId: textAt(item, "properties", "clientId"),
    principalId: textAt(item, "properties", "principalId"),
    tenantId: textAt(item, "properties", "tenantId"),
  };
}

/** The credentials of an identity: Azure takes one such list in two seconds for each identity. */
export function readCredentials(arm: Arm, { id }: Identity): Promise<Seen<Credential>> {
  const kind = "federatedIdentityCredentials";
  const path = `${id}/${kind}?api-version=2023-01-31`;
  return arm.list(path, `${IDENTITIES}/${kind}/read`, id, (item) => {
    const subject = text(own(object(own(item, "properties")), "subject"));
    return [
      {
        name: textAt(item, "name"),
        issuer: textAt(item, "properties", "issuer"),
        ...(subject && { subject }),
        audiences: list(own(object(own(item, "properties")), "audiences")).map(String),
      },
    ];
  });
}

/** The roles of an identity, those of its groups too, at, above and below each subscription. */
export async function readAssignments(
  arm: Arm,
  { principalId }: Identity,
  subscriptions: readonly string[],
): Promise<Seen<Assignment>> {
  const action = "Microsoft.Authorization/roleAssignments/read";
  const each = subscriptions.map(async (subscription) => {
    const scope = scopeOf(subscription);
    const filter = encodeURIComponent(`assignedTo('${principalId}')`);
    const path = `${scope}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter=${filter}`;
    return arm.list(path, action, scope, (item) => [assignmentOf(item, subscription)]);
  });
  const seen = joined(await Promise.all(each));
  if (seen.read === "refused") return seen;
  const items = await Promise.all(seen.items.map((one) => named(arm, one)));
  return { ...seen, items };
}

function assignmentOf(item: Json, listedBy: string): Assignment {
  const definition = textAt(item, "properties", "roleDefinitionId");
  return {
    scope: textAt(item, "properties", "scope"),
    listedBy,
    role: definition,
    definition,
    condition: textAt(item, "properties", "condition") !== "",
  };
}

/** A built-in role has its name from the table; that of a custom one is asked for. */
async function named(arm: Arm, assignment: Assignment): Promise<Assignment> {
  const builtIn = findRole(assignment.role);
  if (builtIn) return { ...assignment, role: builtIn.name };
  const { body } = await arm.get(`${assignment.role}?api-version=2022-04-01`);
  return { ...assignment, role: textAt(body, "properties", "roleName") || assignment.role };
}

/** The data roles that an account of Cosmos DB keeps, whoever has them. */
export async function readDataRoles(arm: Arm, account: string): Promise<Seen<DataRole>> {
  const kind = "sqlRoleAssignments";
  const path = `${account}/${kind}?${COSMOS_VERSION}`;
  const action = `${ARM_TYPES.COSMOS_DB_ACCOUNT}/${kind}/read`;
  const seen = await arm.list(path, action, account, (item) => [dataRoleOf(item)]);
  if (seen.read === "refused") return seen;
  const items = await Promise.all(seen.items.map((one) => namedDataRole(arm, one)));
  return { ...seen, items };
}

function dataRoleOf(item: Json): DataRole {
  const role = textAt(item, "properties", "roleDefinitionId");
  return {
    principalId: textAt(item, "properties", "principalId"),
    role,
    definition: role.split("/").at(-1) ?? role,
    path: pathOf(textAt(item, "properties", "scope")),
  };
}

async function namedDataRole(arm: Arm, one: DataRole): Promise<DataRole> {
  const builtIn = findCosmosRole(one.role);
  if (builtIn) return { ...one, role: builtIn.name };
  const { body } = await arm.get(`${one.role}?${COSMOS_VERSION}`);
  return { ...one, role: textAt(body, "properties", "roleName") || one.definition };
}

export async function readVaults(arm: Arm, subscriptions: readonly string[]): Promise<Seen<Vault>> {
  if (subscriptions.length === 0) return refused("Azure: a subscription (--subscription)");
  const each = subscriptions.map((subscription) => {
    const scope = scopeOf(subscription);
    const path = `${scope}/providers/${VAULTS}?api-version=2023-07-01`;
    return arm.list(path, `${VAULTS}/read`, scope, (item) => [vaultOf(item)]);
  });
  return joined(await Promise.all(each));
}

function vaultOf(item: Json): Vault {
  const properties = object(own(item, "properties"));
  const connections = list(own(properties, "privateEndpointConnections"));
  return {
    id: textAt(item, "id"),
    name: textAt(item, "name"),
    rbac: own(properties, "enableRbacAuthorization") === true,
    policies: list(own(properties, "accessPolicies")).flatMap(policyOf),
    publicAccess: textAt(properties, "publicNetworkAccess").toLowerCase() !== "disabled",
    deniesByDefault: textAt(properties, "networkAcls", "defaultAction").toLowerCase() === "deny",
    privateEndpoints: connections.length,
  };
}

/** A policy of a principal; one of an application on behalf of it gives it nothing by itself. */
function policyOf(item: Json): Vault["policies"] {
  if (textAt(item, "applicationId") !== "") return [];
  const given = object(own(item, "permissions"));
  const permissions = Object.keys(given).flatMap((kind) =>
    list(own(given, kind)).map((verb) => `${kind} ${String(verb)}`.toLowerCase()),
  );
  return [{ principalId: textAt(item, "objectId"), permissions }];
}

/** The ids of the resources of a type and a name that the caller may read. */
export async function readResources(
  arm: Arm,
  { type, name }: { readonly type: string; readonly name: string },
  subscriptions: readonly string[],
): Promise<readonly string[]> {
  const filter = encodeURIComponent(`resourceType eq '${type}' and name eq '${name}'`);
  const each = subscriptions.map((subscription) => {
    const scope = scopeOf(subscription);
    const path = `${scope}/resources?api-version=2021-04-01&$filter=${filter}`;
    const action = "Microsoft.Resources/subscriptions/resources/read";
    return arm.list(path, action, scope, (item) => [textAt(item, "id")]);
  });
  return (await Promise.all(each)).flatMap(itemsOf);
}
