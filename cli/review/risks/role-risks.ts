import { groupBy } from "../../terraform/model/collections";
import { kindOf } from "../../terraform/model/resource-types";
import type {
  Federation,
  Identity,
  RoleGrant,
  Secret,
  TrustGraph,
} from "../../terraform/model/trust-graph";
import { compare, grantKey, isAtOrAbove, lostGrants, sayGrant } from "../changes/role-changes";
import { ScopeIndex } from "../changes/scope-index";
import { trustKey } from "../changes/trust-changes";
import { finding, type Finding, type Look, some } from "./finding";

/** Roles that are taken, or that become too narrow to read the secrets that they let read. */
export function removedGrants({ before, after, names }: Look): Finding[] {
  const lost = before ? lostGrants(before, after) : [];
  if (!before || lost.length === 0) return [];
  const index = new ScopeIndex(after.grants);
  const gained = new Set(lostGrants(after, before));
  const usersOf = usersByIdentity(after);
  return lost.flatMap((grant) => {
    const { identity } = grant.principal;
    const users = identity ? usersOf(identity) : [];
    if (!identity || users.length === 0) return [];
    const near = [...index.near(grant)];
    const successor = near.find((now) => takesPlace(grant, now, gained));
    const unread = successor ? unreadSecrets(before, after, grant, near) : undefined;
    if (successor && unread === undefined) return [];
    const becomes = successor
      ? ` becomes ${sayGrant(successor, names)}, which does not read ${unread}`
      : "";
    return [
      finding(
        grant.resource,
        `${sayGrant(grant, names)}${becomes}; ${names.identity(identity)} is used by ${some(users)}`,
      ),
    ];
  });
}

/** A narrower role that was there before takes no place: it is what remains. */
function takesPlace(old: RoleGrant, now: RoleGrant, gained: ReadonlySet<RoleGrant>): boolean {
  const effect = compare(old, now);
  return effect !== undefined && (effect !== "narrowed" || gained.has(now));
}

/** What a role let its principal read, and nothing near it does; undefined where nothing is missing. */
function unreadSecrets(
  before: TrustGraph,
  after: TrustGraph,
  grant: RoleGrant,
  near: readonly RoleGrant[],
): string | undefined {
  if (!grant.role.readsSecrets) return undefined;
  const reading = near.filter(({ role }) => role.readsSecrets);
  if (reading.some((now) => isAtOrAbove(now, grant))) return undefined;
  if (reading.length === 0) return "secrets";
  const key = ({ scope }: Secret) => scope.key;
  const here = new Set(after.secrets.map(key));
  const read = new Set(reading.flatMap((now) => [now.scope.key, ...after.readable(now).map(key)]));
  const missing = before.readable(grant).filter((one) => here.has(key(one)) && !read.has(key(one)));
  return missing.length === 0 ? undefined : some(missing.map(({ label }) => label));
}

/** The workloads that become an identity. */
function usersByIdentity(after: TrustGraph): (identity: Identity) => readonly string[] {
  const known = new Map<string, string[]>();
  return (identity) => {
    const found =
      known.get(identity.key) ??
      after
        .trustsOf(identity)
        .flatMap((federation) => after.workloadsOf(federation))
        .map(({ label }) => label);
    known.set(identity.key, found);
    return found;
  };
}

/** Roles of identities that pods can become. */
function workloadGrants({ after }: Look): RoleGrant[] {
  const trusting = new Set(after.federations.map(({ identity }) => identity.key));
  return after.grants.filter(({ principal }) => principal.identity && trusting.has(principal.key));
}

export function powerfulRoles(look: Look): Finding[] {
  const place = ({ principal, scope }: RoleGrant) => `${principal.key}\n${scope.key}`;
  const powerful = look.after.grants.filter(({ role }) => role.powerful);
  const administered = new Set(powerful.map(place));
  const writers = look.after.grants.filter(
    (grant) => grant.role.runsPods && reachesCluster(grant) && !administered.has(place(grant)),
  );
  return [
    ...held(look, powerful),
    ...held(look, writers, ", and can run pods as any service account"),
  ];
}

/** Whether a role counts in all namespaces of a cluster; who has one of them is trusted with it. */
function reachesCluster({ role, scope }: RoleGrant): boolean {
  if (role.powerful || scope.level === "child") return false;
  if (scope.level !== "resource") return true;
  const { resource, key } = scope;
  return resource ? kindOf(resource.type) === "cluster" : key.includes("/managedclusters/");
}

export function wideScopes(look: Look): Finding[] {
  return held(
    look,
    workloadGrants(look).filter(
      ({ scope }) => scope.level && scope.level !== "child" && scope.level !== "resource",
    ),
  );
}

/**
 * What principals may do. Where an identity could do it before, and the plans let others become it, they bring
 * it to those.
 */
function held(look: Look, grants: readonly RoleGrant[], more = ""): Finding[] {
  const { before, names } = look;
  const earlier = new Set(before?.grants.map(grantKey));
  const newcomers = newTrusts(look);
  const wider = new ScopeIndex(before ? lostGrants(before, look.after) : []);
  return grants.map((grant) => {
    // What was more before is nothing that the plans bring.
    const old = earlier.has(grantKey(grant))
      ? grant
      : [...wider.near(grant)].find((one) => compare(one, grant) === "narrowed");
    const key = grantKey(old ?? grant);
    const said = `${names.principal(grant.principal)} is ${sayGrant(grant, names)}${more}`;
    const trusts = earlier.has(key) ? (newcomers.get(grant.principal.key) ?? []) : [];
    if (trusts.length === 0) return finding(grant.resource, said, key);
    const who = trusts.map((trust) => `${names.subject(trust)} of ${names.issuer(trust)}`);
    return finding(
      grant.resource,
      `${said}; with this plan ${some(who)} can become it`,
      [key, ...trusts.map(trustKey)].join("\n"),
    );
  });
}

/** The trusts that the plans add, by identity. */
function newTrusts({ before, after }: Look): Map<string, Federation[]> {
  if (!before) return new Map();
  const earlier = new Set(before.federations.map(trustKey));
  return groupBy(
    after.federations.filter((one) => !earlier.has(trustKey(one))),
    ({ identity }) => identity.key,
  );
}
