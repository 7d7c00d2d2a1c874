import { Sleep } from "@cdktf/provider-time/lib/sleep";
import { Aspects, Lazy, type TerraformElement, TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { markOurs } from "../private/aspects";
import { checkName } from "../private/checks";
import { RULES } from "../private/rules";
import { References } from "../private/terraform/references";
import { waitCircle } from "./errors";

/** What a wait is for, in the order in which the waits of a stack may come after one another. */
const KINDS = [
  "identities",
  "roles-of-clusters",
  "federations",
  "roles-of-deployers",
  "roles-of-workloads",
] as const;

export type PropagationKind = (typeof KINDS)[number];

/** How long Azure takes; see the options of grants and federations, and Cosmos DB for new identities. */
export const PROPAGATION_WAITS: Readonly<Record<PropagationKind, string>> = {
  identities: "30s",
  "roles-of-clusters": "180s",
  federations: "30s",
  "roles-of-deployers": "180s",
  "roles-of-workloads": "180s",
};

/** Something that Azure has accepted but does not yet honour everywhere. */
export class Propagation {
  /**
   * @param owner the construct that holds it
   * @param wait how long it takes, as time_sleep writes it; "0s" for no wait
   * @param resource the resource that propagates
   * @param trigger the value whose change starts the wait anew
   */
  constructor(
    private readonly owner: Construct,
    private readonly wait: string,
    private readonly resource: TerraformResource,
    private readonly trigger: string,
  ) {
    checkName(owner, "propagationWait", wait, RULES.duration);
  }

  /** What to depend on to come after the propagation. */
  public after(kind: PropagationKind): TerraformResource {
    if (parseFloat(this.wait) === 0) return this.resource;
    const known = this.owner.node.tryFindChild(kind) as Awaited | undefined;
    if (known) return known;
    const awaited = new Awaited(this.owner, kind, this.wait, this.resource, this.trigger);
    Waits.of(this.owner).add(awaited);
    return awaited;
  }
}

/**
 * Is in `depends_on` in place of the wait of one resource. It is not written itself: the stack has one
 * `time_sleep` for all that is awaited together.
 */
class Awaited extends TerraformResource {
  /** The wait, from the moment on at which the stack's waits are known. */
  public settled?: Sleep;

  private address?: string;

  constructor(
    public readonly owner: Construct,
    public readonly kind: PropagationKind,
    public readonly wait: string,
    public readonly resource: TerraformResource,
    public readonly trigger: string,
  ) {
    super(owner, kind, {
      terraformResourceType: "time_sleep",
      // As that of the wait, which is made only while the app is synthesized.
      terraformGeneratorMetadata: { providerName: "time" },
    });
  }

  public override get friendlyUniqueId(): string {
    return this.settled?.friendlyUniqueId ?? super.friendlyUniqueId;
  }

  public override get fqn(): string {
    this.address ??= Lazy.stringValue({ produce: () => this.settled?.fqn ?? super.fqn });
    return this.address;
  }

  public override toTerraform(): unknown {
    return {};
  }

  public override toHclTerraform(): unknown {
    return {};
  }
}

/**
 * The waits of a stack: one for each kind and duration. They are known when all of the stack is, and
 * made by an aspect.
 *
 * A wait for many comes after all of them, and what needs one of them comes after the wait. That is a
 * circle where one of them needs another, as the role at a secret needs that of the deployer who writes
 * it. So each wait has a place, a turn and a kind, and whatever is awaited has a later place than all that
 * comes before it.
 */
class Waits extends Construct {
  public static of(at: Construct): Waits {
    const stack = TerraformStack.of(at);
    const known = stack.node.tryFindChild("propagation") as Waits | undefined;
    return known ?? new Waits(stack, "propagation");
  }

  private readonly awaited: Awaited[] = [];

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    Aspects.of(this).add(markOurs({ visit: (node) => node === this && this.settle() }));
  }

  public add(awaited: Awaited): void {
    this.awaited.push(awaited);
  }

  private settle(): void {
    for (const one of this.awaited) one.settled = undefined;
    for (const { node } of this.node.children) this.node.tryRemoveChild(node.id);
    const turns = turnsOf(TerraformStack.of(this), this.awaited);
    const together = new Map<string, Awaited[]>();
    for (const one of this.awaited) {
      const id = idOf(one, turns.get(one) ?? 0);
      together.set(id, [...(together.get(id) ?? []), one]);
    }
    for (const [id, all] of together) {
      const sleep = new Sleep(this, id, {
        createDuration: all[0]?.wait,
        triggers: Object.fromEntries(
          all.map(({ resource, trigger }) => [resource.friendlyUniqueId, trigger]),
        ),
      });
      for (const one of all) one.settled = sleep;
    }
  }
}

/** What is awaited under one id is awaited together. */
function idOf({ kind, wait }: Awaited, turn: number): string {
  return [
    kind,
    ...(wait === PROPAGATION_WAITS[kind] ? [] : [wait]),
    ...(turn === 0 ? [] : [`turn-${turn + 1}`]),
  ].join("-");
}

/**
 * The turn of each, such that by turn and rank it comes after all that it needs.
 *
 * Throws where something needs itself.
 */
function turnsOf(stack: TerraformStack, all: readonly Awaited[]): Map<Awaited, number> {
  const references = new References(stack);
  const rank = rankOf(all);
  const turns = new Map<Awaited, number>();
  const needed = new Map<TerraformElement, ReadonlySet<Awaited>>();

  /** What is awaited before an element. */
  const needs = (element: TerraformElement): ReadonlySet<Awaited> => {
    const known = needed.get(element);
    if (known) return known;
    const found = new Set<Awaited>();
    needed.set(element, found);
    for (const other of references.of(element)) {
      if (other instanceof Awaited) found.add(other);
      else needs(other).forEach((one) => found.add(one));
    }
    return found;
  };
  const open = new Set<Awaited>();
  const turnOf = (one: Awaited): number => {
    const known = turns.get(one);
    if (known !== undefined) return known;
    if (open.has(one)) throw waitCircle(one.owner, one.resource);
    open.add(one);
    const before = [...needs(one.resource)].map(
      (other) => turnOf(other) + (rank(other) < rank(one) ? 0 : 1),
    );
    const turn = Math.max(0, ...before);
    turns.set(one, turn);
    return turn;
  };
  all.forEach(turnOf);
  return turns;
}

/** The place of a kind and duration among those of the stack. */
function rankOf(all: readonly Awaited[]): (one: Awaited) => number {
  const key = ({ kind, wait }: Awaited) => `${KINDS.indexOf(kind)} ${wait}`;
  const order = [...new Set(all.map(key))].sort();
  return (one) => order.indexOf(key(one));
}
