import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTeams } from "../examples/fleet/table";
import { EXAMPLES, runExample } from "./support/run-example";
import { messageOf } from "./support/synth";

const TABLE = readFileSync(join(EXAMPLES, "fleet", "teams.yaml"), "utf8");

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "fleet-"));
});

afterEach(() => rmSync(directory, { recursive: true }));

function tableOf(text: string): string {
  const file = join(directory, "teams.yaml");
  writeFileSync(file, text);
  return file;
}

/** The stacks that the example makes of a table. */
function stacksOf(table: string): Record<string, string> {
  process.env.TEAMS = tableOf(table);
  try {
    return runExample("fleet.ts");
  } finally {
    delete process.env.TEAMS;
  }
}

/** The stacks of which two syntheses differ, or which only one has. */
function changed(before: Record<string, string>, after: Record<string, string>): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => before[name] !== after[name]).sort();
}

describe("the estate of the example", () => {
  test("has a platform, and two stacks for each cell", () => {
    expect(Object.keys(stacksOf(TABLE)).sort()).toEqual([
      "cell-a",
      "cell-a-workloads",
      "cell-b",
      "cell-b-workloads",
      "platform",
    ]);
  });

  test.each([
    ["is added", `${TABLE}- { team: billing, cell: a, image: b, secrets: [key] }\n`],
    ["is added before the others", `- { team: billing, cell: a, image: b }\n${TABLE}`],
    ["leaves", TABLE.replace(/- team: orders[^]*?(?=- team: invoices)/, "")],
    ["gets a secret", TABLE.replace("secrets: [db-password, smtp-password]", "secrets: [one]")],
  ])("a team that %s changes nothing but its own cell", (_, table) => {
    const [before, after] = [stacksOf(TABLE), stacksOf(table)];
    expect(changed(before, after).filter((name) => !name.endsWith("-workloads"))).toEqual([
      "cell-a",
    ]);
    expect(changed(before, after).every((name) => name.startsWith("cell-a"))).toBe(true);
  });

  test("a team's new image changes nothing but the workloads of its cell", () => {
    const after = stacksOf(TABLE.replace("search:0.9", "search:1.0"));
    expect(changed(stacksOf(TABLE), after)).toEqual(["cell-b-workloads"]);
  });

  test("a new cell leaves the platform and the other cells alone", () => {
    const after = stacksOf(`${TABLE}- { team: billing, cell: c, image: b }\n`);
    expect(changed(stacksOf(TABLE), after)).toEqual(["cell-c", "cell-c-workloads"]);
  });
});

describe("a mistake in the table is named with its line and row", () => {
  test.each([
    [
      "a wrong name",
      "- { team: orders, cell: a, image: o }\n- { team: Billing, cell: a, image: b }\n",
      '  teams.yaml:2: row 2 (Billing): team must match pattern "^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$", got "Billing"',
    ],
    [
      "a missing value",
      "# teams\n\n- team: orders\n  cell: a\n",
      "  teams.yaml:3: row 1 (orders): must have required property 'image'",
    ],
    [
      "a misspelt key",
      "- { team: orders, cell: a, image: o, secret: [x] }\n",
      "  teams.yaml:1: row 1 (orders): must NOT have additional properties, got secret",
    ],
    [
      "a wrong type within a list",
      "- { team: orders, cell: a, image: o, secrets: [db, 3] }\n",
      "  teams.yaml:1: row 1 (orders): secrets.1 must be string, got 3",
    ],
    [
      "a team twice",
      "- { team: orders, cell: a, image: o }\n- { team: orders, cell: b, image: o }\n",
      "  teams.yaml:2: row 2 (orders): team orders is that of row 1 too\n" +
        "  teams.yaml:2: row 2 (orders): namespace orders is that of row 1 too",
    ],
    ["no list", "team: orders\n", "  teams.yaml: must be array"],
    ["an empty file", "", "  teams.yaml: must be array"],
    [
      "a row without anything",
      "- { team: orders, cell: a, image: o }\n-\n",
      "  teams.yaml:2: row 2 (undefined): must be object",
    ],
  ])("%s", (_, table, mistakes) => {
    expect(messageOf(() => readTeams(tableOf(table)))).toBe(
      `Mistakes in the table of teams:\n${mistakes}`,
    );
  });

  test("what is no YAML", () => {
    expect(messageOf(() => readTeams(tableOf("- { team: orders\n")))).toMatch(
      /^teams\.yaml: Flow map .* at line 2, column 1/,
    );
  });
});
