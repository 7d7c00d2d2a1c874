import type { Review } from "./review";

/** What of a review is approved. */
export type Approval = Pick<Review, "accessChanges" | "risks" | "actions">;

/** Whether a JSON value is a review with what is approved. */
export function isApproval(value: unknown): value is Approval {
  const { version, risks, actions, accessChanges } = (value ?? {}) as Record<string, unknown>;
  return version === 1 && [risks, actions, accessChanges].every((part) => Array.isArray(part));
}

/** What an approved review and a review of the plans to be applied have apart. */
export interface Difference {
  /** Whether it is in the new plans only, or in the approved ones only. */
  readonly side: "new" | "missing";
  readonly what: string;
}

/**
 * Compares the review of the plans that are to be applied with the one that was approved, in what was
 * approved: access, risks and actions. Counts, order, diagrams and what could not be seen are no matter.
 */
export function differences(approved: Approval, planned: Approval): Difference[] {
  const [before, after] = [approved, planned].map(decisionsOf);
  return [
    ...[...after].filter((one) => !before.has(one)).map((what) => ({ side: "new" as const, what })),
    ...[...before]
      .filter((one) => !after.has(one))
      .map((what) => ({ side: "missing" as const, what })),
  ];
}

function decisionsOf({ accessChanges = [], risks, actions }: Approval): Set<string> {
  return new Set([
    ...accessChanges.map(
      ({ effect, who, before = "nothing", after = "nothing" }) =>
        `access: ${who}: ${effect}: ${before} -> ${after}`,
    ),
    ...risks.flatMap(({ id, severity, findings }) =>
      findings
        .filter(({ standing }) => standing !== true)
        .map(({ stack, address }) => `risk: ${severity} ${id}: ${address} in ${stack}`),
    ),
    ...actions.map(({ stack, address, action }) => `action: ${action} ${address} in ${stack}`),
  ]);
}
