/**
 * Compares the built package with the last release on npm (`npm run compat`), with a commit
 * (`-- --commit HEAD`) or with an unpacked package (`-- --folder <path>`): says what code of before no
 * longer compiles, and fails when the version in package.json does not rise as semantic versioning asks.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Base, baseInFolder, CHECKOUT, lastRelease, packedCommit, versionIn } from "./base";
import { type Change, judge } from "./versions";

/** What no longer compiles when `updated` takes the place of `original`, a line each. */
function incompatibilities(original: string, updated: string): string[] {
  const tool = join(CHECKOUT, "node_modules/jsii-diff/bin/jsii-diff");
  const { status, stderr } = spawnSync(process.execPath, [tool, original, updated], {
    encoding: "utf8",
    env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: "20" },
    maxBuffer: 2 ** 26,
  });
  const lines = stderr.split("\n").filter((line) => /^(err|warn) /.test(line));
  if (status === 0 || (status === 1 && lines.length > 0)) return lines;
  throw new Error(`jsii-diff exited with ${status}:\n${stderr}`);
}

function changeBetween(base: Base): { change: Change; lines: string[] } {
  const lines = incompatibilities(base.folder, CHECKOUT);
  if (lines.length > 0) return { change: "breaking", lines };
  // What would break on the way back was added on the way here.
  const added = incompatibilities(CHECKOUT, base.folder);
  return { change: added.length > 0 ? "feature" : "none", lines: [] };
}

const WORDS: Record<Change, string> = {
  breaking: "code of before does not compile any more",
  feature: "something was added, code of before compiles",
  none: "the public API is the same",
};

function report(base: Base): boolean {
  const { change, lines } = changeBetween(base);
  const version = versionIn(CHECKOUT);
  console.log([`Since ${base.version}: ${WORDS[change]}.`, ...lines].join("\n"));
  if (!base.released && version === base.version) {
    console.log(`${version} is not released (there is no tag v${version}): it may stay.`);
    return true;
  }
  const { ok, text } = judge(base.version, version, change);
  console.log(`${text}.`);
  return ok;
}

const { values } = parseArgs({
  options: { commit: { type: "string" }, folder: { type: "string" } },
});
const scratch = mkdtempSync(join(tmpdir(), "compat-"));
try {
  const { name } = JSON.parse(readFileSync(join(CHECKOUT, "package.json"), "utf8"));
  const base = values.folder
    ? baseInFolder(values.folder)
    : values.commit
      ? packedCommit(values.commit, scratch)
      : lastRelease(name as string, scratch);
  if (!base) console.log(`npm has no release of ${name}: there is nothing to compare with.`);
  else if (!report(base)) process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true });
}
