import { Command, CommanderError, Option } from "commander";
import { type Approval, approvalIn, differences } from "./findings/approval";
import { inventoryOf } from "./findings/inventory";
import { brings, leaves, reviewOf } from "./findings/review";
import { type Severity, SEVERITIES } from "./findings/severity";
import { InputError, notAReview, reviewOfOtherVersion } from "./input/input-error";
import { readJson } from "./input/json-file";
import { type InputOptions, readApp, readInputs, takesApp, takesPlans } from "./input/options";
import { page } from "./output/html";
import { json } from "./output/json";
import { markdown } from "./output/markdown";
import { mermaid } from "./output/mermaid";
import { svgFile } from "./output/svg";
import { visible } from "./output/visible";
import { takesVerify, type VerifyOptions } from "./verify/options";

interface ReviewOptions extends InputOptions {
  readonly format: "md" | "html" | "json";
  readonly json?: boolean;
  readonly failOn?: Severity;
  readonly failOnStanding?: Severity;
  readonly expect?: string;
}

const FAILED = 1;
const MISUSED = 2;

/**
 * Runs the command and sets the exit code: 0 when all is well, 1 when the review holds a risk of the
 * severity of `--fail-on` or a workload is broken, 2 when it could not be made.
 */
export async function run(args: readonly string[], version: string): Promise<void> {
  try {
    await program(version).parseAsync(args, { from: "user" });
  } catch (error) {
    process.exitCode = report(error);
  }
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : MISUSED;
  if (error instanceof InputError) {
    process.stderr.write(visible(`error: ${error.message}\n`));
    return MISUSED;
  }
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    visible(`error: unexpected: ${message}\n  fix:     report it with the command line\n`),
  );
  return MISUSED;
}

function program(version: string): Command {
  const command = new Command("aks-workload-identity")
    .description(
      "Says who can become whom in a CDK for Terraform app, what a plan changes in it, and whether a live cluster does it.",
    )
    .version(version)
    .exitOverride()
    .showHelpAfterError("(--help tells what is understood)");

  takesPlans(command.command("review"))
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
        "exit with 1 when the plans bring a risk of this severity or worse; without plans, when there is one",
      ).choices(SEVERITIES),
    )
    .addOption(
      new Option(
        "--fail-on-standing <severity>",
        "exit with 1 when a risk of this severity or worse was there before the plans",
      ).choices(SEVERITIES),
    )
    .option(
      "--expect <file>",
      "compare with a review that was approved, as --json wrote it; exit with 1 when access, risks or actions differ",
    )
    .addHelpText(
      "after",
      `
Examples:
  aks-workload-identity review
  aks-workload-identity review --plan azure=azure.json --plan kubernetes=kubernetes.json --fail-on high
  aks-workload-identity review --no-out --plan app=plan.json --format html > review.html

A plan is made with: terraform plan -out=plan && terraform show -json plan > plan.json
Exit codes: 0 reviewed, 1 a risk of --fail-on was found or the plans differ from --expect, 2 the review could not be made.`,
    )
    .action(async (options: ReviewOptions) => {
      const { failOn, failOnStanding, expect } = options;
      const approved = expect === undefined ? undefined : readReview(expect);
      const { synthesized, planned } = readInputs(options);
      const drawn = reviewOf(synthesized, planned);
      const format = options.json ? "json" : options.format;
      const writers = {
        json: () => json(drawn.review),
        html: () => page(drawn, version),
        md: () => markdown(drawn),
      };
      process.stdout.write(await writers[format]());
      const differing = approved ? differences(approved, drawn.review) : [];
      for (const { side, what } of differing) {
        process.stderr.write(
          visible(`${side === "new" ? "not approved" : "approved, but not planned"}: ${what}\n`),
        );
      }
      const failed =
        differing.length > 0 ||
        (failOn && brings(drawn.review, failOn)) ||
        (failOnStanding && leaves(drawn.review, failOnStanding));
      if (failed) process.exitCode = FAILED;
    });

  takesApp(command.command("inventory"))
    .description("Writes who can become whom in the synthesized app, as JSON for machines.")
    .action(({ out }: { readonly out?: string }) => {
      process.stdout.write(json(inventoryOf(readApp(out))));
    });

  takesPlans(command.command("graph"))
    .description("Draws the trust chain alone.")
    .addOption(
      new Option("--format <format>", "how the diagram is written")
        .choices(["mermaid", "svg"])
        .default("mermaid"),
    )
    .action(async (options: InputOptions & { format: "mermaid" | "svg" }) => {
      const { synthesized, planned } = readInputs(options);
      const { diagram } = reviewOf(synthesized, planned);
      const drawn = options.format === "svg" ? await svgFile(diagram) : mermaid(diagram);
      process.stdout.write(`${drawn}\n`);
    });

  takesVerify(command.command("verify")).action(async (options: VerifyOptions) => {
    // Only this command talks to a cluster and to Azure: no other waits for what it needs.
    // Not import(): where the source itself is run, Node.js would look for it as it is written.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { verify } = require("./verify/command") as typeof import("./verify/command");
    process.exitCode = await verify(options);
  });
  return command;
}

/** A review that was approved. */
function readReview(file: string): Approval {
  const review: unknown = readJson(file);
  const approval = approvalIn(review);
  if (approval === undefined) throw notAReview(file);
  if (approval === "other version") throw reviewOfOtherVersion(file);
  return approval;
}
