import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { committedPage } from "../support/markdown";
import { supportPage } from "../support/support-page";
import { CLAIMS, COMBINATIONS, PROGRAMS, REAL } from "../support/support-table";
import { CHECKOUT } from "./base";

const ci = readFileSync(join(CHECKOUT, ".ci/run"), "utf8");

test("docs/support.md is what the table says: run npm run docs", () => {
  expect(committedPage("support.md")).toBe(supportPage());
});

test("whatever is tested in CI is a lane of .ci/run", () => {
  const lanes = CLAIMS.flatMap((claim) => (claim !== "not" && "lane" in claim ? claim.lane : []));
  expect(lanes.length).toBeGreaterThan(5);
  expect(lanes.filter((lane) => !new RegExp(`${lane}["\\s]`).test(ci))).toEqual([]);
});

test("whatever was tested by hand was so on a day that is over", () => {
  const days = CLAIMS.flatMap((claim) =>
    claim !== "not" && "byHand" in claim ? claim.byHand : [],
  );
  for (const day of days) {
    expect(new Date(day).toISOString()).toBe(`${day}T00:00:00.000Z`);
    expect(Date.parse(day)).toBeLessThan(Date.now());
  }
});

test("whatever is deployed with real parts is a test", () => {
  const folder = join(CHECKOUT, "__tests__/real");
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
  const titles = texts.join("\n").matchAll(/^describeReal\(\s*"([^"]+)"/gm);
  expect([...titles].map(([, title]) => title).sort()).toEqual(Object.keys(REAL).sort());
});

test("the versions that are installed here are a combination of the table", () => {
  // GIVEN
  const manifestOf = (name: string) =>
    JSON.parse(readFileSync(join(CHECKOUT, "node_modules", name, "package.json"), "utf8")) as {
      version: string;
      cdktf: { provider: { version: string } };
    };
  const toolkit = "cdktf";
  const [azurerm, kubernetes] = ["azurerm", "kubernetes"].map(
    (name) => manifestOf(`@cdktf/provider-${name}`).cdktf.provider.version,
  );

  // THEN
  expect(COMBINATIONS).toContainEqual(
    expect.objectContaining({
      toolkit: `${toolkit} ${manifestOf(toolkit).version}`,
      azurerm,
      kubernetes,
    }),
  );
});

test("every language has a row with every combination of versions, and all are told apart", () => {
  for (const { rows } of COMBINATIONS) {
    expect(rows.map(({ language }) => language)).toEqual([
      "TypeScript",
      "Python",
      "Java",
      "Go",
      "C#",
    ]);
  }
  const versions = COMBINATIONS.map(({ toolkit, azurerm }) => `${toolkit} ${azurerm}`);
  expect(new Set(versions).size).toBe(versions.length);
});

test.each(["main.ts", "constructs/private/terraform/required-version.ts"])(
  "the oldest Terraform and OpenTofu that are named are those that %s asks for",
  (file) => {
    const [, oldest] = /">= ([\d.]+)"/.exec(readFileSync(join(CHECKOUT, file), "utf8")) ?? [];
    for (const name of ["Terraform", "OpenTofu"]) {
      const [first] = PROGRAMS.find(([program]) => program.startsWith(name)) ?? [];
      expect(`${first}.`).toContain(`${name} ${oldest}.`);
    }
  },
);
