import { groupBy } from "./collections";
import type { ReferenceIndex } from "./reference-index";
import { kindOf } from "./resource-types";
import { includesScope } from "./scope";
import {
  type Federation,
  type RoleGrant,
  sameCluster,
  subjectOf,
  type TrustGraph,
  type Workload,
} from "./trust-graph";

/** How many secrets of one role are named. */
const NAMED = 100;

type Nodes = Pick<TrustGraph, "federations" | "grants" | "workloads" | "secrets">;
type Links = Pick<
  TrustGraph,
  "federationsOf" | "trustsOf" | "workloadsOf" | "unlabelledOf" | "grantsOf" | "secretsOf"
>;

/** Who meets whom in a trust graph: workloads and federations by subject, roles and secrets by scope. */
export function trustLinks(references: ReferenceIndex, nodes: Nodes): Links {
  const subject = ({ namespace, serviceAccount }: Workload) => subjectOf(namespace, serviceAccount);
  const federations = groupBy(nodes.federations, ({ subject = "" }) => subject);
  const trusts = groupBy(nodes.federations, ({ identity }) => identity.key);
  const workloads = groupBy(nodes.workloads, subject);
  const grants = groupBy(nodes.grants, ({ principal }) => principal.key);
  const runningAs = (federation: Federation, labelled: boolean) =>
    (workloads.get(federation.subject ?? "-") ?? []).filter(
      (one) => one.labelled === labelled && sameCluster(federation, one),
    );
  return {
    federationsOf: (workload) =>
      workload.labelled
        ? (federations.get(subject(workload)) ?? []).filter((one) => sameCluster(one, workload))
        : [],
    workloadsOf: (federation) => runningAs(federation, true),
    unlabelledOf: (federation) => runningAs(federation, false),
    trustsOf: (identity) => trusts.get(identity.key) ?? [],
    grantsOf: (identity) => grants.get(identity.key) ?? [],
    secretsOf: secretsByScope(references, nodes.secrets),
  };
}

/** What a role reads is the same for all that have it at one scope. */
function secretsByScope(references: ReferenceIndex, secrets: Nodes["secrets"]): Links["secretsOf"] {
  const ofVault = groupBy(secrets, ({ vault }) => vault?.key ?? "");
  const known = new Map<string, readonly string[]>();
  const below = ({ scope }: RoleGrant): readonly string[] => {
    const vault = scope.resource && kindOf(scope.resource.type) === "vault" && scope.resource;
    const near = vault ? (ofVault.get(vault.key) ?? []) : secrets;
    const held = near.filter((secret) => includesScope(references, scope, secret.scope));
    return held.length > NAMED
      ? [`all ${held.length} secrets at ${scope.label}`]
      : held.map(({ label }) => label);
  };
  return (grant) => {
    const { role, scope } = grant;
    if (!role.readsSecrets) return [];
    if (scope.secret) return [scope.label.replace(/^secret /, "")];
    const found = known.get(scope.key) ?? below(grant);
    known.set(scope.key, found);
    return found;
  };
}
