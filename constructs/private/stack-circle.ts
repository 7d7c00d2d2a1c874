import { TerraformElement, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { stackCircle } from "./synthesis-errors";
import { LibraryConstruct } from "./library-construct";
import { isOfProvider } from "./providers";
import { addressOf } from "./terraform/address";
import { asText } from "./terraform/written-text";
import type { WorkloadIdentityError } from "./workload-identity-error";

/** A stack that comes after another one, and what of it is written with the other's. */
interface Step {
  readonly stack: TerraformStack;
  readonly other: TerraformStack;
  readonly by: readonly TerraformElement[];
}

/** What is to be said of stacks that come after one another in a circle, if they do. */
export function circleOf(stacks: readonly TerraformStack[]): WorkloadIdentityError | undefined {
  const steps = stacks.flatMap((stack) => stepsOf(stack, stacks));
  const circle = stacks.map((stack) => wayBack(steps, stack)).find((way) => way !== undefined);
  const [first] = circle ?? [];
  if (!circle || !first) return undefined;
  const got = circle.map(
    ({ stack, other, by }) =>
      `${stack.node.path} after ${other.node.path}${by[0] ? `, by ${by[0].node.path}` : ""}`,
  );
  return stackCircle(first.stack, got.join("; "), wayOut(first, circle));
}

function stepsOf(stack: TerraformStack, stacks: readonly TerraformStack[]): Step[] {
  const texts = elementsOf(stack).map((one) => {
    const written = JSON.stringify(asText(one, one.toTerraform()) ?? {});
    return [one, written] as const;
  });
  const own = namesIn(stack);
  return stacks.flatMap((other) => {
    if (other === stack) return [];
    const names = namesIn(other).filter((name) => !own.includes(name));
    // What cdktf has put in the place of references that it came upon before the circle.
    const state = stack.node.tryFindChild(`cross-stack-reference-input-${other.node.path}`);
    if (state) names.push(`terraform_remote_state.${(state as TerraformElement).friendlyUniqueId}`);
    const by = texts
      .filter(([, text]) => names.some((name) => text.includes(`${name}.`)))
      .map(([one]) => one);
    return by.length > 0 || stack.dependencies.includes(other) ? [{ stack, other, by }] : [];
  });
}

function elementsOf(stack: TerraformStack): TerraformElement[] {
  return stack.node
    .findAll()
    .filter((one) => TerraformElement.isTerraformElement(one))
    .filter((one) => TerraformStack.of(one) === stack);
}

/** The addresses of what others may be written with, `data.` left out. */
function namesIn(stack: TerraformStack): string[] {
  return elementsOf(stack)
    .filter((one) => isOfProvider(one))
    .map(addressOf);
}

/** The steps from a stack back to it. */
function wayBack(steps: readonly Step[], start: TerraformStack): Step[] | undefined {
  const seen = new Set<TerraformStack>();
  const from = (at: TerraformStack): Step[] | undefined => {
    for (const step of steps.filter(({ stack }) => stack === at)) {
      if (step.other === start) return [step];
      if (seen.has(step.other)) continue;
      seen.add(step.other);
      const rest = from(step.other);
      if (rest) return [step, ...rest];
    }
    return undefined;
  };
  return from(start);
}

/** A grant alone may be in the stack that it refers to; all else has to move. */
function wayOut(first: Step, circle: readonly Step[]): string {
  const byGrants = circle.find(({ by }) => by.length > 0 && by.every(isGrant));
  if (byGrants) {
    const grants = listed(byGrants.by.map((one) => one.node.scope as IConstruct));
    return `name a construct of the stack "${byGrants.other.node.path}" as \`within\` of the grant at ${grants}`;
  }
  const { stack, other, by } = circle.find((step) => step.by.length > 0) ?? first;
  const what = by.length > 0 ? listed(by) : "what needs the other";
  return `make ${what} in a stack that comes after "${stack.node.path}" and "${other.node.path}", or make one stack of the two`;
}

/** The first of what may be many. */
function listed(all: readonly IConstruct[]): string {
  const rest = all.length > 3 ? ` and ${all.length - 3} more` : "";
  const paths = all.slice(0, 3).map(({ node }) => `"${node.path}"`);
  return paths.join(", ") + rest;
}

function isGrant(element: TerraformElement): boolean {
  return (
    TerraformResource.isTerraformResource(element) &&
    /_role_assignment$/.test(element.terraformResourceType) &&
    element.node.scope instanceof LibraryConstruct
  );
}
