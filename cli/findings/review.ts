import { buildTrustGraph } from "../model/build-trust-graph";
import { compareTexts } from "../model/collections";
import type { Action, PlannedStack, StackView } from "../model/stack";
import { type Federation, subjectOf, type TrustGraph } from "../model/trust-graph";
import { type AccessChange, accessChanges } from "./access-changes";
import { type Diagram, diagramOf } from "./diagram";
import type { Finding, Look } from "./finding";
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
  /** Whether all of it was there before the plans. */
  readonly standing: boolean;
  readonly findings: readonly Finding[];
}

/** What a plan does to one resource. */
export interface PlannedAction {
  readonly stack: string;
  readonly address: string;
  readonly action: Action;
}

/** What a reviewer reads. */
export interface Review {
  readonly version: 1;
  readonly stacks: readonly StackSummary[];
  readonly risks: readonly FoundRisk[];
  /** What the plans do to which resource. */
  readonly actions: readonly PlannedAction[];
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
  const afterStacks = withExposed(at("after"), written);
  const after = buildTrustGraph(afterStacks);
  const beforeStacks = withExposed(at("before"), written);
  const before = planned.length > 0 ? buildTrustGraph(beforeStacks) : undefined;
  const changes = planned.flatMap(({ name, changes: all }) =>
    all.map((change) => ({ ...change, stack: name })),
  );
  const risks = findRisks(
    { before, after, stacks: afterStacks, changes },
    before && { after: before, stacks: beforeStacks, changes: [] },
  );
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
    risks,
    actions: planned.flatMap(({ name, actions }) =>
      actions.map((one) => ({ stack: name, ...one })),
    ),
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

/** What a plan's configuration says of variables is their values: only the synthesized stack is asked. */
function withExposed(stacks: readonly StackView[], written: readonly StackView[]): StackView[] {
  return stacks.map((stack) => ({
    ...stack,
    exposedVariables: [
      ...stack.exposedVariables,
      // What has no resource yet was never deployed.
      ...(stack.resources.some(({ place }) => place.mode === "managed") ? written : [])
        .filter(({ name }) => name === stack.name)
        .flatMap((one) => one.exposedVariables),
    ],
  }));
}

/** The risks, those that the plans bring first; what was found before the plans too is standing. */
function findRisks(look: Look, earlier: Look | undefined): FoundRisk[] {
  const found = RISKS.flatMap(({ id, severity, about, aboutFound, reason, find }) => {
    const keys = new Set(
      earlier && find(earlier).map(({ stack, address }) => `${stack}:${address}`),
    );
    const findings = find(look)
      .map((one) => (earlier ? { ...one, standing: keys.has(`${one.stack}:${one.address}`) } : one))
      .sort((one, other) => Number(one.standing ?? false) - Number(other.standing ?? false));
    const standing = findings.every((one) => one.standing === true);
    if (findings.length === 0) return [];
    const said = aboutFound?.(findings) ?? about;
    return [{ id, severity, about: said, reason, standing, findings }];
  });
  return [
    ...found.filter(({ standing }) => !standing),
    ...found.filter(({ standing }) => standing),
  ];
}

/** Whether the plans bring a risk of at least the severity; without plans every risk counts. */
export function brings({ risks }: Review, severity: Severity): boolean {
  return risks.some((risk) => !risk.standing && atLeast(risk.severity, severity));
}

/** Whether a risk of at least the severity was there before the plans. */
export function leaves({ risks }: Review, severity: Severity): boolean {
  return risks.some(
    ({ findings, severity: of }) =>
      findings.some(({ standing }) => standing) && atLeast(of, severity),
  );
}

function accessRows(before: TrustGraph | undefined, after: TrustGraph): AccessRow[] {
  const same = ({ identity, subject, cluster, issuer }: Federation) =>
    [identity.key, subject, cluster?.key ?? issuer].join("\n");
  const earlier = new Set(before?.federations.map(same));
  const now = new Set(after.federations.map(same));
  const rows = [
    ...after.federations.map((federation) =>
      accessRow(after, federation, before && !earlier.has(same(federation)) ? "new" : "same"),
    ),
    ...(before?.federations ?? [])
      .filter((federation) => !now.has(same(federation)))
      .map((federation) => accessRow(before as TrustGraph, federation, "gone")),
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
