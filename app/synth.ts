import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { App, AppConfig } from "cdktf";
import { synthesize, tutorial } from "../main";
import { otherThanTutorial } from "./effect";
import { runProgram } from "./program";
import { readSettings } from "./settings";

/** What `cdktf.json` says of a synthesis. */
interface Project {
  readonly output?: string;
  readonly context?: AppConfig["context"];
}

/** `npm run synth`: what `cdktf synth` does, on every version of Node.js and without loading the CLI. */
runProgram(() => {
  const { values } = parseArgs({ options: { output: { type: "string", short: "o" } } });
  const { output, context } = JSON.parse(readFileSync("cdktf.json", "utf8")) as Project;
  const settings = readSettings(process.env);
  // Values of secrets are for Terraform, and never reach the code of the app.
  for (const name of Object.keys(process.env)) {
    if (name.startsWith("TF_VAR_")) delete process.env[name];
  }
  const outdir = values.output ?? process.env.CDKTF_OUTDIR ?? output;
  const app = tutorial(process.env, { outdir, context });
  const files = synthesize(app);
  removeOthers(app);
  process.stdout.write(files.map((path) => `${path}\n`).join(""));
  const others = otherThanTutorial(settings);
  if (others.length > 0) {
    console.error(`Settings that are not the tutorial's: ${others.join(", ")}`);
  }
});

/**
 * Removes the stacks of an earlier run that this one no longer has. Not a part of the app: the CLI does it too
 * after it has run the app, and fails where they are gone.
 */
function removeOthers({ outdir, manifest }: App): void {
  const stacks = join(outdir, "stacks");
  for (const name of readdirSync(stacks)) {
    if (!(name in manifest.stacks)) rmSync(join(stacks, name), { recursive: true });
  }
}
