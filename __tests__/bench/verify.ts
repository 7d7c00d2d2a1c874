// What a look at a cluster costs: clusters of growing size behind a kubectl and an Azure that are played, by
// the built command, each in a process of its own. What is measured holds the fakes, which answer at once.
// Usage: npm run bench:verify [-- <turns>]
import { execSync } from "node:child_process";
import { cpus } from "node:os";
import { join } from "node:path";
import { Lab } from "../cli/verify/support/lab";

const SIZES = [
  { workloads: 50, identities: 20 },
  { workloads: 250, identities: 20 },
  { workloads: 1_000, identities: 50 },
];
const TURNS = Number(process.argv[2] ?? 5);

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}

async function measure({ workloads, identities }: (typeof SIZES)[number]) {
  const lab = await Lab.start(workloads, identities);
  lab.azure.pageSize = 100;
  try {
    const times: number[] = [];
    for (let turn = 0; turn < TURNS; turn += 1) {
      const start = process.hrtime.bigint();
      const { status, stdout, stderr } = await lab.verify();
      if (status !== 0) throw new Error(stdout + stderr);
      times.push(Number(process.hrtime.bigint() - start) / 1e6);
    }
    return {
      workloads,
      identities,
      ms: Math.round(median(times)),
      "ms for each": Number((median(times) / workloads).toFixed(1)),
      "requests to Azure": lab.azure.seen.length / TURNS,
      "calls of kubectl": lab.calls().length / TURNS,
    };
  } finally {
    lab.stop();
  }
}

async function main() {
  execSync("npx tsc --project cli", { cwd: join(__dirname, "../.."), stdio: "inherit" });
  const rows = [];
  for (const size of SIZES) rows.push(await measure(size));
  console.log(`Node ${process.version}, ${cpus().length} CPUs, medians of ${TURNS} turns:`);
  console.table(rows);
}

void main();
