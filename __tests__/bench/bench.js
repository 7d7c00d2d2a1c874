// What the library costs: the same apps written by hand with the providers' own classes and with the
// built library, each run as a process of its own, turn by turn. Time is that of the whole process,
// memory its peak. Each figure is the median of all turns; a ratio is taken within a turn, so that
// what else the machine does strikes both. Usage: npm run bench [-- <turns>]
"use strict";

const { execFileSync, execSync } = require("node:child_process");
const { mkdirSync, mkdtempSync, rmSync } = require("node:fs");
const { cpus, tmpdir } = require("node:os");
const { join } = require("node:path");
const { assertSame } = require("./same");

const SIZES = [1, 100, 1000];
const TURNS = Number(process.argv[2] ?? 9);
const AIM = 1.15;

/** Runs a program for a number of service accounts. Both write what Terraform reads below one folder. */
function run(folder, program, size) {
  const outdir = join(folder, `${program}-${size}`);
  mkdirSync(outdir, { recursive: true });
  const start = process.hrtime.bigint();
  const output = execFileSync(
    process.execPath,
    [join(__dirname, `${program}.js`), String(size), outdir],
    { cwd: folder, encoding: "utf8" },
  );
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  return { outdir, milliseconds, kilobytes: Number(output) };
}

/** One run of both programs, the first of them first in every other turn. */
function runBoth(folder, size, turn) {
  const programs = ["by-hand", "with-library"];
  if (turn % 2) programs.reverse();
  const runs = programs.map((program) => run(folder, program, size));
  const [byHand, library] = turn % 2 ? runs.reverse() : runs;
  return { size, byHand, library };
}

function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A row of a table, from pairs of what each program took. */
function compare(pairs, digits) {
  return {
    "by hand": Number(median(pairs.map(([byHand]) => byHand)).toFixed(digits)),
    library: Number(median(pairs.map(([, library]) => library)).toFixed(digits)),
    ratio: Number(median(pairs.map(([byHand, library]) => library / byHand)).toFixed(2)),
  };
}

/** What each program took for a size in every turn. */
function pairsOf(turns, size, unit) {
  return turns.map((turn) => {
    const { byHand, library } = turn.find((both) => both.size === size);
    return [byHand[unit], library[unit]];
  });
}

/** What one more account takes, in every turn. */
function growthOf(turns, unit) {
  const [from, to] = SIZES.slice(-2);
  const [before, after] = [pairsOf(turns, from, unit), pairsOf(turns, to, unit)];
  return after.map((pair, turn) =>
    pair.map((value, program) => (value - before[turn][program]) / (to - from)),
  );
}

function main(folder) {
  const blocks = SIZES.map((size) => {
    const { byHand, library } = runBoth(folder, size, 0);
    const counts = assertSame(byHand.outdir, library.outdir);
    return Object.values(counts).reduce((sum, count) => sum + count, 0);
  });
  console.log(`Both programs write the same: ${blocks.join(", ")} resources and data sources.`);

  const turns = Array.from({ length: TURNS }, (_, turn) =>
    SIZES.map((size) => runBoth(folder, size, turn)),
  );
  const rows = SIZES.flatMap((size) => [
    [`${size} accounts: ms`, compare(pairsOf(turns, size, "milliseconds"), 0)],
    [`${size} accounts: peak KB`, compare(pairsOf(turns, size, "kilobytes"), 0)],
  ]);
  console.log(`Node ${process.version}, ${cpus().length} CPUs, medians of ${TURNS} turns:`);
  console.table(
    Object.fromEntries([
      ...rows,
      ["each further account: ms", compare(growthOf(turns, "milliseconds"), 2)],
      ["each further account: peak KB", compare(growthOf(turns, "kilobytes"), 1)],
    ]),
  );
  const worst = Math.max(...rows.map(([, { ratio }]) => ratio));
  console.log(`The worst ratio of an app is ${worst}; the aim is at most ${AIM}.`);
}

execSync("npm run --silent build", { cwd: join(__dirname, "../.."), stdio: "inherit" });
const folder = mkdtempSync(join(tmpdir(), "bench-"));
try {
  main(folder);
} finally {
  rmSync(folder, { recursive: true });
}
