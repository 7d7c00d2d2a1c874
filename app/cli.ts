import { spawn, spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { version } from "cdktf-cli/package.json";
import { providerMirror } from "./mirror";
import { runProgram } from "./program";
import { readSettings } from "./settings";
import { checkTerraform } from "./terraform";

/** The CLI loads it before any command. It is binary, and not made for every machine. */
const TERMINAL = "@cdktf/node-pty-prebuilt-multiarch";

/** The CLI's options that take a value, which is no name of a stack. */
const VALUED = [
  "app",
  "log-level",
  "output",
  "outputs-file",
  "parallelism",
  "terraform-parallelism",
  "var",
  "var-file",
];

/**
 * `cli.ts <deploy, destroy or diff> [arguments]`: the cdktf CLI, after a look at what it needs, since it says
 * neither that Terraform is missing nor that it cannot run here.
 */
if (require.main === module) {
  runProgram(() => {
    const [command = "", ...given] = process.argv.slice(2);
    readSettings(process.env);
    checkTerminal(command);
    checkTerraform(command, process.env.TERRAFORM_BINARY_NAME || "terraform");
    const mirror = providerMirror(process.env);
    if (mirror) console.error(`Providers come from ${mirror}: --skip-provider-lock is added.`);
    start(argumentsOf(command, given, mirror !== undefined));
  });
}

/** What the CLI is given: all stacks where none is named, and no lock that only a registry can give. */
export function argumentsOf(
  command: string,
  given: readonly string[],
  fromMirror: boolean,
): string[] {
  const { positionals } = parseArgs({
    args: [...given],
    strict: false,
    allowPositionals: true,
    options: Object.fromEntries(VALUED.map((name) => [name, { type: "string" as const }])),
  });
  const all = command === "diff" || positionals.length > 0 ? [] : ["*"];
  const said = given.some((text) => text.includes("skip-provider-lock"));
  return [command, ...all, ...given, ...(fromMirror && !said ? ["--skip-provider-lock"] : [])];
}

function start(args: readonly string[]): void {
  const child = spawn(process.execPath, [require.resolve("cdktf-cli/bundle/bin/cdktf"), ...args], {
    stdio: "inherit",
    env: { ...process.env, CHECKPOINT_DISABLE: "1", DISABLE_VERSION_CHECK: "1" },
  });
  // What a terminal interrupts is the CLI, which has Terraform end its work first.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("close", (code) => (process.exitCode = code ?? 1));
}

function checkTerminal(command: string): void {
  const folder = dirname(require.resolve("cdktf-cli/package.json"));
  const terminal = require.resolve(TERMINAL, { paths: [folder] });
  // In a process of its own: a binary for another machine may end it.
  const { status } = spawnSync(process.execPath, ["-e", "require(process.argv[1])", terminal]);
  if (status === 0) return;
  throw new Error(
    [
      `\`npm run ${command}\` needs the cdktf CLI, whose terminal library does not load here.`,
      `  got:     cdktf-cli ${version}, Node.js ${process.versions.node}, ${process.platform} ${process.arch}`,
      "  allowed: Linux with glibc, macOS or Windows, x64 or arm64",
      "  fix:     use Terraform itself on what `npm run synth` writes, or cdktn-cli: docs/deploy-without-cli.md shows both",
    ].join("\n"),
  );
}
