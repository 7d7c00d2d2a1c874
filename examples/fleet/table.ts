import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { Ajv } from "ajv";
import { isSeq, LineCounter, parseDocument } from "yaml";

/** A row of the table. */
export interface Team {
  readonly team: string;
  readonly cell: string;
  readonly namespace?: string;
  readonly image: string;
  readonly replicas?: number;
  readonly secrets?: readonly string[];
}

const NAME = { type: "string", pattern: "^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$" };

const SCHEMA = {
  type: "array",
  items: {
    type: "object",
    properties: {
      team: NAME,
      cell: NAME,
      namespace: NAME,
      image: { type: "string", minLength: 1 },
      replicas: { type: "integer", minimum: 0 },
      secrets: { type: "array", items: NAME, uniqueItems: true },
    },
    required: ["team", "cell", "image"],
    additionalProperties: false,
  },
};

/** Reads the teams, and throws one error that says for every mistake in which line and row it is. */
export function readTeams(file: string): Team[] {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, "utf8"), { lineCounter: lines });
  const [syntax] = document.errors;
  if (syntax) throw new Error(`${basename(file)}: ${syntax.message}`);
  const rows = document.toJS() as Team[];

  const ajv = new Ajv({ allErrors: true, verbose: true });
  const valid = ajv.validate(SCHEMA, rows);
  const mistakes = valid ? sameNames(rows) : (ajv.errors ?? []).map(mistakeOf);
  if (mistakes.length === 0) return rows;
  const texts = mistakes.map(({ row, what }) => {
    if (row === undefined) return `${basename(file)}: ${what}`;
    const start = isSeq(document.contents) ? rangeOf(document.contents.items[row]) : 0;
    return `${basename(file)}:${lines.linePos(start).line}: row ${row + 1} (${rows[row]?.team}): ${what}`;
  });
  throw new Error(["Mistakes in the table of teams:", ...texts].join("\n  "));
}

interface Mistake {
  readonly row?: number;
  readonly what: string;
}

function mistakeOf(error: NonNullable<Ajv["errors"]>[number]): Mistake {
  const [, row, ...path] = error.instancePath.split("/");
  const where = path.length > 0 ? `${path.join(".")} ` : "";
  const { additionalProperty } = error.params as { additionalProperty?: string };
  const got = additionalProperty ?? (path.length > 0 ? JSON.stringify(error.data) : undefined);
  return {
    row: row === undefined ? undefined : Number(row),
    what: `${where}${error.message}${got === undefined ? "" : `, got ${got}`}`,
  };
}

/** A team is a part of Terraform addresses, and its namespace is its own. */
function sameNames(rows: readonly Team[]): Mistake[] {
  return (["team", "namespace"] as const).flatMap((key) => {
    const names = rows.map((row) => row[key] ?? row.team);
    return names.flatMap((name, row) => {
      const first = names.indexOf(name);
      return first < row ? [{ row, what: `${key} ${name} is that of row ${first + 1} too` }] : [];
    });
  });
}

function rangeOf(node: unknown): number {
  return (node as { range?: [number, number, number] } | undefined)?.range?.[0] ?? 0;
}
