import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { planFile } from "../support/plans";
import { runCommand } from "../support/run";

const BIN = join(__dirname, "..", "..", "..", "cli", "bin", "aks-workload-identity.js");
const PLAN = readFileSync(planFile("wide-scope"));

/** Runs the command with something on its standard input. */
function piped(input: Buffer | string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  return { status, stdout, stderr };
}

const REVIEW = ["review", "--no-out", "--plan", "app=-"];

test("a plan from standard input is reviewed like one from a file", async () => {
  const fromFile = await runCommand(
    "review",
    "--no-out",
    "--plan",
    `app=${planFile("wide-scope")}`,
  );
  expect(piped(PLAN, ...REVIEW)).toEqual({ ...fromFile, status: 0 });
  expect(fromFile.stdout).toContain("`wide-scope`");
});

test("so is one in UTF-16, as PowerShell pipes it", () => {
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`${PLAN}`, "utf16le")]);
  expect(piped(utf16, ...REVIEW).stdout).toBe(piped(PLAN, ...REVIEW).stdout);
});

test("a plan that fills the pipe many times is read whole, and nothing is said beside the review", () => {
  // GIVEN a plan with 20 MB in a part that nobody reads
  const plan = JSON.parse(`${PLAN}`) as Record<string, unknown>;
  const large = JSON.stringify({ ...plan, checks: [{ note: "x".repeat(20_000_000) }] });

  // THEN
  expect(piped(large, ...REVIEW)).toEqual(piped(PLAN, ...REVIEW));
});

test("its diagram is drawn", () => {
  const { status, stdout } = piped(PLAN, "graph", "--no-out", "--plan", "app=-");
  expect({ status, first: stdout.split("\n")[0] }).toEqual({ status: 0, first: "flowchart LR" });
});

test.each([
  [
    "is empty",
    "",
    "error: standard input is empty.\n  fix:     write it anew with `terraform show -json <plan file>`\n",
  ],
  [
    "is cut off",
    PLAN.subarray(0, PLAN.length / 2),
    /^error: standard input is not valid JSON\.\n {2}got: {5}the text ends in the middle, after character \d+\n/,
  ],
  [
    "is a state",
    '{"format_version":"1.0","values":{}}',
    /^error: standard input is not a plan\.\n {2}got: {5}a state, /,
  ],
  ["is a list", "[]", /^error: standard input is not a plan\.\n {2}got: {5}a JSON list\n/],
])("fails with 2 where it %s, and names it", (_what, input, said) => {
  const { status, stdout, stderr } = piped(input, ...REVIEW);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  if (typeof said === "string") expect(stderr).toBe(said);
  else expect(stderr).toMatch(said);
});

test("is refused as the plan of two stacks, before it is read", async () => {
  expect(await runCommand("review", "--no-out", "--plan", "a=-", "--plan", "b=-")).toEqual({
    status: 2,
    stdout: "",
    stderr:
      "error: standard input is given as the plan of two stacks.\n" +
      "  got:     a, b\n  allowed: one plan\n" +
      "  fix:     write the other plan to a file: --plan b=<file>\n",
  });
});

test("is refused where it is a terminal, instead of being waited for", async () => {
  const { isTTY } = process.stdin;
  process.stdin.isTTY = true;
  try {
    expect(await runCommand(...REVIEW)).toEqual({
      status: 2,
      stdout: "",
      stderr:
        'error: the plan of the stack "app" is to come from standard input, which is a terminal.\n' +
        "  allowed: what another command writes, or a file\n" +
        "  fix:     `terraform show -json <plan file> | aks-workload-identity review --plan app=-`\n",
    });
  } finally {
    process.stdin.isTTY = isTTY;
  }
});
