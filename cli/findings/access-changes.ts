import { groupBy, sortedBy } from "../model/collections";
import { ReferenceIndex } from "../model/reference-index";
import type { Resource } from "../model/resource";
import { includesRole, roleKey } from "../model/role";
import { includesScope } from "../model/scope";
import type {
  Federation,
  RoleGrant,
  ServiceAccount,
  TrustGraph,
  Workload,
} from "../model/trust-graph";

/** Whether a role has become another one of the same principal: wider, narrower or under a condition. */
export function succeeds(old: RoleGrant, now: RoleGrant): boolean {
  return compare(old, now) !== undefined;
}

/** How access changes. */
export type AccessEffect = "gained" | "lost" | "widened" | "narrowed" | "changed";

/** One change of who can become whom, or who may do what. */
export interface AccessChange {
  readonly effect: AccessEffect;
  /** Who: an identity, a principal or a workload. */
  readonly who: string;
  /** What it could do before; absent where it gains. */
  readonly before?: string;
  /** What it can do then; absent where it loses. */
  readonly after?: string;
  readonly stack: string;
  readonly address: string;
}

/** What changes in access between two moments, by what the resources say before and after. */
export function accessChanges(before: TrustGraph, after: TrustGraph): AccessChange[] {
  return [
    ...changedRoles(before, after),
    ...changedTrust(before, after),
    ...changedWorkloads(before, after),
    ...changedAccounts(before, after),
  ];
}

/** A role as a reader is told of it. */
export function sayGrant({ role, scope, condition }: RoleGrant, placed = false): string {
  const where = placed && scope.place ? `${scope.label} (${scope.place})` : scope.label;
  return `${role.label} at ${where}${condition === undefined ? "" : `, if ${condition}`}`;
}

/** Roles that a principal has at one moment only. */
export function lostGrants(before: TrustGraph, after: TrustGraph): RoleGrant[] {
  const kept = new Set(after.grants.map(grantKey));
  return before.grants.filter((grant) => !kept.has(grantKey(grant)));
}

/** Trust that is there at one moment only. */
export function lostFederations(before: TrustGraph, after: TrustGraph): Federation[] {
  const kept = new Set(after.federations.map(trustKey));
  return before.federations.filter((federation) => !kept.has(trustKey(federation)));
}

function grantKey({ principal, role, scope, condition = "" }: RoleGrant): string {
  return [principal.key, roleKey(role), scope.key, condition].join("\n");
}

function trustKey({ identity, subject = "", cluster, issuer, audience = "" }: Federation): string {
  return [identity.key, subject, cluster?.key ?? issuer, audience].join("\n");
}

function place(resource: Resource) {
  return { stack: resource.stack, address: resource.address };
}

function changedRoles(before: TrustGraph, after: TrustGraph): AccessChange[] {
  const lost = groupBy(lostGrants(before, after), ({ principal }) => principal.key);
  const alike = ambiguousLabels([...before.grants, ...after.grants]);
  const say = (grant: RoleGrant) => sayGrant(grant, alike.has(grant.scope.label));
  const changes: AccessChange[] = [];
  for (const gained of lostGrants(after, before)) {
    const candidates = lost.get(gained.principal.key) ?? [];
    const at = candidates.findIndex((old) => compare(old, gained) !== undefined);
    const [old] = at < 0 ? [] : candidates.splice(at, 1);
    changes.push({
      effect: (old && compare(old, gained)) ?? "gained",
      who: gained.principal.label,
      before: old && say(old),
      after: say(gained),
      ...place(gained.resource),
    });
  }
  for (const old of [...lost.values()].flat()) {
    changes.push({
      effect: "lost",
      who: old.principal.label,
      before: say(old),
      ...place(old.resource),
    });
  }
  return changes;
}

/** Labels of several scopes, such as vaults of one name in two subscriptions. */
function ambiguousLabels(grants: readonly RoleGrant[]): Set<string> {
  const byLabel = groupBy(grants, ({ scope }) => scope.label);
  const several = [...byLabel].filter(
    ([, all]) => new Set(all.map((one) => one.scope.key)).size > 1,
  );
  return new Set(several.map(([label]) => label));
}

