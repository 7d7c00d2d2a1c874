import { type Command, Option } from "commander";
import { notAReview, reviewOfOtherVersion } from "../terraform/read/input-error";
import { readJson } from "../terraform/read/json-file";
import { readShown } from "../terraform/read/shown";
import { type InputOptions, takesPlans } from "../terraform/read/options";
import { explained } from "../text/command-help";
import { json } from "../text/json";
import { standardOutput } from "../text/terminal";
import { visible } from "../text/visible";
import { type Approval, approvalIn, differences } from "./approval";
import { brings, leaves, reviewOf } from "./review";
import { page } from "./output/html";
import { markdown } from "./output/markdown";
import { text } from "./output/text";
import { type Severity, SEVERITIES } from "./risks/severity";

interface ReviewOptions extends InputOptions {
  readonly format?: "text" | "md" | "html" | "json";
  readonly json?: boolean;
  readonly failOn?: Severity;
  readonly failOnStanding?: Severity;
  readonly expect?: string;
}

const FAILED = 1;

export function addReview(program: Command, version: string): void {
  const command = takesPlans(program.command("review"))
    .description("Reviews the synthesized app and, where plans are given, what they change.")
    .addOption(
      new Option("--format <format>", "how the review is written")
        .choices(["text", "md", "html", "json"])
        .default(undefined, "text on a terminal, else md"),
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
    .action((options: ReviewOptions) => review(options, version));
  explained(command, {
    examples: [
      "aks-workload-identity review",
      "aks-workload-identity review --plan azure=a.json --plan kubernetes=k.json",
      "aks-workload-identity review --no-out --plan app=plan.json --fail-on high",
      "aks-workload-identity review --no-out --plan app=plan.json --format html",
      "terraform show -json plan | aks-workload-identity review --no-out --plan app=-",
    ],
    note: "A plan is made with: terraform plan -out=plan && terraform show -json plan > plan.json",
    exitCodes: [
      "reviewed",
      "a risk of --fail-on was found, or the plans differ from --expect",
      "the review could not be made",
    ],
  });
}

async function review(options: ReviewOptions, version: string): Promise<void> {
  const { failOn, failOnStanding, expect } = options;
  const approved = expect === undefined ? undefined : readReview(expect);
  const drawn = await readShown(options, "reviewing", reviewOf);
  const format = options.json ? "json" : (options.format ?? (process.stdout.isTTY ? "text" : "md"));
  const writers = {
    text: () => text(drawn, standardOutput()),
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
}

/** A review that was approved. */
function readReview(file: string): Approval {
  const approved: unknown = readJson(file);
  const approval = approvalIn(approved);
  if (approval === undefined) throw notAReview(file);
  if (approval === "other version") throw reviewOfOtherVersion(file);
  return approval;
}
