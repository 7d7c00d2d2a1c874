import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyPatch, type Operation } from "rfc6902";
import type { Severity } from "../../../cli/review/risks/severity";

/** What a review has to say of a plan. */
export interface Expected {
  /** Ids that must, and must not, appear. */
  readonly risks?: string[];
  readonly norisks?: string[];
  /** Some risk of at least this severity. */
  readonly minsev?: Severity;
  /** Patterns over "effect | who | before | after". */
  readonly access?: string[];
  readonly noaccess?: boolean;
  readonly nolost?: boolean;
  /** Patterns and texts over the whole output. */
  readonly contains?: string[];
  readonly notcontains?: string[];
}

/** A plan of real providers: whole, or as a JSON Patch (RFC 6902) of a base. */
interface ReviewCase {
  /** What the plan is about. */
  readonly about: string;
  readonly expect: Expected;
  readonly plan?: object;
  readonly base?: string;
  readonly patch?: Operation[];
}

const FIXTURES = join(__dirname, "..", "fixtures");
const BASE = ".base.json";

const read = (file: string): unknown =>
  JSON.parse(readFileSync(join(FIXTURES, "cases", file), "utf8"));

/** The cases by their names. */
export const REVIEW_CASES = new Map(
  readdirSync(join(FIXTURES, "cases"))
    .filter((file) => !file.endsWith(BASE))
    .sort()
    .map((file) => [file.replace(/\.json$/, ""), read(file) as ReviewCase]),
);

/** A folder of plans. */
export type PlanFolder = "cases" | "plans" | "real-plans";

/** The names of the plans of a folder. */
export function plansIn(folder: PlanFolder): string[] {
  if (folder === "cases") return [...REVIEW_CASES.keys()];
  return readdirSync(join(FIXTURES, folder))
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.replace(/\.json$/, ""));
}

let written: string | undefined;

/** The file of a plan; that of a case is written each time it is asked for. */
export function planIn(folder: PlanFolder, name: string): string {
  if (folder !== "cases") return join(FIXTURES, folder, `${name}.json`);
  written ??= mkdtempSync(join(tmpdir(), "cases-"));
  const file = join(written, `${name}.json`);
  writeFileSync(file, JSON.stringify(planOf(name)));
  return file;
}

function planOf(name: string): object {
  const { plan, base, patch = [] } = REVIEW_CASES.get(name) ?? {};
  if (plan) return plan;
  if (base === undefined) throw new Error(`There is no case ${name}.`);
  const patched = read(`${base}${BASE}`) as object;
  const [failed] = applyPatch(patched, patch).filter((error) => error !== null);
  if (failed) throw failed;
  return patched;
}
