import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planFile } from "../support/plans";
import { runCommand } from "../support/run";

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "approval-"));
});

afterAll(() => rmSync(directory, { recursive: true }));

const review = (plan: string, ...more: string[]) =>
  runCommand("review", "--no-out", "--plan", `shop=${planFile(plan)}`, ...more);

/** The file of an approved review. */
async function approved(plan: string): Promise<string> {
  const file = join(directory, `${plan}.json`);
  writeFileSync(file, (await review(plan, "--json")).stdout);
  return file;
}

test("plans that do what was approved pass, and say nothing", async () => {
  const file = await approved("role-widened");
  const { status, stderr } = await review("role-widened", "--expect", file);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("plans that differ in access, risks or actions fail, and the differences are told", async () => {
  const file = await approved("nothing-changes");
  const { status, stdout, stderr } = await review("powerful-role", "--expect", file);
  expect(status).toBe(1);
  expect(stdout).toContain("# Review of workload identities");
  expect(stderr).toMatch(/^not approved: access: .*: gained: nothing -> Contributor at /m);
  expect(stderr).toMatch(/^not approved: risk: high powerful-role: azurerm_role_assignment\./m);
  expect(stderr).toMatch(/^not approved: action: create azurerm_role_assignment\./m);
});

test("what was approved and is not planned any more is told too", async () => {
  const { status, stderr } = await review(
    "nothing-changes",
    "--expect",
    await approved("powerful-role"),
  );
  expect(status).toBe(1);
  expect(stderr).toMatch(/^approved, but not planned: action: create azurerm_role_assignment\./m);
});

test.each([
  ["a plan", () => planFile("nothing-changes"), "is not a review."],
  ["a missing file", () => "missing.json", "cannot be read."],
])("%s in its place is refused", async (_what, file, why) => {
  const { status, stdout, stderr } = await review("nothing-changes", "--expect", file());
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain(why);
});

describe("a risk that was there before the plans", () => {
  /** The plan of nothing on top of a grant of Owner. */
  function standing(): string {
    const plan = JSON.parse(readFileSync(planFile("powerful-role"), "utf8"));
    for (const { change } of plan.resource_changes) {
      if (!change.actions.includes("create")) continue;
      Object.assign(change, { actions: ["no-op"], before: change.after, after_unknown: {} });
    }
    const file = join(directory, "standing.json");
    writeFileSync(file, JSON.stringify(plan));
    return file;
  }
  const run = (...more: string[]) =>
    runCommand("review", "--no-out", "--plan", `shop=${standing()}`, ...more);

  test("does not fail every pull request, and can be made to", async () => {
    expect((await run("--fail-on", "high")).status).toBe(0);
    expect((await run("--fail-on-standing", "high")).status).toBe(1);
    expect((await review("powerful-role", "--fail-on", "high")).status).toBe(1);
  });

  test("is said to be standing, behind those that the plan brings", async () => {
    const { stdout } = await run();
    expect(stdout).toMatch(/^No new risks\. Standing risks: 1 high/m);
    expect(stdout).toMatch(/^\| \*\*high\*\*<br>standing \| A principal has a role/m);
    const { risks } = JSON.parse((await run("--json")).stdout);
    expect(risks).toContainEqual(expect.objectContaining({ id: "powerful-role", standing: true }));
  });
});
