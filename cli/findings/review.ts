import { buildTrustGraph } from "../model/build-trust-graph";
import { compareTexts } from "../model/collections";
import type { Action, PlannedStack, StackView } from "../model/stack";
import { type Federation, subjectOf, type TrustGraph } from "../model/trust-graph";
import { type AccessChange, accessChanges } from "./access-changes";
import { type Diagram, diagramOf } from "./diagram";
import type { Finding } from "./finding";
import { type Inventory, toInventory } from "./inventory";
import { RISKS } from "./risks";
import { atLeast, type Severity } from "./severity";

/** What a plan does to a stack; without a plan nothing is counted. */
export interface StackSummary {
  readonly name: string;
  readonly source: "plan" | "synthesized";
  readonly counts?: Readonly<Record<Action, number>>;
}

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

/** A risk that was found. */
export interface FoundRisk {
  readonly id: string;
  readonly severity: Severity;
  readonly about: string;
  readonly reason: string;
  readonly findings: readonly Finding[];
}

/** What a reviewer reads. */
export interface Review {
  readonly version: 1;
  readonly stacks: readonly StackSummary[];
  readonly risks: readonly FoundRisk[];
  /** Absent without plans. */
  readonly accessChanges?: readonly AccessChange[];
  readonly access: readonly AccessRow[];
  readonly inventory: Inventory;
  readonly unseen: readonly string[];
}

/** A review with its diagram. */
export interface DrawnReview {
  readonly review: Review;
  readonly diagram: Diagram;
}

/** Reviews stacks as synthesized, and as planned where there is a plan. */
export function reviewOf(
  synthesized: readonly StackView[],
  planned: readonly PlannedStack[],
): DrawnReview {
  const others = synthesized.filter(({ name }) => !planned.some((plan) => plan.name === name));
  const at = (side: "before" | "after") => [...others, ...planned.map((plan) => plan[side])];
  const written = synthesized.filter((stack) => !others.includes(stack));
  // What a plan's configuration says of variables is their values: only the synthesized stack is asked.
  const afterStacks = at("after").map((stack) => ({
    ...stack,
    exposedVariables: [
      ...stack.exposedVariables,
      ...written.filter(({ name }) => name === stack.name).flatMap((one) => one.exposedVariables),
    ],
  }));
  const after = buildTrustGraph(afterStacks);
  const before = planned.length > 0 ? buildTrustGraph(at("before")) : undefined;
  const changes = planned.flatMap(({ name, changes: all }) =>
    all.map((change) => ({ ...change, stack: name })),
  );
  const look = { before, after, stacks: afterStacks, changes };
  const risks = RISKS.map(({ find, ...risk }) => ({ ...risk, findings: find(look) }));
  const stacks = [
    ...planned.map(({ name, counts }) => ({ name, source: "plan" as const, counts })),
    ...others.map(({ name }) => ({ name, source: "synthesized" as const })),
  ].sort((one, other) => compareTexts(one.name, other.name));
  const unseen = [
    ...after.unseen,
    ...(planned.length > 0
      ? others.map(({ name }) => `${name}: what will change; no plan is given for it`)
      : []),
  ];
  const review: Review = {
    version: 1,
    stacks,
    risks: risks.filter(({ findings }) => findings.length > 0),
    accessChanges: before && accessChanges(before, after),
    access: accessRows(before, after),
    inventory: toInventory(
      stacks.map(({ name }) => name),
      after,
    ),
    unseen,
  };
  return { review, diagram: diagramOf(before, after) };
}

/** Whether a review holds a risk of at least the severity. */
export function reaches(review: Review, severity: Severity): boolean {
  return review.risks.some((risk) => atLeast(risk.severity, severity));
}

function accessRows(before: TrustGraph | undefined, after: TrustGraph): AccessRow[] {
  const same = ({ identity, subject, cluster, issuer }: Federation) =>
    [identity.key, subject, cluster?.key ?? issuer].join("\n");
  const earlier = new Set(before?.federations.map(same));
  const now = new Set(after.federations.map(same));
  return [
    ...after.federations.map((federation) =>
      accessRow(after, federation, before && !earlier.has(same(federation)) ? "new" : "same"),
    ),
    ...(before?.federations ?? [])
      .filter((federation) => !now.has(same(federation)))
      .map((federation) => accessRow(before as TrustGraph, federation, "gone")),
  ];
}

function accessRow(
  trust: TrustGraph,
  federation: Federation,
  state: AccessRow["state"],
): AccessRow {
  const { identity, namespace, serviceAccount, subject } = federation;
  const grants = trust.grantsOf(identity);
  const account = namespace && serviceAccount ? `${namespace}/${serviceAccount}` : subject;
  const plain = namespace && serviceAccount && subject === subjectOf(namespace, serviceAccount);
  return {
    workloads: [
      ...trust.workloadsOf(federation).map(({ label }) => label),
      ...trust.unlabelledOf(federation).map(({ label }) => `${label} (without the label)`),
    ],
    serviceAccount: (plain ? account : subject) ?? "(known after apply)",
    cluster: federation.cluster?.label ?? federation.issuer,
    identity: identity.label,
    roles: grants.map(
      ({ role, scope, condition }) =>
        `${role.label} at ${scope.label}${condition === undefined ? "" : ` (if ${condition})`}`,
    ),
    secrets: [...new Set(grants.flatMap((grant) => trust.secretsOf(grant)))].sort(compareTexts),
    state,
  };
}