const NO_STACKS = new ReferenceIndex([]);

/** What a role of the same principal has become, if it is the same role, scope or condition still. */
function compare(old: RoleGrant, now: RoleGrant): AccessEffect | undefined {
  const sameRole = roleKey(old.role) === roleKey(now.role);
  const sameScope = old.scope.key === now.scope.key;
  if (sameRole && sameScope) {
    if (now.condition === undefined) return "widened";
    return old.condition === undefined ? "narrowed" : "changed";
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
    // The same custom role, rewritten into something else.
    return sameScope && old.role.label === now.role.label ? "changed" : undefined;
  }
  if (!both.has("narrower")) return "widened";
  if (!both.has("wider")) return "narrowed";
  return undefined;
}

function sayTrust({ subject, cluster, issuer, audience }: Federation): string {
  const from = cluster ? `cluster ${cluster.label}` : issuer;
  const usual = audience === undefined || audience === "api://AzureADTokenExchange";
  return `trusts ${subject ?? "a subject only known after apply"} of ${from}${usual ? "" : `, audience ${audience || "(none)"}`}`;
}

function changedTrust(before: TrustGraph, after: TrustGraph): AccessChange[] {
  const gone = new Map(lostFederations(before, after).map((one) => [one.key, one]));
  const changes: AccessChange[] = [];
  for (const now of lostFederations(after, before)) {
    const old = gone.get(now.key);
    const same = old?.identity.key === now.identity.key ? old : undefined;
    if (same) gone.delete(now.key);
    changes.push({
      effect: same ? "changed" : "gained",
      who: now.identity.label,
      before: same && sayTrust(same),
      after: sayTrust(now),
      ...place(now.resource),
    });
  }
  for (const old of gone.values()) {
    changes.push({
      effect: "lost",
      who: old.identity.label,
      before: sayTrust(old),
      ...place(old.resource),
    });
  }
  return changes;
}

/** Which identities the pods of a workload become, by key. */
function identitiesOf(trust: TrustGraph, workload: Workload): Map<string, string> {
  const federations = trust.federationsOf(workload);
  return new Map(federations.map(({ identity }) => [identity.key, identity.label]));
}

function changedWorkloads(before: TrustGraph, after: TrustGraph): AccessChange[] {
  const earlier = new Map(before.workloads.map((one) => [one.key, one]));
  const changes: AccessChange[] = [];
  const tell = (workload: Workload, effect: "gained" | "lost", identities: Map<string, string>) => {
    for (const label of identities.values()) {
      const said = `can become ${label}`;
      const [had, has] = effect === "gained" ? [undefined, said] : [said, undefined];
      changes.push({
        effect,
        who: workload.label,
        before: had,
        after: has,
        ...place(workload.resource),
      });
    }
  };
  const minus = (one: Map<string, string>, other: Map<string, string>) =>
    new Map([...one].filter(([key]) => !other.has(key)));
  for (const workload of after.workloads) {
    const old = earlier.get(workload.key);
    earlier.delete(workload.key);
    const had = old ? identitiesOf(before, old) : new Map<string, string>();
    const has = identitiesOf(after, workload);
    tell(workload, "gained", minus(has, had));
    tell(workload, "lost", minus(had, has));
  }
  for (const gone of earlier.values()) tell(gone, "lost", identitiesOf(before, gone));
  return changes;
}

/** A service account's annotation does not give access, but decides which identity its pods ask for. */
function changedAccounts(before: TrustGraph, after: TrustGraph): AccessChange[] {
  const earlier = new Map(before.accounts.map((one) => [one.resource.key, one]));
  return sortedBy(after.accounts, ({ resource }) => resource.key).flatMap((account) => {
    const old = earlier.get(account.resource.key);
    if (!old?.annotated || asks(old) === asks(account)) return [];
    return [
      {
        effect: "changed" as const,
        who: `service account ${account.namespace}/${account.name}`,
        before: `asks for ${old.asksFor}`,
        after: `asks for ${account.asksFor ?? "no identity"}`,
        ...place(account.resource),
      },
    ];
  });
}

function asks({ identity, asksFor }: ServiceAccount): string | undefined {
  return identity?.key ?? asksFor;
}
