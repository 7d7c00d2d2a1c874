import { JsonObject } from "./names";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(__dirname, "..", "..", "fixtures", "real-objects");

function read<T>(file: string): { readonly [name: string]: T } {
  return JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as { [name: string]: T };
}

/** A resource as it was written, and the object that a real cluster then had. */
export interface RecordedObject {
  readonly type: string;
  /** What was applied before it, where that matters. */
  readonly before?: JsonObject;
  readonly resource: JsonObject;
  readonly stored?: JsonObject;
  readonly refused?: string;
  readonly secondPlan: readonly string[];
}

/** A Deployment with one thing that is odd. */
export interface RecordedVariant {
  readonly container: JsonObject;
  readonly pod: JsonObject;
  readonly spec: JsonObject;
  readonly metadata: JsonObject;
  readonly stored?: JsonObject;
  readonly secondPlan?: string;
  readonly refusedAtPlan?: readonly string[];
  readonly refusedByApi?: string;
  readonly refusedByProvider?: string;
  readonly providerPanics?: string;
}

/** A resource before and after a change; the same where there is none after. */
export interface RecordedChange {
  readonly before: JsonObject;
  readonly after?: JsonObject;
  readonly plan: string;
  readonly replacedBy?: readonly string[];
  readonly planAfterApply?: string;
}

/** What the provider for Kubernetes 2.38.0 and a kube-apiserver 1.36 made of resources. */
export const OBJECTS = read<RecordedObject>("objects.json");
export const VARIANTS = read<RecordedVariant>("variants.json");
export const CHANGES = read<RecordedChange>("changes.json");
export const RECOMMENDED = read<{ readonly [type: string]: { readonly [id: string]: JsonObject } }>(
  "recommended.json",
);
