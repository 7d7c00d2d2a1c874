// What the library costs: the same apps written by hand with the providers' own classes and with the
// built library. Usage: npm run bench [-- <turns>]
"use strict";

const { execSync } = require("node:child_process");
const { join } = require("node:path");
const { compare } = require("./compare");

const AIM = 1.15;

execSync("npm run --silent build", { cwd: join(__dirname, "../.."), stdio: "inherit" });
const worst = compare({
  byHand: "by-hand",
  library: "with-library",
  sizes: [1, 100, 1000],
  turns: Number(process.argv[2] ?? 9),
  noun: "account",
});
console.log(`The worst ratio of an app is ${worst}; the aim is at most ${AIM}.`);
