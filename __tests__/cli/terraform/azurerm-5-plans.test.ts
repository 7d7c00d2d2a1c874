import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { planFile, PLANS } from "../support/plans";
import { runCommand } from "../support/run";

const CREDENTIAL = "azurerm_federated_identity_credential";
const NAMES = readdirSync(PLANS)
  .filter((file) => readFileSync(join(PLANS, file), "utf8").includes(CREDENTIAL))
  .map((file) => basename(file, ".json"));

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "azurerm-5-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

type Json = Record<string, unknown>;

/** A plan of azurerm 5: a credential names its identity by another argument, and no group. */
function asAzurerm5(name: string): string {
  const rename = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const { parent_id: identity, ...rest } = value as Json;
    delete rest.resource_group_name;
    const kept = Object.entries(rest).map(([key, inner]) => [key, rename(inner)]);
    const named = identity === undefined ? {} : { user_assigned_identity_id: identity };
    return { ...Object.fromEntries(kept), ...named };
  };
  const plan = JSON.parse(readFileSync(planFile(name), "utf8"), (_key, value: unknown) =>
    (value as Json | null)?.type === CREDENTIAL ? rename(value) : value,
  ) as unknown;
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(plan));
  return file;
}

test("there are plans with a credential", () => {
  expect(NAMES.length).toBeGreaterThan(10);
  expect(readFileSync(asAzurerm5(NAMES[0]), "utf8")).toContain("user_assigned_identity_id");
});

test.each(NAMES)(
  "the review of %s is the same, but for that name, when azurerm 5 planned it",
  async (name) => {
    // WHEN
    const review = (file: string) =>
      runCommand("review", "--json", "--no-out", "--plan", `stack=${file}`);
    const reviewed = await review(asAzurerm5(name));

    // THEN
    const { stdout, ...others } = await review(planFile(name));
    // With azurerm 4.81 a plan may have the identity by both names.
    const named = JSON.parse(stdout, (_key, value: Json | null) => {
      if (typeof value !== "object" || value?.parent_id === undefined) return value;
      const { parent_id: identity, ...rest } = value;
      return { user_assigned_identity_id: identity, ...rest };
    }) as unknown;
    const { stdout: written, ...ended } = reviewed;
    expect({ review: JSON.parse(written), ...ended }).toEqual({ review: named, ...others });
    expect(JSON.parse(reviewed.stdout)).toHaveProperty("version");
  },
);
