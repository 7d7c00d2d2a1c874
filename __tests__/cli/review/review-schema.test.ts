import Ajv from "ajv";
import { type Review, REVIEW_VERSION, reviewOf } from "../../../cli/review/review";
import { SEVERITIES } from "../../../cli/review/risks/severity";
import { readPlanFile } from "../../../cli/terraform/read/plan-file";
import { readSynthesized } from "../../../cli/terraform/read/synthesized";
import inventorySchema from "../../../cli/schema/inventory.schema.json";
import schema from "../../../cli/schema/review.schema.json";
import { BASE } from "../support/base-stack";
import { planIn, plansIn } from "../support/review-cases";

const validate = new Ajv({ allErrors: true }).addSchema(inventorySchema).compile(schema);

/** What is wrong with a review, as somebody else reads it. */
function complaints(review: unknown): typeof validate.errors {
  validate(JSON.parse(JSON.stringify(review)));
  return validate.errors;
}

const review = (file: string) => reviewOf([], [readPlanFile("shop", file)]).review;

test.each(["plans", "cases", "real-plans"] as const)(
  "every review of the plans in %s is by the schema",
  (folder) => {
    const plans = plansIn(folder).map((name) => planIn(folder, name));
    expect(plans.length).toBeGreaterThan(5);
    expect(plans.flatMap((file) => complaints(review(file)) ?? [])).toEqual([]);
  },
);

test("so is the review of an app without plans", () => {
  const { review: synthesized } = reviewOf([readSynthesized("shop", BASE as never)], []);
  expect(complaints(synthesized)).toBeNull();
  expect(synthesized.accessChanges).toBeUndefined();
  expect(synthesized.stacks).toEqual([{ name: "shop", source: "synthesized" }]);
});

test("the schema has the version and the severities of the tool", () => {
  expect(schema.properties.version.const).toBe(REVIEW_VERSION);
  expect(schema.definitions.risk.properties.severity.enum).toEqual(SEVERITIES);
});

describe("a review with", () => {
  const whole = review(planIn("plans", "role-widened")) as Review & Record<string, never>;
  const [risk] = whole.risks;
  const [row] = whole.access;
  const [change] = whole.accessChanges ?? [];
  const [action] = whole.actions;
  const [stack] = whole.stacks;
  const without = undefined;

  test.each<[string, object, string]>([
    ["a property that is not known", { ...whole, note: "x" }, ""],
    ["another version", { ...whole, version: 2 }, "/version"],
    ["no list of what it could not see", { ...whole, unseen: without }, ""],
    ["a risk without severity", { ...whole, risks: [{ ...risk, severity: without }] }, "/risks/0"],
    [
      "a severity that is none",
      { ...whole, risks: [{ ...risk, severity: "huge" }] },
      "/risks/0/severity",
    ],
    ["a risk with something more", { ...whole, risks: [{ ...risk, fix: "x" }] }, "/risks/0"],
    ["a row with something more", { ...whole, access: [{ ...row, note: "x" }] }, "/access/0"],
    [
      "a change of access with something more",
      { ...whole, accessChanges: [{ ...change, note: "x" }] },
      "/accessChanges/0",
    ],
    ["an action with something more", { ...whole, actions: [{ ...action, x: 1 }] }, "/actions/0"],
    ["a stack with something more", { ...whole, stacks: [{ ...stack, x: 1 }] }, "/stacks/0"],
    [
      "an inventory of another version",
      { ...whole, inventory: { ...whole.inventory, version: 1 } },
      "/inventory/version",
    ],
  ])("%s is not by the schema", (_what, changed, where) => {
    expect(complaints(whole)).toBeNull();
    expect(complaints(changed)?.map(({ instancePath }) => instancePath)).toContain(where);
  });
});
