import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { createColors } from "picocolors";
import { inventoryOf } from "../../../cli/terraform/inventory/inventory";
import { reviewOf } from "../../../cli/review/review";
import { readPlanFile } from "../../../cli/terraform/read/plan-file";
import { page } from "../../../cli/review/output/html";
import { markdown } from "../../../cli/review/output/markdown";
import { text } from "../../../cli/review/output/text";
import { CASES } from "../support/cases";
import { kept } from "../support/plans";

type Value = null | boolean | number | string | Value[] | { [key: string]: Value };

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "secrets-"));
});

afterAll(() => rmSync(directory, { recursive: true }));

/** Where texts stand in a value. */
function textsIn(value: Value, path: readonly string[] = []): string[][] {
  if (typeof value === "string") return [[...path]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...path, key]));
}

/** Terraform's mask for one sensitive path. */
function mark(mask: Value, value: Value, [key, ...rest]: readonly string[]): Value {
  if (key === undefined) return true;
  const empty = Array.isArray(value) ? value.map(() => ({})) : {};
  const holder = (typeof mask === "object" && mask !== null ? mask : empty) as Record<
    string,
    Value
  >;
  holder[key] = mark(holder[key], (value as Record<string, Value>)[key], rest);
  return holder;
}

function put(value: Value, path: readonly string[], text: string): void {
  const holder = path
    .slice(0, -1)
    .reduce<Value>((here, key) => (here as Record<string, Value>)[key], value);
  (holder as Record<string, Value>)[path[path.length - 1]] = text;
}

test("neither inventory nor review ever contains a value that is marked sensitive", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...CASES.map(({ name }) => name)),
      fc.array(fc.tuple(fc.nat(), fc.boolean(), fc.uuid()), { minLength: 1, maxLength: 12 }),
      async (name, choices) => {
        // GIVEN texts anywhere in the plan, marked sensitive before or after
        const plan = JSON.parse(kept(name) ?? "");
        const secrets: string[] = [];
        for (const [index, isAfter, secret] of choices) {
          const { change } = plan.resource_changes[index % plan.resource_changes.length];
          const side = isAfter ? "after" : "before";
          const paths = textsIn(change[side] ?? {});
          if (paths.length === 0) continue;
          const path = paths[index % paths.length];
          put(change[side], path, secret);
          const masks = change[`${side}_sensitive`];
          change[`${side}_sensitive`] = mark(masks, change[side], path);
          secrets.push(secret);
        }
        const file = join(directory, "plan.json");
        writeFileSync(file, JSON.stringify(plan));

        // WHEN
        const planned = readPlanFile("shop", file);
        const drawn = reviewOf([], [planned]);
        const written = [
          JSON.stringify(drawn.review),
          markdown(drawn),
          text(drawn, { colors: createColors(true), width: 80 }),
          await page(drawn, "1.2.3"),
          JSON.stringify(inventoryOf([planned.before])),
        ].join("\n");

        // THEN
        expect(secrets.filter((secret) => written.includes(secret))).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
}, 120_000);
