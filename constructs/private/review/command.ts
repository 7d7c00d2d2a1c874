import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  badOption,
  InputError,
  noSuchStack,
  nothingSynthesized,
  nothingToReview,
} from "./input-error";
import { page } from "./html";
import { markdown } from "./markdown";
import { mermaid } from "./mermaid";
import { readPlanFile } from "./plan-file";
import { type DrawnReview, reaches, reviewOf } from "./review";
import { type Severity, SEVERITIES } from "./severity";
import { svg } from "./svg";
import { readManifest, readStackFile } from "./synthesized-app";

/** What both commands read. */
interface Inputs {
  readonly out: string | false;
  readonly plan?: ReadonlyMap<string, string>;
}

interface ReviewOptions extends Inputs {
  readonly format: "md" | "html" | "json";
  readonly json?: boolean;
  readonly failOn?: Severity;
}

const FAILED = 1;
const MISUSED = 2;

/**
 * Runs the command and sets the exit code: 0 when all is well, 1 when the review holds a risk of the
 * severity of `--fail-on`, 2 when it could not be made.
 */
export async function run(args: readonly string[]): Promise<void> {
  try {
    await program().parseAsync(args, { from: "user" });
  } catch (error) {
    process.exitCode = report(error);
  }
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : MISUSED;
  if (error instanceof InputError) {
    process.stderr.write(`error: ${error.message}\n`);
    return MISUSED;
  }
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `error: unexpected: ${message}\n  fix:     report it with the command line\n`,
  );
  return MISUSED;
}

function program(): Command {
  const command = new Command("aks-workload-identity")
    .description(
      "Reviews who can become whom in a CDK for Terraform app, and what a plan changes in it.",
    )
    .version(version())
    .exitOverride()
    .showHelpAfterError("(--help tells what is understood)");

  inputs(command.command("review"))
    .description("Reviews the synthesized app and, where plans are given, what they change.")
    .addOption(
      new Option("--format <format>", "how the review is written")
        .choices(["md", "html", "json"])
        .default("md"),
    )
    .option("--json", "the same as --format json")
    .addOption(
      new Option(
        "--fail-on <severity>",
        "exit with 1 when there is a risk of this severity or worse",
      ).choices(SEVERITIES),
    )
    .addHelpText(
      "after",
      `
Examples:
  aks-workload-identity review
  aks-workload-identity review --plan azure=azure.json --plan kubernetes=kubernetes.json --fail-on high
  aks-workload-identity review --no-out --plan app=plan.json --format html > review.html

A plan is made with: terraform plan -out=plan && terraform show -json plan > plan.json
Exit codes: 0 reviewed, 1 a risk of --fail-on was found, 2 the review could not be made.`,
    )
    .action(async (options: ReviewOptions) => {
      const drawn = drawnReview(options);
      const format = options.json ? "json" : options.format;
      process.stdout.write(await write(drawn, format));
      if (options.failOn && reaches(drawn.review, options.failOn)) process.exitCode = FAILED;
    });

  inputs(command.command("graph"))
    .description("Draws the trust chain alone.")
    .addOption(
      new Option("--format <format>", "how the picture is written")
        .choices(["mermaid", "svg"])
        .default("mermaid"),
    )
    .action(async (options: Inputs & { format: "mermaid" | "svg" }) => {
      const { picture } = drawnReview(options);
      const drawn = options.format === "svg" ? await svg(picture) : mermaid(picture);
      process.stdout.write(`${drawn}\n`);
    });
  return command;
}

function inputs(command: Command): Command {
  return command
    .option("--out <folder>", "the folder of the synthesized app", "cdktf.out")
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

function drawnReview({ out, plan = new Map<string, string>() }: Inputs): DrawnReview {
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
  return reviewOf(synthesized, planned);
}

async function write(drawn: DrawnReview, format: ReviewOptions["format"]): Promise<string> {
  if (format === "json") return `${JSON.stringify(drawn.review, null, 2)}\n`;
  return format === "html" ? page(drawn) : markdown(drawn);
}

function version(): string {
  const file = join(__dirname, "..", "..", "..", "package.json");
  return String((JSON.parse(readFileSync(file, "utf8")) as { version?: string }).version);
}
