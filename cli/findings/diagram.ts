import { groupBy } from "../model/collections";
import type { Federation, TrustGraph } from "../model/trust-graph";
import type { Names } from "./names";
import { trustKey, workloadKey } from "./trust-changes";

/** Whether something comes, goes or stays. */
export type State = "same" | "new" | "gone";

/** A box of the diagram. */
export interface DiagramNode {
  readonly id: string;
  readonly kind: "workload" | "account" | "identity" | "scope";
  /** What it is: `pod`, `service account`. */
  readonly caption: string;
  readonly label: string;
  /** The cluster that holds it. */
  readonly cluster?: string;
  readonly state: State;
}

/** An arrow of the diagram. */
export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly state: State;
}

/** The trust chain as boxes and arrows, from pods on the left to what they reach on the right. */
export interface Diagram {
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  /** How many federations were left out, for a diagram that can still be read. */
  readonly left: number;
}

/** More boxes nobody reads, and code hosts refuse to draw. */
const MAX_NODES = 120;

/** Draws the trust; what changes is drawn first, should there be too much. */
export function diagramOf(
  before: TrustGraph | undefined,
  after: TrustGraph,
  names: Names,
): Diagram {
  const drawing = new Drawing(before !== undefined, names);
  const sides: [TrustGraph, State][] = before
    ? [
        [after, "new"],
        [before, "gone"],
      ]
    : [[after, "same"]];
  const all = sides.flatMap(([trust, state]) =>
    trust.federations.map((federation) => ({ trust, federation, state })),
  );
  // Both sides of a federation are drawn, or none: one side alone would seem to be new or gone.
  const federations = [...groupBy(all, ({ federation }) => trustKey(federation)).values()];
  const changed = (both: typeof all) => before !== undefined && both.length === 1;
  const order = [...federations.filter(changed), ...federations.filter((both) => !changed(both))];
  let left = 0;
  for (const both of order) {
    if (drawing.size >= MAX_NODES) left++;
    else both.forEach(({ trust, federation, state }) => drawing.add(trust, federation, state));
  }
  return drawing.diagram(left);
}

class Drawing {
  private readonly nodes = new Map<string, DiagramNode>();
  private readonly edges = new Map<string, DiagramEdge>();
  private readonly ids = new Map<string, string>();

  constructor(
    private readonly compares: boolean,
    private readonly names: Names,
  ) {}

  public get size(): number {
    return this.nodes.size;
  }

  public add(trust: TrustGraph, federation: Federation, state: State): void {
    const { identity, cluster, namespace, serviceAccount, subject } = federation;
    const where = cluster ? this.names.cluster(cluster) : federation.issuer;
    const who = this.node(`identity ${identity.key}`, state, {
      kind: "identity",
      caption: "managed identity",
      label: this.names.identity(identity),
    });
    const account = this.node(`account ${cluster?.key ?? federation.issuer} ${subject}`, state, {
      kind: "account",
      caption: namespace ? "service account" : "subject",
      label: namespace ? `${namespace}/${serviceAccount}` : (subject ?? "(known after apply)"),
      cluster: where,
    });
    this.edge(account, who, "becomes", state);
    for (const workload of trust.workloadsOf(federation).slice(0, MAX_NODES)) {
      const [kind, name] = split(workload.label);
      const pod = this.node(`workload ${workloadKey(workload)}`, state, {
        kind: "workload",
        caption: kind,
        label: name,
        cluster: where,
      });
      this.edge(pod, account, "runs as", state);
    }
    for (const { role, scope, condition } of trust.grantsOf(identity).slice(0, MAX_NODES)) {
      const place = this.node(`scope ${scope.key}`, state, {
        kind: "scope",
        caption: scope.level ?? "scope",
        label: this.names.scope(scope),
      });
      this.edge(
        who,
        place,
        condition === undefined ? role.label : `${role.label} (on condition)`,
        state,
      );
    }
  }

  public diagram(left: number): Diagram {
    return { nodes: [...this.nodes.values()], edges: [...this.edges.values()], left };
  }

  private node(key: string, state: State, node: Omit<DiagramNode, "id" | "state">): string {
    const id = this.ids.get(key) ?? `n${this.ids.size + 1}`;
    this.ids.set(key, id);
    const known = this.nodes.get(id);
    this.nodes.set(
      id,
      known ? { ...known, state: this.merge(known.state, state) } : { ...node, id, state },
    );
    return id;
  }

  private edge(from: string, to: string, label: string, state: State): void {
    const key = [from, to, label].join("\n");
    const known = this.edges.get(key);
    const merged = known ? this.merge(known.state, state) : state;
    this.edges.set(key, { from, to, label, state: merged });
  }

  /** What is there before and after stays. */
  private merge(known: State, state: State): State {
    return this.compares && known !== state ? "same" : known;
  }
}

function split(label: string): [string, string] {
  const at = label.lastIndexOf(" ");
  return [label.slice(0, at), label.slice(at + 1)];
}
