import { BlockSchema, NestedBlockSchema } from "../schemas";
import { ObjectValue, Unknown, Value } from "../wire";
import { aligned } from "./alike";
import { blocksIn, isOfTheProvider } from "./expand";
import { Kind } from "./facts";
import { Json, JsonObject, fieldOf, formOf, isObject, isSingle, objectsAt } from "./names";

/** Blocks that the provider reads as absent when nothing is in them. */
const NONE_WHEN_EMPTY =
  /(^|\.)(spec\.security_context|dns_config|affinity|affinity\.\w+|node_affinity\.required_during_scheduling_ignored_during_execution)$/;

/** Labels that the controller of Jobs adds. */
const GENERATED = /^(batch\.kubernetes\.io\/)?(controller-uid|job-name)$/;

/** The state that the provider reads from a stored object. `known` is the state before, or the plan. */
export function flatten(
  kind: Kind,
  schema: BlockSchema,
  object: JsonObject,
  known: ObjectValue,
): ObjectValue {
  const read = aligned(schema, new Flattening(kind, known).block(schema, object, []), known);
  const { name, namespace } = object.metadata as JsonObject;
  const kept = Object.keys(read).filter(isOfTheProvider);
  return {
    ...read,
    ...Object.fromEntries(kept.map((own) => [own, settled(known[own])])),
    id: namespace ? `${String(namespace)}/${String(name)}` : String(name),
  };
}

function settled(value: Value | undefined): Value {
  return value === undefined || value instanceof Unknown ? null : value;
}

class Flattening {
  constructor(
    private readonly kind: Kind,
    private readonly known: ObjectValue,
  ) {}

  block(schema: BlockSchema, object: JsonObject, path: readonly string[]): ObjectValue {
    const result: ObjectValue = {};
    for (const [name, { type }] of Object.entries(schema.attributes)) {
      const here = [...path, name].join(".");
      result[name] = this.attribute(here, object[fieldOf(here, this.kind)], type);
    }
    for (const [name, nested] of Object.entries(schema.block_types)) {
      const items = this.nested(nested, object, [...path, name]);
      result[name] = nested.nesting_mode === "single" ? (items[0] ?? null) : items;
    }
    return result;
  }

  private nested(
    { block, max_items }: NestedBlockSchema,
    object: JsonObject,
    path: readonly string[],
  ): ObjectValue[] {
    const dotted = path.join(".");
    // Read only where it is written, since the API fills it in and the schema does not say so.
    if (
      dotted === "spec.update_strategy" &&
      blocksIn(this.specOfKnown.update_strategy).length === 0
    )
      return [];
    const inner = objectsAt(object, fieldOf(dotted, this.kind)).slice(
      0,
      isSingle(dotted, max_items) ? 1 : undefined,
    );
    return inner
      .filter((item) => Object.keys(item).length > 0 || !NONE_WHEN_EMPTY.test(dotted))
      .filter((item) => !this.isAddedToPods(dotted, item))
      .map((item) => this.block(block, item, path))
      .filter((item) => !NONE_WHEN_EMPTY.test(dotted) || !isEmptyState(item));
  }

  private attribute(path: string, value: Json | undefined, type: unknown): Value {
    if (path === "spec.paused") return false;
    if (value === undefined || value === null) {
      return /\bvolume_mount\.mount_propagation$/.test(path) ? "None" : null;
    }
    if (/(^|\.)(labels|annotations|match_labels)$/.test(path))
      return this.withoutOthers(path, value);
    const form = formOf(path);
    if (form === "octal") return `0${Number(value).toString(8)}`;
    return type === "string" && typeof value === "number" ? String(value) : (value as Value);
  }

  /** The keys of labels and annotations that are the program's own. */
  private withoutOthers(path: string, value: Json): Value {
    const entries = Object.entries(value as ObjectValue);
    if (/^metadata\./.test(path)) {
      const [metadata] = blocksIn(this.known.metadata);
      const written = (metadata?.[path.slice("metadata.".length)] ?? {}) as ObjectValue;
      return Object.fromEntries(entries.filter(([key]) => key in written || !isInternal(key)));
    }
    const isOfJobs = this.kind === "Job" || this.kind === "CronJob";
    return Object.fromEntries(entries.filter(([key]) => !isOfJobs || !GENERATED.test(key)));
  }

  /** Tolerations that the API adds to every pod; those of a template are the program's. */
  private isAddedToPods(path: string, item: JsonObject): boolean {
    return (
      path === "spec.toleration" &&
      /^node\.kubernetes\.io\/(not-ready|unreachable|unschedulable|\w+-pressure|network-unavailable)$/.test(
        String(item.key ?? ""),
      )
    );
  }

  private get specOfKnown(): ObjectValue {
    return blocksIn(this.known.spec)[0] ?? {};
  }
}

function isEmptyState(state: ObjectValue): boolean {
  return Object.values(state).every(
    (value) => value === null || (Array.isArray(value) && value.length === 0),
  );
}

/** Keys that the provider takes for the cluster's own, unless the program writes them. */
function isInternal(key: string): boolean {
  const host = key.split("/")[0];
  if (key.includes("deprecated.daemonset.template.generation")) return true;
  return host.endsWith("kubernetes.io") && !/^(app|service\.beta)\.kubernetes\.io$/.test(host);
}

export function labelsOf(object: JsonObject): { readonly [name: string]: string } {
  const metadata = isObject(object.metadata) ? object.metadata : {};
  return (metadata.labels ?? {}) as { [name: string]: string };
}
