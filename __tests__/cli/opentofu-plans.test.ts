import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { planFile, PLANS } from "./support/plans";
import { runCommand } from "./support/run";

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
  const plan = JSON.parse(text.replaceAll("registry.terraform.io/", "registry.opentofu.org/"));
  for (const key of ONLY_TERRAFORM) delete plan[key];
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(plan));
  return file;
}

test.each(["review", "inventory"])(
  "%s says of plans of OpenTofu what it says of Terraform's",
  async (command) => {
    // GIVEN
    const registries = NAMES.map((name) => readFileSync(asOpenTofu(name), "utf8"));
    expect(registries.filter((plan) => plan.includes("registry.opentofu.org/")).length).toBe(
      NAMES.length,
    );
    const json = command === "review" ? ["--json"] : [];
    const answer = (file: string) => runCommand(command, ...json, "--plan", `stack=${file}`);

    for (const name of NAMES) {
      // WHEN
      const opentofu = await answer(asOpenTofu(name));

      // THEN
      expect({ [name]: opentofu }).toEqual({ [name]: await answer(planFile(name)) });
      expect(opentofu.stdout).not.toBe("");
    }
  },
);
