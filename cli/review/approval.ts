import { sorted } from "../terraform/model/exact";
import type { Json } from "../terraform/model/json";
import { type Review, REVIEW_VERSION } from "./review";

/** What of a review is approved. */
export type Approval = Pick<Review, "accessChanges" | "risks" | "actions">;

/** What a JSON value is: a review with what is approved, one of another version, or none. */
export function approvalIn(value: unknown): Approval | "other version" | undefined {
  const { version, risks, actions, accessChanges } = (value ?? {}) as Record<string, unknown>;
  const findings = isRows(risks) ? risks.map((risk) => risk.findings) : [undefined];
  if (![risks, actions, accessChanges, ...findings].every(isRows)) return undefined;
  if (version === REVIEW_VERSION) return value as Approval;
  return typeof version === "number" ? "other version" : undefined;
}

function isRows(value: unknown): value is Record<string, unknown>[] {
  return Array.isArray(value) && value.every((one) => typeof one === "object" && one !== null);
}

/** What an approved review and a review of the plans to be applied have apart. */
export interface Difference {
  /** Whether it is in the new plans only, or in the approved ones only. */
  readonly side: "new" | "missing";
  readonly what: string;
}

/** What is decided, and to each decision what it is in full. */
type Decisions = Map<string, Set<string>>;

/**
 * Compares the review of the plans that are to be applied with the one that was approved, in what was
 * approved: access, risks and actions, with the ids, permissions and values behind their names. Counts, order,
 * diagrams and what could not be seen are no matter.
 */
export function differences(approved: Approval, planned: Approval): Difference[] {
  const [before, after] = [decisionsOf(approved), decisionsOf(planned)];
  return [
    ...beyond(after, before).map((what) => ({ side: "new" as const, what })),
    ...beyond(before, after).map((what) => ({ side: "missing" as const, what })),
  ];
}

/** What the one has and the other has not; of what both have, what it is in full. */
function beyond(one: Decisions, other: Decisions): string[] {
  return [...one].flatMap(([decision, all]) => {
    const there = other.get(decision);
    if (!there) return [decision];
    return [...all].filter((exactly) => !there.has(exactly)).map((text) => `${decision}: ${text}`);
  });
}

function decisionsOf({ accessChanges = [], risks, actions }: Approval): Decisions {
  const decisions: Decisions = new Map();
  const add = (decision: string, exactly: string) => {
    const known = decisions.get(decision) ?? new Set();
    decisions.set(decision, known.add(exactly));
  };
  for (const { effect, who, before = "nothing", after = "nothing", exactly } of accessChanges) {
    add(`access: ${who}: ${effect}: ${before} -> ${after}`, told(exactly as Json));
  }
  for (const { id, severity, findings } of risks) {
    for (const { stack, address, detail, standing } of findings) {
      if (standing !== true) add(`risk: ${severity} ${id}: ${address} in ${stack}`, detail);
    }
  }
  for (const { stack, address, action, values } of actions) {
    const decision = `action: ${action} ${address} in ${stack}`;
    add(decision, "");
    for (const [path, value] of Object.entries(values ?? {}))
      add(decision, `${path} ${told(value)}`);
  }
  return decisions;
}

function told(value: Json | undefined): string {
  return JSON.stringify(sorted(value ?? null));
}
