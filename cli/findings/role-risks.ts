import { kindOf } from "../model/resource-types";
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

export function powerfulRoles({ after }: Look): Finding[] {
  const holding = ({ principal, scope }: RoleGrant) => `${principal.key}\n${scope.key}`;
  const powerful = after.grants.filter(({ role }) => role.powerful);
  const held = new Set(powerful.map(holding));
  const writers = after.grants.filter(
    (grant) => grant.role.runsPods && reachesCluster(grant) && !held.has(holding(grant)),
  );
  return [
    ...powerful.map((grant) => finding(grant.resource, sayHolder(grant))),
    ...writers.map((grant) =>
      finding(grant.resource, `${sayHolder(grant)}, and can run pods as any service account`),
    ),
  ];
}

function sayHolder(grant: RoleGrant): string {
  return `${grant.principal.label} is ${sayGrant(grant)}`;
}

/** Whether a role counts in all namespaces of a cluster; who has one of them is trusted with it. */
function reachesCluster({ role, scope }: RoleGrant): boolean {
  if (role.powerful || scope.level === "child") return false;
  if (scope.level !== "resource") return true;
  const { resource, key } = scope;
  return resource ? kindOf(resource.type) === "cluster" : key.includes("/managedclusters/");
}

export function wideScopes(look: Look): Finding[] {
  return workloadGrants(look)
    .filter(({ scope }) => scope.level && scope.level !== "child" && scope.level !== "resource")
    .map((grant) => finding(grant.resource, sayHolder(grant)));
}
