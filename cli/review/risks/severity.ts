/** How much a risk matters, worst first. */
export const SEVERITIES = ["critical", "high", "medium", "low"] as const;

/** How much a risk matters. */
export type Severity = (typeof SEVERITIES)[number];

/** Whether the first severity is at least the second. */
export function atLeast(one: Severity, other: Severity): boolean {
  return SEVERITIES.indexOf(one) <= SEVERITIES.indexOf(other);
}
