import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";

const DOCS = join(__dirname, "..", "..", "docs", "pipelines");

export const GITHUB = readFileSync(join(DOCS, "github-actions.yml"), "utf8");
export const AZURE = readFileSync(join(DOCS, "azure-pipelines.yml"), "utf8");

export const PIPELINES: [string, string][] = [
  ["GitHub Actions", GITHUB],
  ["Azure DevOps", AZURE],
];

/** A step of a pipeline, of either kind. */
export interface Step {
  readonly name?: string;
  readonly displayName?: string;
  readonly run?: string;
  readonly script?: string;
  readonly bash?: string;
  readonly task?: string;
  readonly inputs?: { readonly inlineScript?: string };
}

/** Every step of a pipeline, wherever it stands. */
export function steps(value: unknown): Step[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "steps" ? (inner as Step[]) : steps(inner),
  );
}

const scriptOf = ({ run, script, bash, inputs }: Step): string =>
  run ?? script ?? bash ?? inputs?.inlineScript ?? "";

/** The scripts of a pipeline, in order. */
export function scripts(pipeline: string): string {
  return steps(parseDocument(pipeline).toJS()).map(scriptOf).join("\n");
}

/** The script of the step of a name. */
export function scriptNamed(pipeline: string, wanted: string): string {
  const step = steps(parseDocument(pipeline).toJS()).find(
    ({ name, displayName }) => (name ?? displayName) === wanted,
  );
  if (!step) throw new Error(`no step "${wanted}"`);
  return scriptOf(step);
}
