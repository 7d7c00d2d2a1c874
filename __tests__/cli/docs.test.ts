import { readFileSync } from "node:fs";
import { join } from "node:path";
import { reviewOf } from "../../cli/review/review";
import { RISKS } from "../../cli/review/risks/risks";
import { readPlanFile } from "../../cli/terraform/read/plan-file";
import { type PlanFolder, planIn, plansIn } from "./support/review-cases";
import { runCommand } from "./support/run";

const DOCS = readFileSync(join(__dirname, "..", "..", "docs", "review.md"), "utf8");

/** The rows of the page's table of risks: severity, what it looks at, id and example. */
const ROWS = [...DOCS.matchAll(/^\| (\w+) \| (.*) \(`([a-z-]+)`\) \| (.*) \|$/gm)].map(
  ([, severity, about, id, example]) => ({ severity, about, id, example }),
);

/** What the plans of a folder bring, as the page writes it. */
function found(folder: PlanFolder): string[] {
  return plansIn(folder).flatMap((name) => {
    const plan = readPlanFile("shop", planIn(folder, name));
    return reviewOf([], [plan]).review.risks.flatMap(({ id, findings }) =>
      findings.map(({ address, detail }) => `${id}: ${address}: ${detail}`),
    );
  });
}

test("the page on the review has every risk, in its order and words", () => {
  expect(ROWS.map(({ severity, about, id }) => ({ severity, about, id }))).toEqual(
    RISKS.map(({ severity, about, id }) => ({ severity, about, id })),
  );
});

test("the page has every option of the review", async () => {
  const { stdout } = await runCommand("review", "--help");
  const options = [...stdout.matchAll(/^ {2}(--\S+(?: <[^>]+>)?)/gm)].map(([, flags]) => flags);
  const listed = [...DOCS.matchAll(/^\| `(--[^`]*)`/gm)].map(([, flags]) => flags);
  expect(listed).toEqual(options);
});

test("every example of a risk is what a plan of the tests brings", () => {
  const real = new Set((["plans", "cases"] as const).flatMap(found));
  // A plan does not tell which value of a variable is its default.
  const written = ROWS.filter(({ id }) => id !== "secret-in-stack");
  expect(
    written.map(({ id, example }) => `${id}: ${example}`).filter((one) => !real.has(one)),
  ).toEqual([]);
});
