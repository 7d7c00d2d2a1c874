// What a fleet costs: its synthesis against the same by hand, its applies and its plans.
// Usage: npm run bench:fleet [-- <turns>]
"use strict";

const { execFileSync, execSync } = require("node:child_process");
const { join } = require("node:path");
const { compare } = require("./compare");

const ROOT = join(__dirname, "../..");
const AIM = 1.2;

execSync("npm run --silent build", { cwd: ROOT, stdio: "inherit" });
const worst = compare({
  byHand: "fleet-by-hand",
  library: "fleet-with-library",
  sizes: [100, 1000, 5000],
  turns: Number(process.argv[2] ?? 3),
  noun: "team",
});
console.log(`The worst ratio of an app is ${worst}; the aim is at most ${AIM}.`);
execFileSync(process.execPath, ["--require", "tsx/cjs", join(__dirname, "fleet-apply.ts")], {
  cwd: ROOT,
  stdio: "inherit",
});
