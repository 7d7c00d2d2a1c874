import { Command, CommanderError } from "commander";
import { addCompletion } from "./completion/command";
import { addGraph } from "./review/graph-command";
import { addReview } from "./review/command";
import { addInventory } from "./terraform/inventory/command";
import { InputError } from "./terraform/read/input-error";
import { explained } from "./text/command-help";
import { errorColors } from "./text/terminal";
import { visible } from "./text/visible";
import { takesVerify, type VerifyOptions } from "./verify/options";

const MISUSED = 2;

/**
 * Runs the command and sets the exit code: 0 when all is well, 1 when the review holds a risk of the
 * severity of `--fail-on` or a workload is broken, 2 when it could not be made.
 */
export async function run(args: readonly string[], version: string): Promise<void> {
  // The letter that it had first.
  const given = args[0] === "-V" ? ["--version"] : args;
  try {
    await program(version).parseAsync(given, { from: "user" });
  } catch (error) {
    process.exitCode = report(error);
  }
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : MISUSED;
  if (error instanceof InputError) {
    say(`error: ${error.message}\n`);
    return MISUSED;
  }
  const message = error instanceof Error ? error.message : String(error);
  say(`error: unexpected: ${message}\n  fix:     report it with the command line\n`);
  return MISUSED;
}

/** Says what is wrong. */
function say(text: string): void {
  const { red } = errorColors();
  process.stderr.write(visible(text).replace(/^error:/, red));
}

function program(version: string): Command {
  const command = new Command("aks-workload-identity")
    .description(
      "Says who can become whom in a CDK for Terraform app, what a plan changes in it, and whether a live cluster does it.",
    )
    .version(version, "-v, --version")
    .configureOutput({ outputError: say })
    .exitOverride()
    .showHelpAfterError("(--help tells what is understood)");

  addReview(command, version);
  addInventory(command);
  addGraph(command);
  takesVerify(command.command("verify")).action(async (options: VerifyOptions) => {
    // Only this command talks to a cluster and to Azure: no other waits for what it needs.
    // Not import(): where the source itself is run, Node.js would look for it as it is written.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { verify } = require("./verify/command") as typeof import("./verify/command");
    process.exitCode = await verify(options);
  });
  addCompletion(command);
  return explained(command, {
    examples: [
      "aks-workload-identity review",
      "aks-workload-identity review --no-out --plan app=plan.json --fail-on high",
      "aks-workload-identity verify --no-out",
      "aks-workload-identity review --help",
    ],
    exitCodes: [
      "all is well",
      "a risk was found, or a workload is broken",
      "it could not be done: the message says why",
    ],
  });
}
