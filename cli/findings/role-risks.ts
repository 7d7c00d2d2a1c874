import type { RoleGrant, TrustGraph } from "../model/trust-graph";
import { lostGrants, sayGrant, succeeds } from "./access-changes";
import { finding, type Finding, type Look, some } from "./finding";

export function removedGrants({ before, after }: Look): Finding[] {
  if (!before) return [];
  return lostGrants(before, after).flatMap((grant) => {
    const { identity } = grant.principal;
    if (!identity || stillCovered(after, grant)) return [];
    const users = after
      .trustsOf(identity)
      .flatMap((federation) => after.workloadsOf(federation))
      .map(({ label }) => label);
    if (users.length === 0) return [];
    return [
      finding(grant.resource, `${sayGrant(grant)}; ${identity.label} is used by ${some(users)}`),
    ];
  });
}

/** A role of the same kind takes its place: access is told of that. */
function stillCovered(after: TrustGraph, grant: RoleGrant): boolean {
  const { identity } = grant.principal;
  return identity !== undefined && after.grantsOf(identity).some((now) => succeeds(grant, now));
}

/** Roles of identities that pods can become. */
function workloadGrants({ after }: Look): RoleGrant[] {
  const trusting = new Set(after.federations.map(({ identity }) => identity.key));
  return after.grants.filter(({ principal }) => principal.identity && trusting.has(principal.key));
}

export function powerfulRoles(look: Look): Finding[] {
  return look.after.grants
    .filter(({ role }) => role.powerful)
    .map((grant) => finding(grant.resource, `${grant.principal.label} is ${sayGrant(grant)}`));
}

export function wideScopes(look: Look): Finding[] {
  return workloadGrants(look)
    .filter(({ scope }) => scope.level && scope.level !== "child" && scope.level !== "resource")
    .map((grant) => finding(grant.resource, `${grant.principal.label} is ${sayGrant(grant)}`));
}
