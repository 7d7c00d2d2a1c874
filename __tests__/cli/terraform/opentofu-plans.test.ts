import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { planFile, PLANS } from "../support/plans";
import { runCommand } from "../support/run";

const NAMES = readdirSync(PLANS)
  .filter((file) => file.endsWith(".json"))
  .map((file) => basename(file, ".json"));

const ONLY_TERRAFORM = ["applyable", "complete"];

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "opentofu-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** A plan as OpenTofu writes it: its own registry, and without what only Terraform says of a plan. */
function asOpenTofu(name: string): string {
  const text = readFileSync(planFile(name), "utf8");
  expect(text).toContain("registry.terraform.io/");
  const plan = JSON.parse(text.replaceAll("registry.terraform.io/", "registry.opentofu.org/"));
  for (const key of ONLY_TERRAFORM) delete plan[key];
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(plan));
  return file;
}

test.each(NAMES)("the review of %s is the same when OpenTofu planned it", async (name) => {
  // WHEN
  const review = (file: string) =>
    runCommand("review", "--json", "--no-out", "--plan", `stack=${file}`);
  const opentofu = await review(asOpenTofu(name));

  // THEN
  expect(opentofu).toEqual(await review(planFile(name)));
  expect(JSON.parse(opentofu.stdout)).toHaveProperty("version");
});
