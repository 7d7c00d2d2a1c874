import { digestOf } from "../../terraform/model/exact";
import { say } from "../../terraform/model/fact";
import { ReferenceIndex } from "../../terraform/model/reference-index";
import { includesRole, replacesPolicy, type Role, roleKey } from "../../terraform/model/role";
import { includesScope } from "../../terraform/model/scope-order";
import type { RoleGrant, TrustGraph } from "../../terraform/model/trust-graph";
import { type AccessChange, type AccessEffect, placeOf } from "./access-change";
import { exactGrant } from "./exact-access";
import type { Names } from "./names";
import { ScopeIndex } from "./scope-index";

/** A role as a reader sees it. */
export function sayGrant({ role, scope, condition }: RoleGrant, names: Names): string {
  return `${role.label} at ${names.scope(scope)}${condition === undefined ? "" : `, if ${say(condition)}`}`;
}

const keys = new WeakMap<RoleGrant, string>();

/** What tells grants apart: principal, role, scope and condition, at whatever address. */
export function grantKey(grant: RoleGrant): string {
  const key = keys.get(grant) ?? keyOf(grant);
  keys.set(grant, key);
  return key;
}

function keyOf({ principal, role, scope, condition, resource }: RoleGrant): string {
  const hidden = (["role_definition_name", "role_definition_id"] as const).map(
    (attribute) => digestOf(resource.get(attribute)) ?? "",
  );
  const only = condition && JSON.stringify(condition);
  return [principal.key, roleKey(role), scope.key, only, ...hidden].join("\n");
}

/** Roles that a principal has at one moment only. */
export function lostGrants(before: TrustGraph, after: TrustGraph): RoleGrant[] {
  const kept = new Set(after.grants.map(grantKey));
  return before.grants.filter((grant) => !kept.has(grantKey(grant)));
}

/** How roles change. */
export function changedRoles(before: TrustGraph, after: TrustGraph, names: Names): AccessChange[] {
  const lost = new Set(lostGrants(before, after));
  const index = new ScopeIndex(lost);
  const changes: AccessChange[] = [];
  for (const gained of lostGrants(after, before)) {
    const [old, effect] = predecessor(gained, index, lost);
    if (old) lost.delete(old);
    changes.push({
      effect,
      who: names.principal(gained.principal),
      before: old && sayGrant(old, names),
      after: sayGrant(gained, names),
      ...placeOf(gained.resource),
      exactly: { before: old && exactGrant(old), after: exactGrant(gained) },
    });
  }
  for (const old of lost) {
    changes.push({
      effect: "lost",
      who: names.principal(old.principal),
      before: sayGrant(old, names),
      ...placeOf(old.resource),
      exactly: { before: exactGrant(old) },
    });
  }
  return changes;
}

/** The lost role that another one takes the place of, if there is one. */
function predecessor(
  gained: RoleGrant,
  index: ScopeIndex,
  lost: ReadonlySet<RoleGrant>,
): [RoleGrant | undefined, AccessEffect] {
  for (const old of index.near(gained)) {
    const effect = lost.has(old) ? compare(old, gained) : undefined;
    if (effect) return [old, effect];
  }
  return [undefined, "gained"];
}

const NO_STACKS = new ReferenceIndex([]);

/** What a role of the same principal has become, if it is the same role, scope or condition still. */
export function compare(old: RoleGrant, now: RoleGrant): AccessEffect | undefined {
  const sameRole = isSameRole(old.role, now.role);
  const sameScope = old.scope.key === now.scope.key;
  if (sameRole && sameScope) {
    if (now.condition === undefined && old.condition !== undefined) return "widened";
    return old.condition === undefined && now.condition !== undefined ? "narrowed" : "changed";
  }
  const role = sameRole
    ? "same"
    : includesRole(now.role, old.role)
      ? "wider"
      : includesRole(old.role, now.role)
        ? "narrower"
        : "other";
  const scope = sameScope
    ? "same"
    : includesScope(NO_STACKS, now.scope, old.scope)
      ? "wider"
      : includesScope(NO_STACKS, old.scope, now.scope)
        ? "narrower"
        : "other";
  const both = new Set([role, scope]);
  if (both.has("other")) {
    if (replacesPolicy(now.role, old.role) && (sameScope || scope === "wider")) return "changed";
    // The same custom role or access policy, rewritten into something else.
    const sameName = old.role.key !== "" && old.role.key === now.role.key;
    const rewritten = sameName || (old.role.verbs && now.role.verbs);
    return sameScope && rewritten ? "changed" : undefined;
  }
  if (!both.has("narrower")) return "widened";
  if (!both.has("wider")) return "narrowed";
  return undefined;
}

/** The same role, or one of the same permissions under another name. */
function isSameRole(one: Role, other: Role): boolean {
  if (roleKey(one) === roleKey(other)) return true;
  return one.known && other.known && includesRole(one, other) && includesRole(other, one);
}

/** Whether a role is at the scope of the other, or above it. */
export function isAtOrAbove(one: RoleGrant, other: RoleGrant): boolean {
  return one.scope.key === other.scope.key || includesScope(NO_STACKS, one.scope, other.scope);
}
