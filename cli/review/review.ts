import { buildTrustGraph } from "../terraform/model/build-trust-graph";
import { compareTexts } from "../terraform/model/collections";
import type { Json } from "../terraform/model/json";
import { type Action, type PlannedStack, stacksAt, type StackView } from "../terraform/model/stack";
import { type Inventory, toInventory } from "../terraform/inventory/inventory";
import type { AccessChange } from "./changes/access-change";
import { accessChanges } from "./changes/access-changes";
import { type AccessRow, accessRows } from "./changes/access-rows";
import { decidingValues } from "./changes/deciding-values";
import { Names } from "./changes/names";
import { type OtherGrant, otherGrants } from "./changes/other-rows";
import type { Diagram } from "./diagram/diagram";
import { diagramOf } from "./diagram/drawing";
import type { Finding, Look } from "./risks/finding";
import { RISKS } from "./risks/risks";
import { atLeast, type Severity } from "./risks/severity";

/** What a plan does to a stack; without a plan nothing is counted. */
export interface StackSummary {
  readonly name: string;
  readonly source: "plan" | "synthesized";
  readonly counts?: Readonly<Record<Action, number>>;
}

/** A risk that was found. */
export interface FoundRisk {
  readonly id: string;
  readonly severity: Severity;
  readonly about: string;
  readonly reason: string;
  /** Whether all of it was there before the plans. */
  readonly standing: boolean;
  readonly findings: readonly FoundAt[];
}

/** Where a risk was found. */
export interface FoundAt extends Omit<Finding, "key"> {
  /** Whether it was there before the plan; absent without plans. */
  readonly standing?: boolean;
}

/** What a plan does to one resource. */
export interface PlannedAction {
  readonly stack: string;
  readonly address: string;
  readonly action: Action;
  /** What of the resource decides over access, in full, by attribute: with digests for what is sensitive. */
  readonly values?: Readonly<Record<string, Json>>;
}

/** The version of what `--json` writes. */
export const REVIEW_VERSION = 3;

/** What a reviewer reads. */
export interface Review {
  readonly version: typeof REVIEW_VERSION;
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

/** A review with what is only shown: its diagram, and when the plans were made. */
export interface DrawnReview {
  readonly review: Review;
  readonly diagram: Diagram;
  readonly others: readonly OtherGrant[];
  /** In Terraform's words, the earliest first. */
  readonly plannedAt: readonly string[];
}

/** Reviews stacks as synthesized, and as planned where there is a plan. */
export function reviewOf(
  synthesized: readonly StackView[],
  planned: readonly PlannedStack[],
): DrawnReview {
  const others = synthesized.filter(({ name }) => !planned.some((plan) => plan.name === name));
  const written = synthesized.filter((stack) => !others.includes(stack));
  const afterStacks = withExposed(stacksAt("after", synthesized, planned), written);
  const after = buildTrustGraph(afterStacks);
  const beforeStacks = withExposed(stacksAt("before", synthesized, planned), written);
  const before = planned.length > 0 ? buildTrustGraph(beforeStacks) : undefined;
  const changes = planned.flatMap(({ name, changes: all }) =>
    all.map((change) => ({ ...change, stack: name })),
  );
  const names = new Names(before ? [before, after] : [after]);
  const risks = findRisks(
    { before, after, names, stacks: afterStacks, changes },
    before && { after: before, names, stacks: beforeStacks, changes: [] },
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
    version: REVIEW_VERSION,
    stacks,
    risks,
    actions: planned.flatMap(plannedActions),
    accessChanges: before && accessChanges(before, after, names),
    access: accessRows(before, after, names),
    inventory: toInventory(
      stacks.map(({ name }) => name),
      after,
    ),
    unseen,
  };
  return {
    review,
    diagram: diagramOf(before, after, names, planned),
    others: otherGrants(after, names),
    plannedAt: planned.flatMap(({ timestamp }) => timestamp ?? []).sort(),
  };
}

function plannedActions({ name, actions, changes }: PlannedStack): PlannedAction[] {
  const known = new Map(changes.map((change) => [`${change.action} ${change.address}`, change]));
  return actions.map(({ address, action }) => {
    const { before, after } = known.get(`${action} ${address}`) ?? {};
    const resource = after ?? before;
    const values = resource ? decidingValues(resource) : {};
    const told = Object.keys(values).length > 0 ? { values } : {};
    return { stack: name, address, action, ...told };
  });
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
  const found = RISKS.flatMap((risk): FoundRisk[] => {
    const { id, severity, find } = risk;
    const keys = new Set(earlier && find(earlier).map(({ key }) => key));
    const all = find(look);
    if (all.length === 0) return [];
    const findings = all
      .map(({ key, ...one }): FoundAt =>
        earlier ? { ...one, standing: keys.has(key) } : { ...one },
      )
      .sort((one, other) => Number(one.standing ?? false) - Number(other.standing ?? false));
    const standing = findings.every((one) => one.standing === true);
    const about = risk.aboutFound?.(all) ?? risk.about;
    const reason = risk.reasonFound?.(all) ?? risk.reason;
    return [{ id, severity, about, reason, standing, findings }];
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
