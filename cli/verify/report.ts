import type { FindingId } from "./finding-table";

/** The links of the chain, in the order in which they depend on each other. */
export const LINKS = ["issuer", "webhook", "account", "identity", "trust", "pod", "roles"] as const;

export type Link = (typeof LINKS)[number];

/** How a workload or a link of it is; `unproven` is what could not be seen. */
export const VERDICTS = ["works", "broken", "pending", "unproven"] as const;

export type Verdict = (typeof VERDICTS)[number];

/** `skipped` says nothing: the link does not concern the workload, or one before it is not whole. */
export type State = Verdict | "skipped";

/** Where something is written in Terraform. */
export interface Place {
  readonly stack: string;
  readonly address: string;
}

/** What is wrong with a link, or worth knowing of it. */
export interface Finding {
  readonly id: FindingId;
  readonly link: Link;
  /** A warning changes no verdict. */
  readonly level: Exclude<Verdict, "works"> | "warning";
  readonly text: string;
  readonly got?: string;
  readonly expected?: string;
  /** Commands and what to do besides, in order. */
  readonly fix: readonly string[];
  readonly place?: Place;
}

/** What a check makes of a link. */
export interface Checked {
  readonly state: State;
  readonly findings: readonly Finding[];
  /** What could not be seen: the right that is missing, or why. */
  readonly unseen: readonly string[];
}

/** A workload, and how each of its links is. */
export interface WorkloadReport {
  /** `deployment shop/orders`. */
  readonly workload: string;
  readonly serviceAccount: string;
  readonly verdict: Verdict;
  readonly links: Readonly<Record<Link, State>>;
  readonly findings: readonly Finding[];
  readonly unseen: readonly string[];
}

/** What `verify` found. */
export interface Report {
  readonly version: 1;
  /** The name of the cluster in Azure, or else the host of its API server. */
  readonly cluster: string | null;
  /** The worst of all; `unproven` too where workloads may not have been seen. */
  readonly verdict: Verdict;
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly workloads: readonly WorkloadReport[];
  /** What could not be seen of the cluster as a whole. */
  readonly unseen: readonly string[];
}

export const fine: Checked = { state: "works", findings: [], unseen: [] };
export const skipped: Checked = { state: "skipped", findings: [], unseen: [] };

/** A link of which something was not seen. */
export function unseen(...missing: (string | undefined)[]): Checked {
  const told = missing.filter((one): one is string => one !== undefined);
  return { state: "unproven", findings: [], unseen: told };
}

/** A link with a finding, which decides over it unless it is a warning. */
export function found(finding: Finding): Checked {
  const state = finding.level === "warning" ? "works" : finding.level;
  return { state, findings: [finding], unseen: [] };
}

const WORST: readonly State[] = ["broken", "pending", "unproven", "works", "skipped"];

/** The worst of some states. */
export function worst(states: readonly State[]): State {
  return WORST.find((state) => states.includes(state)) ?? "skipped";
}

/** Several looks at one link. */
export function all(...checked: readonly Checked[]): Checked {
  return {
    state: worst(checked.map(({ state }) => state)),
    findings: checked.flatMap(({ findings }) => findings),
    unseen: checked.flatMap((one) => one.unseen),
  };
}
