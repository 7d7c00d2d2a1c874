import { groupBy } from "./collections";
import { valueOf } from "./fact";
import type { ReferenceIndex } from "./reference-index";
import { kindOf } from "./resource-types";
import type { Scope } from "./scope";
import { includesScope } from "./scope-order";
import {
  type Federation,
  issuerKey,
  issuesTokensOf,
  type RoleGrant,
  type Secret,
  type TrustGraph,
  type Workload,
} from "./trust-graph";

type Nodes = Pick<TrustGraph, "federations" | "grants" | "workloads" | "secrets">;
type Links = Pick<
  TrustGraph,
  | "federationsOf"
  | "trustsOf"
  | "workloadsOf"
  | "unlabelledOf"
  | "grantsOf"
  | "readable"
  | "secretsOf"
>;

/** Who meets whom in a trust graph: workloads and federations by subject, roles and secrets by scope. */
export function trustLinks(references: ReferenceIndex, nodes: Nodes): Links {
  const subject = ({ subject: own, key }: Workload) => own ?? `of ${key}`;
  const subjectKey = (one: Federation) => valueOf(one.subject) ?? "-";
  const federations = groupBy(nodes.federations, subjectKey);
  const trusts = groupBy(nodes.federations, ({ identity }) => identity.key);
  const workloads = groupBy(nodes.workloads, subject);
  const grants = groupBy(nodes.grants, ({ principal }) => principal.key);
  // What is not known may be the same. All pods of an account in a cluster become the same identities, and
  // all credentials of a subject and an issuer let the same pods in: each is looked for once.
  const runningAs = (labelled: boolean) =>
    remembered(
      (one: Federation) => `${subjectKey(one)}\n${issuerKey(one)}\n${one.foreignIssuer}`,
      (one) =>
        (workloads.get(subjectKey(one)) ?? []).filter(
          (pods) => pods.labelled === labelled && issuesTokensOf(one, pods) !== false,
        ),
    );
  const federationsOf = remembered(
    (pods: Workload) => `${subject(pods)}\n${pods.cluster?.key}`,
    (pods) =>
      (federations.get(subject(pods)) ?? []).filter((one) => issuesTokensOf(one, pods) !== false),
  );
  const readable = readableByScope(references, nodes.secrets);
  return {
    federationsOf: (workload) => (workload.labelled ? federationsOf(workload) : []),
    workloadsOf: runningAs(true),
    unlabelledOf: runningAs(false),
    trustsOf: (identity) => trusts.get(identity.key) ?? [],
    grantsOf: (identity) => grants.get(identity.key) ?? [],
    readable,
    secretsOf: remembered(
      ({ role, scope }: RoleGrant) => `${role.readsSecrets}\n${scope.key}`,
      (grant) => told(grant, readable(grant)),
    ),
  };
}

/** A function that looks once for all that have the same key. */
function remembered<T, R>(key: (one: T) => string, look: (one: T) => R): (one: T) => R {
  const known = new Map<string, R>();
  return (one) => {
    const name = key(one);
    const found = known.get(name) ?? look(one);
    known.set(name, found);
    return found;
  };
}

/** What a role reads is the same for all that have it at one scope. */
function readableByScope(references: ReferenceIndex, secrets: readonly Secret[]) {
  const ofVault = groupBy(secrets, ({ vault }) => vault?.key ?? "");
  const below = remembered(
    ({ scope }: RoleGrant) => scope.key,
    ({ scope }) => {
      const vault = scope.resource && kindOf(scope.resource.type) === "vault" && scope.resource;
      const near = vault ? (ofVault.get(vault.key) ?? []) : secrets;
      return near.filter(
        (secret) =>
          secret.scope.key === scope.key || includesScope(references, scope, secret.scope),
      );
    },
  );
  return (grant: RoleGrant) => (grant.role.readsSecrets ? below(grant) : []);
}

function told({ role, scope }: RoleGrant, held: readonly Secret[]): readonly Scope[] {
  if (!role.readsSecrets) return [];
  return scope.secret ? [scope] : held.map((secret) => secret.scope);
}
