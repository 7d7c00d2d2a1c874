import { conform } from "../plan";
import { AttributeSchema, BlockSchema, NestedBlockSchema, deriveSchema } from "../schemas";
import { ObjectValue, Value } from "../wire";
import { mistakesInArguments } from "./arguments";
import { Cluster, referenceOf } from "./cluster";
import { blocksIn, expand } from "./expand";
import { Kind, kindOf } from "./facts";
import { Json, JsonObject, isObject } from "./names";
import { Path, planTyped } from "./plan";
import { Applied, applyTyped, readTyped } from "./typed";

export interface Step {
  readonly actions: "create" | "no-op" | "update" | "delete,create";
  /** Dotted paths of what replaces the object. */
  readonly replacedBy: readonly string[];
  readonly state: ObjectValue;
}

/** One resource through plans and applies as Terraform makes them, without Terraform. */
export class Rehearsal {
  state: ObjectValue | null = null;
  readonly schema: BlockSchema;
  private readonly kind: Kind;

  constructor(
    readonly typeName: string,
    readonly cluster: Cluster,
  ) {
    const kind = kindOf(typeName);
    if (!kind) throw new Error(`${typeName} is not one of the kinds that are expanded`);
    this.kind = kind;
    this.schema = deriveSchema("resource", typeName);
  }

  /** What the provider refuses of an argument in JSON, before anything is planned. */
  mistakesIn(resource: JsonObject): string[] {
    return mistakesInArguments(this.kind, this.schema, configOf(this.schema, resource));
  }

  plan(resource: JsonObject): Step {
    this.refresh();
    const config = configOf(this.schema, resource);
    const prior = this.state;
    const proposed = proposedOf(this.schema, prior, config);
    const planned = planTyped(this.kind, this.schema, prior, proposed);
    const replacedBy = planned.requiresReplace.map(shownPath);
    if (prior === null) return { actions: "create", replacedBy, state: planned.state };
    if (replacedBy.length === 0) {
      const isSame = JSON.stringify(planned.state) === JSON.stringify(prior);
      return { actions: isSame ? "no-op" : "update", replacedBy, state: planned.state };
    }
    const anew = planTyped(this.kind, this.schema, null, proposedOf(this.schema, null, config));
    return { actions: "delete,create", replacedBy, state: anew.state };
  }

  /** Applies what a plan of the arguments says. */
  apply(resource: JsonObject): Applied {
    const { actions, state } = this.plan(resource);
    if (actions === "delete,create") this.change(null);
    if (actions === "no-op") return { state: this.state };
    return this.change(state);
  }

  /** The object as it is stored. */
  get stored(): JsonObject | undefined {
    return this.state
      ? this.cluster.get(referenceOf(expand(this.kind, this.schema, this.state)))
      : undefined;
  }

  private change(planned: ObjectValue | null): Applied {
    const applied = applyTyped(this.place, this.state, planned);
    this.state = applied.state && conform(this.schema, applied.state);
    return applied;
  }

  private refresh(): void {
    const read = this.state && readTyped(this.place, this.state);
    this.state = read && conform(this.schema, read);
  }

  private get place() {
    return { kind: this.kind, schema: this.schema, cluster: this.cluster };
  }
}

/** The arguments of a resource in JSON as a provider is given them. */
export function configOf(schema: BlockSchema, json: JsonObject): ObjectValue {
  const result: ObjectValue = {};
  for (const [name, attribute] of Object.entries(schema.attributes)) {
    result[name] = valueOf(attribute, json[name] ?? null);
  }
  for (const [name, { block, nesting_mode }] of Object.entries(schema.block_types)) {
    const given = json[name] ?? [];
    const items = (Array.isArray(given) ? given : [given])
      .filter(isObject)
      .map((item) => configOf(block, item));
    result[name] = nesting_mode === "single" ? (items[0] ?? null) : items;
  }
  return result;
}

function valueOf({ type }: AttributeSchema, given: Json): Value {
  if (given === null) return null;
  if (type === "string") return String(given);
  if (type === "number") return Number(given);
  if (type === "bool") return given === true || given === "true";
  const item = { type: (type as [string, string])[1] } as AttributeSchema;
  if (Array.isArray(given)) return given.map((inner) => valueOf(item, inner));
  const entries = Object.entries(given as JsonObject);
  return Object.fromEntries(entries.map(([name, inner]) => [name, valueOf(item, inner)]));
}

/** What Terraform proposes: the configuration, and where it says nothing, what was computed before. */
export function proposedOf(
  schema: BlockSchema,
  prior: ObjectValue | null,
  config: ObjectValue,
): ObjectValue {
  const result: ObjectValue = {};
  for (const [name, { computed }] of Object.entries(schema.attributes)) {
    result[name] = config[name] ?? (computed ? (prior?.[name] ?? null) : null);
  }
  for (const [name, nested] of Object.entries(schema.block_types)) {
    result[name] = proposedBlocks(nested, prior?.[name] ?? null, config[name]);
  }
  return result;
}

function proposedBlocks({ block, nesting_mode }: NestedBlockSchema, prior: Value, config: Value) {
  if (nesting_mode === "single" || config === null) return config;
  const earlier = blocksIn(prior);
  return blocksIn(config).map((item, index) =>
    proposedOf(block, nesting_mode === "list" ? (earlier[index] ?? null) : null, item),
  );
}

function shownPath(path: Path): string {
  return path.join(".");
}
