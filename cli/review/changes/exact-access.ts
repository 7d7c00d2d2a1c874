import { CLIENT_ID } from "../../../azure/webhook";
import { exact } from "../../terraform/model/exact";
import type { Fact } from "../../terraform/model/fact";
import type { Json, JsonObject } from "../../terraform/model/json";
import type { Resource } from "../../terraform/model/resource";
import type { Attribute, AttributePath } from "../../terraform/model/resource-types";
import {
  type Federation,
  type Identity,
  type RoleGrant,
  type ServiceAccount,
} from "../../terraform/model/trust-graph";

/** An identity without its name: its id, or the address of one that is yet to be. */
export function exactIdentity({ key, resource }: Identity): Json {
  if (resource) return known(resource, "id") ?? resource.key;
  return key.replace(/^id /, "");
}

/** A role of a principal without names. */
export function exactGrant({ principal, role, scope, resource, condition }: RoleGrant): Json {
  const { identity } = principal;
  const held = scope.resource && known(scope.resource, "id");
  return withoutGaps({
    principal:
      known(resource, "principal_id") ??
      known(resource, "object_id") ??
      (identity ? exactIdentity(identity) : principal.key),
    role: known(resource, "role_definition_name") ?? role.label,
    permissions: role.permissions && (JSON.parse(JSON.stringify(role.permissions)) as Json),
    scope:
      known(resource, "scope") ??
      known(resource, "key_vault_id") ??
      (scope.level === "child" ? undefined : held) ??
      scope.key,
    condition: known(resource, "condition") ?? exactFact(condition),
  });
}

/** A trust of an identity without names. */
export function exactTrust({ resource, identity, cluster, issuer, subject }: Federation): Json {
  return withoutGaps({
    identity:
      known(resource, "user_assigned_identity_id") ??
      known(resource, "parent_id") ??
      exactIdentity(identity),
    issuer: known(resource, "issuer") ?? cluster?.key ?? exactFact(issuer),
    subject: known(resource, "subject") ?? exactFact(subject),
    audience: known(resource, "audience"),
  });
}

/** Which identity a service account asks for, without names. */
export function exactAccount({ resource, identity, asksFor }: ServiceAccount): Json | undefined {
  const asked = known(resource, "metadata", "annotations", CLIENT_ID);
  return asked ?? (identity ? exactIdentity(identity) : exactFact(asksFor));
}

function exactFact(fact: Fact | undefined): Json | undefined {
  return fact && "value" in fact ? fact.value : (fact as Json | undefined);
}

function known<A extends Attribute>(
  resource: Resource<A>,
  ...path: AttributePath<A>
): Json | undefined {
  return resource.get(...path).unknown ? undefined : exact(resource, ...path);
}

function withoutGaps(values: Readonly<Record<string, Json | undefined>>): JsonObject {
  const told = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(told) as JsonObject;
}
