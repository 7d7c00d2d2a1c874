import { at, type Json, type JsonObject, object, own } from "../model/json";
import type { Action } from "../model/stack";

/** What an update in place plans and the provider never sends, by the path of the field. */
export interface NeverSent {
  readonly changed: readonly string[];
  /** What is only known after apply, and may stay as it is. */
  readonly open: readonly string[];
}

/** One place of a resource before and after the update, and its mask of what is unknown. */
type Sides = readonly [before: Json, after: Json, unknown: Json];

/** What a Job is patched with. The rest of its spec replaces it, or is passed over. */
const SENT = new Set([
  "active_deadline_seconds",
  "backoff_limit",
  "manual_selector",
  "parallelism",
  "pod_failure_policy",
]);

const PASSED_OVER = new Map<string, (field: string) => boolean>(
  Object.entries({
    kubernetes_job: (field) => !SENT.has(field),
    kubernetes_stateful_set: (field) => field === "volume_claim_template",
  }),
);

/** What the API server fills in. */
const COMPUTED = new Set(["generation", "resource_version", "uid"]);

/** Compares what a change of a resource has before and after it; what a manifest says is sent. */
export function neverSent(type: string, action: Action, change: JsonObject): NeverSent {
  const passes = action === "update" ? PASSED_OVER.get(type.replace(/_v1$/, "")) : undefined;
  const [changed, open] = [new Set<string>(), new Set<string>()];
  const compare = (sides: Sides, path: readonly string[]): void => {
    const [before, after, unknown] = sides;
    if (unknown === true) {
      open.add(nameOf(path));
    } else if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
      before.forEach((_item, index) => compare(below(sides, `${index}`), path));
    } else if ([before, after].every(isMapping)) {
      const filled = path.at(-1) === "metadata" ? COMPUTED : new Set();
      for (const key of keysOf(sides).filter((one) => !filled.has(one))) {
        compare(below(sides, key), [...path, key]);
      }
    } else if (before !== after && ![before, after].every(isNothing)) {
      changed.add(nameOf(path));
    }
  };
  const specOf = (side: string) => at(change[side], ["spec", "0"]) ?? null;
  const specs: Sides = [specOf("before"), specOf("after"), specOf("after_unknown")];
  for (const field of passes ? keysOf(specs).filter(passes) : []) {
    compare(below(specs, field), ["spec", field]);
  }
  return {
    changed: [...changed].sort(),
    open: [...open].filter((one) => !changed.has(one)).sort(),
  };
}

function keysOf(sides: Sides): string[] {
  return [...new Set(sides.flatMap((side) => Object.keys(object(side))))];
}

function below([before, after, unknown]: Sides, key: string): Sides {
  const of = (side: Json) => (Array.isArray(side) ? side[Number(key)] : own(side, key)) ?? null;
  return [of(before), of(after), of(unknown)];
}

/** A block or a map, be it one of which nothing is there. */
function isMapping(value: Json): boolean {
  return typeof value === "object" && !Array.isArray(value);
}

/** What the provider takes for nothing written. */
function isNothing(value: Json): boolean {
  return Array.isArray(value) ? value.length === 0 : !value;
}

/** The field as far as the provider names it: the keys of maps are beneath. */
function nameOf(path: readonly string[]): string {
  const [, , part, block = ""] = path;
  const depth = block.endsWith("container") ? 6 : part === "spec" && path[1] === "template" ? 5 : 4;
  return path.slice(0, depth).join(".");
}
