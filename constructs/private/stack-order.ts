import { TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { stackCircle } from "./synthesis-errors";
import { addressOf } from "./terraform/address";
import { resourcesIn, writtenWith } from "./terraform/references";

/** The stacks whose objects a stack was given, and will refer to. */
const uses = new WeakMap<TerraformStack, Set<TerraformStack>>();

/** Notes that a construct was given objects of other stacks, in its props or in what they hold. */
export function noteUses(at: IConstruct, props: unknown): void {
  if (typeof props !== "object" || props === null) return;
  for (const value of Object.values(props)) {
    if (Construct.isConstruct(value)) noteUse(at, value);
    else if (Array.isArray(value))
      value.filter(Construct.isConstruct).forEach((one) => noteUse(at, one));
  }
}

function noteUse(at: IConstruct, used: IConstruct): void {
  const from = TerraformStack.of(at);
  const to = TerraformStack.of(used);
  if (from === to) return;
  const known = uses.get(from) ?? new Set<TerraformStack>();
  uses.set(from, known.add(to));
}

/** Whether a stack comes after another one, as far as the program has said by now. */
export function comesAfter(stack: TerraformStack, other: TerraformStack): boolean {
  const seen = new Set<TerraformStack>();
  const visit = (from: TerraformStack): boolean => {
    if (seen.has(from)) return false;
    seen.add(from);
    return (
      from.dependsOn(other) || [...(uses.get(from) ?? [])].some((to) => to === other || visit(to))
    );
  };
  return stack !== other && visit(stack);
}

const references = new WeakMap<IConstruct, Map<TerraformStack, boolean>>();

/** Whether the resources of a construct are written with attributes of another stack's. Asked once. */
export function refersTo(construct: IConstruct, stack: TerraformStack): boolean {
  const known = references.get(construct) ?? new Map<TerraformStack, boolean>();
  references.set(construct, known);
  const answer = known.get(stack) ?? mentions(construct, stack);
  known.set(stack, answer);
  return answer;
}

function mentions(construct: IConstruct, stack: TerraformStack): boolean {
  const written = new Set(resourcesIn(construct).flatMap((one) => [...writtenWith(one)]));
  const own = new Set(resourcesIn(TerraformStack.of(construct)).map(addressOf));
  return resourcesIn(stack)
    .map(addressOf)
    .some((address) => written.has(address) && !own.has(address));
}

/** Makes the stack of a connection come after that of its cluster. */
export function connectAfter(connection: IConstruct, cluster: IConstruct): void {
  const stack = TerraformStack.of(connection);
  const other = TerraformStack.of(cluster);
  if (stack === other) return;
  if (other.dependsOn(stack)) {
    const { id } = other.node;
    throw stackCircle(
      connection,
      `${stack.node.id} after ${id}, by this connection; ${id} after ${stack.node.id}`,
      `connect the cluster in a stack that "${id}" does not come after`,
    );
  }
  stack.addDependency(other);
}

/** Makes a stack come after another one, unless they are one or come in the other order. */
export function orderAfter(stack: TerraformStack, other: TerraformStack): void {
  if (stack === other || comesAfter(other, stack) || stack.dependsOn(other)) return;
  stack.addDependency(other);
}
