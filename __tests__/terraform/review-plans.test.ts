import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keep, kept, planCases, planFile, planTutorial } from "../cli/support/plans";
import { runCommand } from "../cli/support/run";
import { describeTerraform, isOpenTofu } from "../stand-in/terraform";

const UPDATE = process.env.UPDATE_PLANS === "1";

/** Compares by value: Terraform's own order is kept in the file. */
function expectCurrent(plans: ReadonlyMap<string, string>): void {
  for (const [name, plan] of plans) {
    if (UPDATE) keep(name, plan);
    const file = kept(name);
    if (file === undefined) throw new Error(`no fixture for ${name}: UPDATE_PLANS=1 writes it`);
    expect({ [name]: JSON.parse(file) }).toEqual({ [name]: JSON.parse(plan) });
  }
}

/** OpenTofu writes less of a plan than Terraform does; the review is to be the same. */
async function expectSameReview(plans: ReadonlyMap<string, string>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "plans-"));
  try {
    for (const [name, plan] of plans) {
      expect(plan).toContain('"registry.opentofu.org/hashicorp/');
      const file = join(folder, `${name}.json`);
      writeFileSync(file, plan);
      const review = (path: string) => runCommand("review", "--json", "--plan", `plan=${path}`);
      expect({ [name]: await review(file) }).toEqual({ [name]: await review(planFile(name)) });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const expectKept = isOpenTofu() ? expectSameReview : expectCurrent;

describeTerraform("the plans that the review is tested with", () => {
  test("are what terraform plans, or are reviewed the same, for the cases", async () => {
    await expectKept(await planCases());
  });

  test("are what terraform plans, or are reviewed the same, for the tutorial", async () => {
    await expectKept(await planTutorial());
  });
});
