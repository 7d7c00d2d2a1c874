import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { version } from "cdktf-cli/package.json";
import { runProgram } from "./program";

/** The CLI loads it before any command. It is binary, and not made for every machine. */
const TERMINAL = "@cdktf/node-pty-prebuilt-multiarch";

/** `needs-cli.ts <command> && cdktf <command>`: says what to use where the CLI cannot run. */
runProgram(() => {
  const folder = dirname(require.resolve("cdktf-cli/package.json"));
  const terminal = require.resolve(TERMINAL, { paths: [folder] });
  // In a process of its own: a binary for another machine may end it.
  const { status } = spawnSync(process.execPath, ["-e", "require(process.argv[1])", terminal]);
  if (status === 0) return;
  throw new Error(
    [
      `\`npm run ${process.argv[2]}\` needs the cdktf CLI, whose terminal library does not load here.`,
      `  got:     cdktf-cli ${version}, Node.js ${process.versions.node}, ${process.platform} ${process.arch}`,
      "  allowed: Linux with glibc, macOS or Windows, x64 or arm64",
      "  fix:     use Terraform itself on what `npm run synth` writes, or cdktn-cli: docs/deploy-without-cli.md shows both",
    ].join("\n"),
  );
});
