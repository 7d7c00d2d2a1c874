import { type Command, InvalidArgumentError } from "commander";
import type { PlannedStack, StackView } from "../model/stack";
import {
  badOption,
  noSuchStack,
  nothingSynthesized,
  nothingToReview,
  planOfOtherStack,
  samePlanTwice,
  standardInputTwice,
} from "./input-error";
import { stackOf } from "./plan-file";
import { filePlan, type Reading, STANDARD_INPUT, standardInputPlan } from "./plan-json";
import { readManifest, readStackFile } from "./synthesized-app";

/** Where a command finds the stacks. */
export interface InputOptions {
  readonly out?: string | false;
  readonly plan?: ReadonlyMap<string, string>;
}

/** The stacks as synthesized, and as planned where there is a plan. */
export interface Inputs {
  readonly synthesized: readonly StackView[];
  readonly planned: readonly PlannedStack[];
}

/** The folder that `cdktf synth` writes to, unless told otherwise. */
const DEFAULT_OUT = "cdktf.out";

/** The option that names the synthesized app. */
export function takesApp(command: Command): Command {
  return command.option(
    "--out <folder>",
    `the folder of the synthesized app (default: "${DEFAULT_OUT}")`,
  );
}

/** The options that name the synthesized app and the plans. */
export function takesPlans(command: Command): Command {
  return takesApp(command)
    .option("--no-out", "review the plans alone")
    .option(
      "--plan <stack=file>",
      "a plan as `terraform show -json` writes it, - for standard input; repeat it for each stack",
      collectPlan,
    );
}

function collectPlan(given: string, earlier = new Map<string, string>()): Map<string, string> {
  const at = given.indexOf("=");
  if (at < 1 || at === given.length - 1) {
    throw new InvalidArgumentError("It has to be <stack>=<file>.");
  }
  const stack = given.slice(0, at);
  if (earlier.has(stack))
    throw new InvalidArgumentError(`The stack "${stack}" has a plan already.`);
  return new Map([...earlier, [stack, given.slice(at + 1)]]);
}

/** Reads the stacks of the synthesized app. */
export function readApp(out = DEFAULT_OUT): StackView[] {
  const manifest = readManifest(out);
  if (!manifest) throw nothingSynthesized(out);
  return manifest.map((stack) => readStackFile(out, stack));
}

/** Reads the synthesized app, if there is one, and the plans. */
export async function readInputs(
  { out, plan = new Map<string, string>() }: InputOptions,
  reading?: Reading,
): Promise<Inputs> {
  if (out === "") throw badOption("--out", '""', "a folder", "name the folder, or use --no-out");
  if (out === false && plan.size === 0) throw nothingToReview();
  const [piped, second] = [...plan].flatMap(([stack, file]) =>
    file === STANDARD_INPUT ? [stack] : [],
  );
  if (piped !== undefined && second !== undefined) throw standardInputTwice(piped, second);
  const synthesized = readSynthesizedApp(out, plan.size > 0);
  const names = synthesized.map(({ name }) => name);
  for (const stack of plan.keys()) {
    if (names.length > 0 && !names.includes(stack)) throw noSuchStack(stack, names);
  }
  const planned: PlannedStack[] = [];
  for (const [stack, file] of plan) {
    const read = stack === piped ? standardInputPlan(stack, reading) : filePlan(file, reading);
    planned.push(stackOf(stack, await read));
  }
  refuseMixedUp(synthesized, planned);
  return { synthesized, planned };
}

/** The default folder may be missing where a plan is given; one that was asked for may not. */
function readSynthesizedApp(out: string | false | undefined, hasPlans: boolean): StackView[] {
  if (out === false) return [];
  if (out === undefined && hasPlans && !readManifest(DEFAULT_OUT)) return [];
  return readApp(out);
}

/** Refuses a plan that is given for two stacks, and the plan of another stack. */
function refuseMixedUp(synthesized: readonly StackView[], planned: readonly PlannedStack[]): void {
  const seen = new Map<string, string>();
  for (const { name, digest, after } of planned) {
    const other = seen.get(digest);
    if (other !== undefined) throw samePlanTwice(other, name);
    seen.set(digest, name);

    const addresses = new Set(after.resources.map(({ place }) => place.base));
    const shared = (stack: StackView) =>
      stack.resources.filter(({ place }) => addresses.has(place.base)).length;
    const own = synthesized.find((stack) => stack.name === name);
    const meant = synthesized.find((stack) => stack.name !== name && shared(stack) > 0);
    if (own && meant && own.resources.length > 0 && shared(own) === 0) {
      throw planOfOtherStack(name, meant.name);
    }
  }
}
