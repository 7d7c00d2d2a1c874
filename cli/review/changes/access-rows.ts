import { subjectOf } from "../../../azure/webhook";
import { say, valueOf } from "../../terraform/model/fact";
import {
  type Federation,
  issuesTokensOf,
  sayReadable,
  type TrustGraph,
} from "../../terraform/model/trust-graph";
import type { Names } from "./names";
import { sayGrant } from "./role-changes";
import { trustKey } from "./trust-changes";

/** Who can become an identity, and what that lets them do. */
export interface AccessRow {
  readonly workloads: readonly string[];
  readonly serviceAccount: string;
  readonly cluster: string;
  readonly identity: string;
  readonly roles: readonly string[];
  readonly secrets: readonly string[];
  readonly state: "same" | "new" | "gone";
}

/** How many workloads of one row are named. */
const NAMED = 100;

/** The rows of before and after, what changes first. */
export function accessRows(
  before: TrustGraph | undefined,
  after: TrustGraph,
  names: Names,
): AccessRow[] {
  const earlier = new Set(before?.federations.map(trustKey));
  const now = new Set(after.federations.map(trustKey));
  const rows = [
    ...after.federations.map((federation) => {
      const state = before && !earlier.has(trustKey(federation)) ? "new" : "same";
      return accessRow(after, federation, state, names);
    }),
    ...(before?.federations ?? [])
      .filter((federation) => !now.has(trustKey(federation)))
      .map((federation) => accessRow(before as TrustGraph, federation, "gone", names)),
  ];
  return [
    ...rows.filter(({ state }) => state !== "same"),
    ...rows.filter(({ state }) => state === "same"),
  ];
}

function accessRow(
  trust: TrustGraph,
  federation: Federation,
  state: AccessRow["state"],
  names: Names,
): AccessRow {
  const { identity, cluster, issuer, namespace, serviceAccount, subject } = federation;
  const grants = trust.grantsOf(identity);
  const ofAccount =
    namespace && serviceAccount && valueOf(subject) === subjectOf(namespace, serviceAccount);
  return {
    workloads: workloadsOf(trust, federation),
    serviceAccount: ofAccount ? `${namespace}/${serviceAccount}` : say(subject),
    cluster: cluster ? names.cluster(cluster) : say(issuer),
    identity: names.identity(identity),
    roles: grants.map((grant) => {
      const { condition, ...role } = grant;
      return `${sayGrant(role, names)}${condition === undefined ? "" : ` (if ${say(condition)})`}`;
    }),
    secrets: sayReadable(trust, grants, (scope) => names.scope(scope)),
    state,
  };
}

/** The workloads of a row; their number where they are many. */
function workloadsOf(trust: TrustGraph, federation: Federation): readonly string[] {
  const labelled = trust.workloadsOf(federation);
  const unlabelled = trust.unlabelledOf(federation);
  const count = labelled.length + unlabelled.length;
  if (count > NAMED) return [`all ${count} workloads of this account`];
  // Tokens of an issuer that is no cluster's here may be those of pods in a cluster that no stack tells.
  const perhaps = (pods: (typeof labelled)[number]) =>
    !federation.cluster && issuesTokensOf(federation, pods) !== true ? " (if it runs there)" : "";
  return [
    ...labelled.map((one) => `${one.label}${perhaps(one)}`),
    ...unlabelled.map((one) => `${one.label} (without the label)`),
  ];
}
