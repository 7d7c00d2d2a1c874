import type { StackSummary } from "../review";

/** What a review says in every format. */
export const WORDS = {
  title: "Review of workload identities",
  changes: "What changes in access",
  noChanges: "Nothing: once it is applied, the same pods can do the same.",
  risks: "Risks",
  noRisks: "None found.",
  access: "Who can become whom",
  noAccess: "No identity trusts a service account.",
  untrusted: "These workloads ask for an identity, and no identity of these stacks trusts them:",
  others: "Roles of others",
  clusters: "Clusters",
  stacks: "Stacks",
  unseen: "What this review could not see",
  none: "none",
  noneHere: "none in these stacks",
  noneSeen: "none seen",
  notPlanned: "not planned",
} as const;

/** How many of what a plan does to a stack, and their heads. */
export const COUNTS = [
  ["create", "Create"],
  ["update", "Update"],
  ["replace", "Replace"],
  ["destroy", "Destroy"],
  ["no-op", "Unchanged"],
] as const satisfies readonly (readonly [keyof NonNullable<StackSummary["counts"]>, string])[];

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
