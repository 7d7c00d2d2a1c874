import { groupBy } from "../../terraform/model/collections";
import { say, valueOf } from "../../terraform/model/fact";
import type { Scope } from "../../terraform/model/scope";
import type { PlannedStack } from "../../terraform/model/stack";
import {
  type Federation,
  type Identity,
  issuerKey,
  type TrustGraph,
  type Workload,
} from "../../terraform/model/trust-graph";
import type { Names } from "../changes/names";
import { trustKey, workloadKey } from "../changes/trust-changes";
import { type Arrow, arrowsOf, linkOfGrant, linkOfTrust } from "./arrows";
import { BoxStates, type Trust } from "./box-states";
import type { Diagram, DiagramEdge, DiagramFrame, DiagramNode } from "./diagram";
import { changes, States } from "./states";

/** More boxes nobody reads, and code hosts refuse to draw. */
const MAX_NODES = 120;

/** The arrow from an identity to where it has a role. */
interface RoleArrow extends Arrow {
  readonly scope: Scope;
}

/** Draws the trust; what changes is drawn first, should there be too much. */
export function diagramOf(
  before: TrustGraph | undefined,
  after: TrustGraph,
  names: Names,
  planned: readonly PlannedStack[],
): Diagram {
  const drawing = new Drawing(before ?? after, after, names, new States(planned));
  const earlier = groupBy((before ?? after).federations, trustKey);
  const now = groupBy(after.federations, trustKey);
  // Both sides of a trust are drawn, or none: one side alone would seem to be new or gone.
  const trusts = [...new Set([...now.keys(), ...earlier.keys()])].map((key): Trust => {
    return { before: earlier.get(key) ?? [], after: now.get(key) ?? [] };
  });
  const changed = new Set(before && trusts.filter((trust) => drawing.isChanged(trust)));
  for (const trust of [...changed, ...trusts.filter((one) => !changed.has(one))]) {
    drawing.add(trust);
  }
  const diagram = drawing.diagram();
  return before ? diagram : withoutStates(diagram);
}

/** Without plans nothing comes and nothing goes. */
function withoutStates({ frames, nodes, edges, left }: Diagram): Diagram {
  const state = "same" as const;
  return {
    frames: frames.map((frame) => ({ ...frame, state })),
    nodes: nodes.map((node) => ({ ...node, state })),
    edges: edges.map((edge) => ({ ...edge, state })),
    left,
  };
}

class Drawing {
  private readonly frames = new Map<string, DiagramFrame>();
  private readonly nodes = new Map<string, DiagramNode>();
  private readonly edges = new Map<string, DiagramEdge>();
  private readonly roles = new Map<string, readonly RoleArrow[]>();
  private readonly moving = new WeakMap<readonly Workload[], boolean>();
  private readonly left = { credentials: 0, workloads: 0, roles: 0 };
  private readonly boxes: BoxStates;
  private readonly openThen: ReadonlySet<string>;

  constructor(
    private readonly before: TrustGraph,
    private readonly after: TrustGraph,
    private readonly names: Names,
    private readonly states: States,
  ) {
    this.boxes = new BoxStates(before, after, states);
    const links = [...after.federations.map(linkOfTrust), ...after.grants.map(linkOfGrant)];
    this.openThen = new Set(links.filter(({ open }) => open).map(({ key }) => key));
  }

  /** Whether any of what is drawn of a trust changes. */
  public isChanged(trust: Trust): boolean {
    const { boxes } = this;
    const [federation] = [...trust.after, ...trust.before];
    if (!federation) return false;
    const { identity } = federation;
    return (
      this.becomes(trust).some(({ state }) => changes(state)) ||
      changes(boxes.identity(identity)) ||
      this.rolesOf(identity).some(({ state }) => changes(state)) ||
      this.workloadsOf(trust).some((workloads) => this.someMove(workloads))
    );
  }

