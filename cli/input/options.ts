import { type Command, InvalidArgumentError } from "commander";
import type { PlannedStack, StackView } from "../model/stack";
import { badOption, noSuchStack, nothingSynthesized, nothingToReview } from "./input-error";
import { readPlanFile } from "./plan-file";
import { readManifest, readStackFile } from "./synthesized-app";

/** Where a command finds the stacks. */
export interface InputOptions {
  readonly out: string | false;
  readonly plan?: ReadonlyMap<string, string>;
}

/** The stacks as synthesized, and as planned where there is a plan. */
export interface Inputs {
  readonly synthesized: readonly StackView[];
  readonly planned: readonly PlannedStack[];
}

/** The option that names the synthesized app. */
export function takesApp(command: Command): Command {
  return command.option("--out <folder>", "the folder of the synthesized app", "cdktf.out");
}

/** The options that name the synthesized app and the plans. */
export function takesPlans(command: Command): Command {
  return takesApp(command)
    .option("--no-out", "review the plans alone")
    .option(
      "--plan <stack=file>",
      "a plan as `terraform show -json` writes it; repeat it for each stack",
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
export function readApp(out: string): StackView[] {
  const manifest = readManifest(out);
  if (!manifest) throw nothingSynthesized(out);
  return manifest.map((stack) => readStackFile(out, stack));
}

/** Reads the synthesized app, if there is one, and the plans. */
export function readInputs({ out, plan = new Map<string, string>() }: InputOptions): Inputs {
  if (out === "") throw badOption("--out", '""', "a folder", "name the folder, or use --no-out");
  const manifest = out === false ? undefined : readManifest(out);
  if (!manifest && plan.size === 0) {
    throw out === false ? nothingToReview() : nothingSynthesized(out);
  }
  // The default folder may be missing where a plan is given; one that was asked for may not.
  if (!manifest && out !== false && out !== "cdktf.out") throw nothingSynthesized(out);
  const names = (manifest ?? []).map(({ name }) => name);
  for (const stack of plan.keys()) {
    if (manifest && !names.includes(stack)) throw noSuchStack(stack, names);
  }
  const synthesized = (manifest ?? []).map((stack) => readStackFile(out as string, stack));
  const planned = [...plan].map(([stack, file]) => readPlanFile(stack, file));
  return { synthesized, planned };
}
