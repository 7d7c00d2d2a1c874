import type { State } from "./states";

/** A box of the diagram. */
export interface DiagramNode {
  readonly id: string;
  readonly kind: "workload" | "account" | "identity" | "scope";
  /** What it is: `pod`, `service account`, `vault`. */
  readonly caption: string;
  readonly label: string;
  /** The frame that holds it. */
  readonly frame?: string;
  /** What becomes of its own resource. */
  readonly state: State;
}

/** An arrow of the diagram. */
export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** What becomes of the credential or the role assignment that it stands for. */
  readonly state: State;
}

/** A cluster, or another issuer, around those whose tokens it issues. */
export interface DiagramFrame {
  readonly id: string;
  readonly caption: "cluster" | "issuer";
  readonly label: string;
  readonly state: State;
}

/** The trust chain as boxes and arrows, from pods on the left to what they reach on the right. */
export interface Diagram {
  readonly frames: readonly DiagramFrame[];
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  /** What was left out, for a diagram that can still be read: `3 more federated credentials`. */
  readonly left: readonly string[];
}

/** What a state means, in the order of a legend. */
const WORDS: Readonly<Record<State, string>> = {
  new: "new: the plans make it",
  gone: "gone: the plans destroy it",
  replaced: "replaced: destroyed, and made anew",
  changed: "changed: in place",
  unknown: "unknown: nothing tells what becomes of it",
  same: "no word: the plans leave it",
  outside: "dotted: no resource of these stacks",
};

/** An entry of the legend. */
export interface Explained {
  readonly state: State;
  readonly words: string;
}

/** What the states mean that occur in a diagram; none without plans. */
export function legendOf({ frames, nodes, edges }: Diagram): Explained[] {
  const all = new Set([...frames, ...nodes, ...edges].map(({ state }) => state));
  if ([...all].every((state) => state === "same")) return [];
  return (Object.keys(WORDS) as State[])
    .filter((state) => all.has(state))
    .map((state) => ({ state, words: WORDS[state] }));
}

/** A caption with the word of its state, for whoever does not see colours. */
export function withState(caption: string, state: State): string {
  return state === "same" || state === "outside" ? caption : `${caption} (${state})`;
}

/** What was left out. */
export function notDrawn({ left }: Diagram): string | undefined {
  return left.length === 0 ? undefined : `Not drawn: ${left.join(", ")}.`;
}