  public add(trust: Trust): void {
    if (this.nodes.size >= MAX_NODES) {
      this.left.credentials += Math.max(trust.before.length, trust.after.length);
      return;
    }
    const { names, boxes } = this;
    const [federation] = [...trust.after, ...trust.before];
    if (!federation) return;
    const { identity, namespace, serviceAccount, subject, resource } = federation;
    const frame = this.frame(federation);
    const known = this.nodes.has(`identity ${identity.key}`);
    const who = this.node(`identity ${identity.key}`, () => ({
      kind: "identity",
      caption: "managed identity",
      label: names.identity(identity),
      state: boxes.identity(identity),
    }));
    const account = this.node(`account ${frame} ${valueOf(subject) ?? resource.key}`, () => ({
      kind: "account",
      caption: namespace ? "service account" : "subject",
      label: namespace ? `${namespace}/${serviceAccount}` : names.subject(federation),
      frame,
      state: boxes.account(trust),
    }));
    for (const arrow of this.becomes(trust)) this.edge(account, who, arrow);
    for (const workload of this.drawn(trust)) {
      const [kind, name] = split(workload.label);
      const pods = this.node(`workload ${workloadKey(workload)}`, () => ({
        kind: "workload",
        caption: kind,
        label: name,
        frame,
        state: boxes.workload(workload),
      }));
      this.edge(pods, account, { label: "runs as", state: boxes.runsAs(workload) });
    }
    if (known) return;
    const arrows = this.rolesOf(identity);
    this.left.roles += Math.max(0, arrows.length - MAX_NODES);
    for (const { scope, ...arrow } of arrows.slice(0, MAX_NODES)) {
      const place = this.node(`scope ${scope.key}`, () => ({
        kind: "scope",
        caption: scope.noun,
        label: names.part(scope),
        state: boxes.scope(scope),
      }));
      this.edge(who, place, arrow);
    }
  }

  public diagram(): Diagram {
    const { credentials, workloads, roles } = this.left;
    return {
      frames: [...this.frames.values()],
      nodes: [...this.nodes.values()],
      edges: [...this.edges.values()],
      left: [
        ...counted(credentials, "federated credential"),
        ...counted(workloads, "workload"),
        ...counted(roles, "role"),
      ],
    };
  }

  private becomes({ before, after }: Trust): readonly Arrow[] {
    return arrowsOf(before.map(linkOfTrust), after.map(linkOfTrust), this.states, this.openThen);
  }

  /** The roles of an identity, those that change first. */
  private rolesOf(identity: Identity): readonly RoleArrow[] {
    const known = this.roles.get(identity.key);
    if (known) return known;
    const of = (trust: TrustGraph) => groupBy(trust.grantsOf(identity), ({ scope }) => scope.key);
    const [earlier, now] = [of(this.before), of(this.after)];
    const arrows = [...new Set([...now.keys(), ...earlier.keys()])].flatMap((at) => {
      const [old = [], its = []] = [earlier.get(at), now.get(at)];
      const [grant] = [...its, ...old];
      if (!grant) return [];
      const { scope } = grant;
      return arrowsOf(old.map(linkOfGrant), its.map(linkOfGrant), this.states, this.openThen).map(
        (arrow) => ({ ...arrow, scope }),
      );
    });
    const sorted = firstChanging(arrows, ({ state }) => changes(state));
    this.roles.set(identity.key, sorted);
    return sorted;
  }

  /** The workloads that become an identity by a trust, at each moment. */
  private workloadsOf({ before, after }: Trust): (readonly Workload[])[] {
    return [
      ...after.map((federation) => this.after.workloadsOf(federation)),
      ...before.map((federation) => this.before.workloadsOf(federation)),
    ];
  }

  private someMove(workloads: readonly Workload[]): boolean {
    const known =
      this.moving.get(workloads) ?? workloads.some((one) => changes(this.boxes.workload(one)));
    this.moving.set(workloads, known);
    return known;
  }

  private drawn(trust: Trust): readonly Workload[] {
    const all = new Map(
      this.workloadsOf(trust)
        .flat()
        .map((workload) => [workloadKey(workload), workload]),
    );
    const sorted = firstChanging([...all.values()], (one) => changes(this.boxes.workload(one)));
    this.left.workloads += Math.max(0, sorted.length - MAX_NODES);
    return sorted.slice(0, MAX_NODES);
  }

  private frame(federation: Federation): string {
    const { cluster, issuer } = federation;
    const key = issuerKey(federation);
    const known = this.frames.get(key);
    if (known) return known.id;
    const id = `c${this.frames.size + 1}`;
    this.frames.set(key, {
      id,
      caption: cluster ? "cluster" : "issuer",
      label: cluster ? this.names.cluster(cluster) : say(issuer),
      state: this.boxes.issuer(federation),
    });
    return id;
  }

  private node(key: string, draw: () => Omit<DiagramNode, "id">): string {
    const known = this.nodes.get(key);
    if (known) return known.id;
    const id = `n${this.nodes.size + 1}`;
    this.nodes.set(key, { id, ...draw() });
    return id;
  }

  private edge(from: string, to: string, arrow: Arrow): void {
    this.edges.set([from, to, arrow.label].join("\n"), { from, to, ...arrow });
  }
}

function firstChanging<T>(all: readonly T[], moves: (one: T) => boolean): T[] {
  return [...all.filter(moves), ...all.filter((one) => !moves(one))];
}

function counted(count: number, noun: string): string[] {
  if (count === 0) return [];
  return [`${count} more ${noun}${count === 1 ? "" : "s"}`];
}

function split(label: string): [string, string] {
  const at = label.lastIndexOf(" ");
  return [label.slice(0, at), label.slice(at + 1)];
}
