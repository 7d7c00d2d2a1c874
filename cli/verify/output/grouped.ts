import type { Finding, Report, State, Verdict, WorkloadReport } from "../report";

/** A finding, and every workload that has it. */
export interface Grouped extends Finding {
  readonly workloads: readonly string[];
}

const ORDER: readonly Finding["level"][] = ["broken", "pending", "unproven", "warning"];

/** Each finding once, the worst first. */
export function grouped({ workloads }: Report): Grouped[] {
  const groups = new Map<string, Grouped>();
  for (const { workload, findings } of workloads) {
    for (const finding of findings) {
      const key = JSON.stringify([finding.id, finding.text, finding.got, finding.fix]);
      const known = groups.get(key);
      groups.set(key, { ...finding, workloads: [...(known?.workloads ?? []), workload] });
    }
  }
  return [...groups.values()].sort(
    (one, other) => ORDER.indexOf(one.level) - ORDER.indexOf(other.level),
  );
}

/** Everything that could not be seen, each once. */
export function unseenOf({ unseen, workloads }: Report): string[] {
  return [...new Set([...unseen, ...workloads.flatMap((one) => one.unseen)])];
}

const SEVERITY: readonly Verdict[] = ["broken", "pending", "unproven", "works"];

/** Of what works so many are listed; the rest is counted. */
const LISTED = 20;

/** The workloads as they are listed, the worst first, and how many that work are left out. */
export function listed({ workloads }: Report): { rows: WorkloadReport[]; left: number } {
  const sorted = SEVERITY.flatMap((verdict) => workloads.filter((one) => one.verdict === verdict));
  const wrong = sorted.filter(({ verdict }) => verdict !== "works").length;
  const rows = sorted.slice(0, wrong + LISTED);
  return { rows, left: sorted.length - rows.length };
}

export const MARKS: Readonly<Record<State, string>> = {
  works: "ok",
  broken: "FAIL",
  pending: "wait",
  unproven: "?",
  skipped: "-",
};

/** `3 workloads: 2 work, 1 broken`. */
export function counted({ cluster, counts, workloads }: Report): string {
  const parts = SEVERITY.map((verdict) => [verdict, counts[verdict]] as const)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict === "works" && count !== 1 ? "work" : verdict}`);
  const noun = workloads.length === 1 ? "workload" : "workloads";
  const told =
    parts.length > 0
      ? `${workloads.length} ${noun}: ${parts.join(", ")}`
      : "nothing that asks for an identity was seen";
  return `${cluster ?? "the cluster"}: ${told}`;
}
