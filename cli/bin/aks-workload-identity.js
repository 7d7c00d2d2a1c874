#!/usr/bin/env node
// The compiled command where it exists; in a fresh clone its source.
const { existsSync } = require("node:fs");
const { join } = require("node:path");
const { version } = require("../package.json");

const compiled = join(__dirname, "..", "lib", "cli", "cli.js");
const source = join(__dirname, "..", "cli.ts");
const fromSource = !existsSync(compiled) && existsSync(source);
// The reader of a pipe may have seen enough.
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
});
if (fromSource) require("tsx/cjs");
require(fromSource ? source : compiled).run(process.argv.slice(2), version);
