// Two programs that write the same apps, each run as a process of its own, turn by turn. Time is that of
// the whole process, memory its peak. Each figure is the median of all turns; a ratio is taken within a
// turn, so that what else the machine does strikes both.
"use strict";

const { execFileSync } = require("node:child_process");
const { mkdirSync, mkdtempSync, rmSync } = require("node:fs");
const { cpus, tmpdir } = require("node:os");
const { join } = require("node:path");
const { assertSame } = require("./same");

/** Runs a program for a size. Both write what Terraform reads below one folder. */
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
function runBoth(folder, programs, size, turn) {
  const order = turn % 2 ? [...programs].reverse() : programs;
  const runs = order.map((program) => run(folder, program, size));
  const [byHand, library] = turn % 2 ? runs.reverse() : runs;
  return { size, byHand, library };
}

function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A row of a table, from pairs of what each program took. */
function row(pairs, digits) {
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

/** What one more takes, in every turn. */
function growthOf(turns, sizes, unit) {
  const [from, to] = sizes.slice(-2);
  const [before, after] = [pairsOf(turns, from, unit), pairsOf(turns, to, unit)];
  return after.map((pair, turn) =>
    pair.map((value, program) => (value - before[turn][program]) / (to - from)),
  );
}

/** Compares and prints. Returns the worst ratio of an app. */
function compare({ byHand, library, sizes, turns: count, noun }) {
  const programs = [byHand, library];
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const blocks = sizes.map((size) => {
      const both = runBoth(folder, programs, size, 0);
      const counts = assertSame(both.byHand.outdir, both.library.outdir);
      return Object.values(counts).reduce((sum, each) => sum + each, 0);
    });
    console.log(`Both programs write the same: ${blocks.join(", ")} resources and data sources.`);
    const turns = Array.from({ length: count }, (_, turn) =>
      sizes.map((size) => runBoth(folder, programs, size, turn)),
    );
    const rows = sizes.flatMap((size) => [
      [`${size} ${noun}s: ms`, row(pairsOf(turns, size, "milliseconds"), 0)],
      [`${size} ${noun}s: peak KB`, row(pairsOf(turns, size, "kilobytes"), 0)],
    ]);
    console.log(`Node ${process.version}, ${cpus().length} CPUs, medians of ${count} turns:`);
    console.table(
      Object.fromEntries([
        ...rows,
        [`each further ${noun}: ms`, row(growthOf(turns, sizes, "milliseconds"), 2)],
        [`each further ${noun}: peak KB`, row(growthOf(turns, sizes, "kilobytes"), 1)],
      ]),
    );
    return Math.max(...rows.map(([, { ratio }]) => ratio));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

module.exports = { compare };
