import { Fn, propertyAccess, Token } from "cdktf";
import type { IConstruct } from "constructs";
import { addonParameterQuoted, addonParameters, addonScopeTooWide } from "./scope-errors";

/** What is filled in by its name. */
const HOLE = /\{\{([a-zA-Z.]+)\}\}/g;

/** The places of an id, between its slashes: `/subscriptions/<id>/resourceGroups/<name>/providers/…/<name>`. */
const PARTS = { subscriptionId: 2, resourceGroup: 4, name: 8 };

/** A part of the id of a scope, or all of it. */
type Part = keyof typeof PARTS | "id";

/** The names that a text asks for, each once. */
export function holesOf(text: string): string[] {
  return [...new Set([...text.matchAll(HOLE)].map(([, name = ""]) => name))];
}

/** Fills a text in. What is not known of the add-on itself is a parameter. */
export function fill(
  at: IConstruct,
  { name, text }: { readonly name: string; readonly text: string },
  known: (hole: string) => string | undefined,
  parameters: Readonly<Record<string, string>> = {},
): string {
  const values = new Map(holesOf(text).map((hole) => [hole, known(hole)]));
  const wanted = [...values].flatMap(([hole, value]) => (value === undefined ? [hole] : []));
  const got = Object.keys(parameters);
  if ([...wanted].sort().join() !== [...got].sort().join()) {
    throw addonParameters(at, name, got, wanted);
  }
  for (const [key, value] of Object.entries(parameters)) {
    if (!Token.isUnresolved(value) && /["\\\n\r]/.test(value)) {
      throw addonParameterQuoted(at, key, value);
    }
  }
  return text.replace(HOLE, (_all, hole: string) => values.get(hole) ?? parameters[hole] ?? "");
}

/** A part of the id of a scope; of one that is not known at synth Terraform takes it. */
export function partOf(at: IConstruct, scope: string, id: string, part: Part): string {
  if (part === "id") return id;
  const index = PARTS[part];
  if (Token.isUnresolved(id)) {
    return Token.asString(propertyAccess(Fn.split("/", id), [index]));
  }
  const found = id.split("/")[index];
  if (!found) throw addonScopeTooWide(at, scope, part, id);
  return found;
}

/** Whether a name is that of a part of an id. */
export function isPart(name: string): name is Part {
  return name === "id" || name in PARTS;
}
