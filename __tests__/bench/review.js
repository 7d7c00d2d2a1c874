// Reviews plans of growing size, each in a process of its own: seconds per MB and peak memory, to show
// that both follow the size of the plan, and seconds per 1,000 identities, and of other things that meet many, to
// show that they follow their number. `npm run bench:review` after `npm run build`.
const { execFileSync } = require("node:child_process");
const {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

const ROOT = join(__dirname, "..", "..");
const SOURCE = join(ROOT, "__tests__", "cli", "fixtures", "plans", "workload-added.json");
const LIBRARY = join(ROOT, "cli", "lib", "cli");

require("tsx/cjs");
const { longExpression, manyRoles, oneSubject } = require("../cli/support/crowded");
const { manyIdentities } = require("../cli/support/many-identities");

/** A real plan, its resources repeated under other names until there are as many as wanted. */
function grow(count) {
  const plan = JSON.parse(readFileSync(SOURCE, "utf8"));
  const size = plan.resource_changes.length;
  const copies = Math.ceil(count / size);
  const repeat = (list, rename) =>
    Array.from({ length: copies }, (_, copy) => list.map((item) => rename(item, copy))).flat();
  const renamed = (item, copy) => {
    const text = JSON.stringify(item)
      .replace(/"(azurerm|kubernetes)_(\w+)\.(\w+)/g, `"$1_$2.$3_${copy}`)
      .replace(/"name":"(main|orders|reports|password)"/g, `"name":"$1_${copy}"`)
      .replace(/system:serviceaccount:shop:orders/g, `system:serviceaccount:shop:orders_${copy}`)
      .replace(/\b([0-9a-f]{8})-([0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4})-/g, (_m, head, rest) => {
        const mixed = (parseInt(head, 16) + copy) >>> 0;
        return `${mixed.toString(16).padStart(8, "0")}-${rest}-`;
      })
      .replace(/(\/userAssignedIdentities|\/vaults|\/managedClusters)\/([\w-]+)/g, `$1/$2-${copy}`);
    return JSON.parse(text);
  };
  plan.resource_changes = repeat(plan.resource_changes, renamed);
  for (const values of [plan.planned_values.root_module, plan.prior_state.values.root_module]) {
    values.resources = repeat(values.resources, renamed);
  }
  const { root_module } = plan.configuration;
  root_module.resources = repeat(root_module.resources, renamed);
  return plan;
}

function measure(file) {
  const started = process.hrtime.bigint();
  const before = process.resourceUsage().maxRSS;
  const { readPlanFile } = require(join(LIBRARY, "terraform", "read", "plan-file.js"));
  const { reviewOf } = require(join(LIBRARY, "review", "review.js"));
  const { markdown } = require(join(LIBRARY, "review", "output", "markdown.js"));
  const drawn = reviewOf([], [readPlanFile("shop", file)]);
  const written = markdown(drawn).length;
  return {
    seconds: Number(process.hrtime.bigint() - started) / 1e9,
    baseKilobytes: before,
    peakKilobytes: process.resourceUsage().maxRSS,
    identities: drawn.review.inventory.identities.length,
    written,
  };
}

/** The review of a plan, measured in a process of its own. */
function reviewed(plan) {
  const directory = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const file = join(directory, "plan.json");
    writeFileSync(file, typeof plan === "string" ? plan : JSON.stringify(plan));
    const child = execFileSync(process.execPath, [__filename, file], { encoding: "utf8" });
    return { ...JSON.parse(child), size: statSync(file).size / 1e6 };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function main() {
  if (!existsSync(LIBRARY)) {
    console.error("cli/lib/ is missing: run `npm run build` first");
    process.exitCode = 2;
    return;
  }
  console.log("resources      MB  seconds  s/MB   peak MB  peak/plan  without node/plan");
  // The last two are of about 100 and 300 MB.
  for (const count of [1_250, 5_000, 14_000, 42_000]) {
    const plan = grow(count);
    const { seconds, baseKilobytes, peakKilobytes, size } = reviewed(plan);
    const peak = (peakKilobytes * 1024) / 1e6;
    const own = ((peakKilobytes - baseKilobytes) * 1024) / 1e6;
    console.log(
      [
        `${plan.resource_changes.length}`.padStart(9),
        size.toFixed(1).padStart(7),
        seconds.toFixed(2).padStart(8),
        (seconds / size).toFixed(3).padStart(5),
        peak.toFixed(0).padStart(9),
        (peak / size).toFixed(2).padStart(10),
        (own / size).toFixed(2).padStart(18),
      ].join(" "),
    );
  }
  console.log("\nidentities  seconds  s/1000");
  for (const count of [1_250, 2_500, 5_000, 10_000]) {
    const { seconds, identities } = reviewed(manyIdentities(count, "create"));
    console.log(
      [
        `${identities}`.padStart(10),
        seconds.toFixed(2).padStart(8),
        ((seconds / identities) * 1_000).toFixed(3).padStart(7),
      ].join(" "),
    );
  }
  console.log("\nwhat meets many                 count  seconds  s/1000");
  for (const [what, plan, counts] of [
    ["roles of one principal", manyRoles, [2_000, 4_000, 8_000]],
    ["identities of one account", oneSubject, [750, 1_500, 3_000]],
    ["references of one value", longExpression, [10_000, 20_000, 40_000]],
  ]) {
    for (const count of counts) {
      const { seconds } = reviewed(plan(count));
      console.log(
        [
          what.padEnd(27),
          `${count}`.padStart(9),
          seconds.toFixed(2).padStart(8),
          ((seconds / count) * 1_000).toFixed(3).padStart(7),
        ].join(" "),
      );
    }
  }
}

if (process.argv[2]) console.log(JSON.stringify(measure(process.argv[2])));
else main();
