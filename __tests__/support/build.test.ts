import { join, relative } from "node:path";
import { toolTests } from "./build";

const ROOT = join(__dirname, "..", "..");

test("tests that run the compiled tool are known, be it by what supports them: they build it first", () => {
  const found = toolTests(ROOT).map((file) => relative(ROOT, file).replace(/\\/g, "/"));
  expect(found.filter((name) => !name.startsWith("__tests__/real/")).sort()).toEqual([
    "__tests__/cli/review/review-command.test.ts",
    "__tests__/cli/terraform/standard-input.test.ts",
    "__tests__/cli/verify/command.test.ts",
    "__tests__/pipelines/run.test.ts",
  ]);
});
