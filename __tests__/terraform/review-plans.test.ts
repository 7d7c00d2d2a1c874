import { keep, kept, planCases, planTutorial } from "../cli/support/plans";
import { describeTerraform } from "../stand-in/terraform";

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

describeTerraform("the plans that the review is tested with", () => {
  test("are what terraform plans for the cases", async () => {
    expectCurrent(await planCases());
  });

  test("are what terraform plans for the tutorial", async () => {
    expectCurrent(await planTutorial());
  });
});
