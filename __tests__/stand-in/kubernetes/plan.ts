import { isDeepStrictEqual } from "node:util";
import { BlockSchema, NestedBlockSchema } from "../schemas";
import { ObjectValue, Unknown, Value } from "../wire";
import { blocksIn, isNothing } from "./expand";
import { isAlike } from "./alike";
import { Kind, TypeFacts, factsOf } from "./facts";

export type Path = readonly (string | number)[];

export interface TypedPlan {
  readonly state: ObjectValue;
  readonly requiresReplace: readonly Path[];
}

/**
 * What the provider plans of a proposed state: defaults, what it keeps of the prior state, and what
 * replaces the object. Null, "", false, 0 and empty lists are one and the same to it.
 */
export function planTyped(
  kind: Kind,
  schema: BlockSchema,
  prior: ObjectValue | null,
  proposed: ObjectValue,
): TypedPlan {
  const planning = new Planning(factsOf(kind), prior === null);
  const state = planning.block(schema, proposed, prior, []);
  return { state, requiresReplace: planning.requiresReplace };
}

class Planning {
  readonly requiresReplace: Path[] = [];

  constructor(
    private readonly facts: TypeFacts,
    private readonly isNew: boolean,
  ) {}

  block(
    schema: BlockSchema,
    value: ObjectValue,
    prior: ObjectValue | null,
    path: Path,
  ): ObjectValue {
    const result: ObjectValue = {};
    for (const [name, { computed = false }] of Object.entries(schema.attributes)) {
      result[name] = this.attribute(value[name] ?? null, prior, [...path, name], computed);
    }
    for (const [name, nested] of Object.entries(schema.block_types)) {
      result[name] = this.nested(nested, value[name] ?? null, prior, [...path, name]);
    }
    return result;
  }

  private attribute(
    given: Value,
    prior: ObjectValue | null,
    path: Path,
    isComputed: boolean,
  ): Value {
    const dotted = dottedOf(path);
    const wanted = given ?? this.facts.defaultOf(dotted);
    // Only of a new object it is said that the cluster will fill it in.
    if (wanted === null && isComputed && this.isNew) return Unknown.value;
    const before = prior?.[path[path.length - 1]] ?? null;
    if (prior !== null && this.isSame(wanted, before, dotted)) return before;
    if (isComputed && wanted === "" && before !== null) return before;
    const isChanged = prior !== null || (wanted !== null && wanted !== "" && !isEmptyList(wanted));
    if (isChanged) this.changed(path);
    return wanted;
  }

  private nested(
    { block, nesting_mode }: NestedBlockSchema,
    given: Value,
    prior: ObjectValue | null,
    path: Path,
  ): Value {
    const items = blocksIn(given);
    const before = prior?.[path[path.length - 1]] ?? null;
    const earlier = blocksIn(before);
    if (items.length === 0 && this.facts.isComputedBlock(dottedOf(path))) {
      if (prior !== null) return before ?? [];
      this.changed(path);
      return Unknown.value;
    }
    if (given === null || given instanceof Unknown || nesting_mode === "single") return given;
    if (nesting_mode === "set" && isDeepStrictEqual(sorted(given), sorted(before))) {
      return before ?? given;
    }
    if (items.length !== earlier.length) this.changed(path);
    earlier.slice(items.length).forEach((item, index) => {
      this.removed(block, item, [...path, items.length + index]);
    });
    return items.map((item, index) =>
      this.block(block, item, earlier[index] ?? null, [...path, index]),
    );
  }

  /** What goes away with a block can replace the object, too. */
  private removed(schema: BlockSchema, item: ObjectValue, path: Path): void {
    for (const name of Object.keys(schema.attributes)) {
      const here = [...path, name];
      const dotted = dottedOf(here);
      if (!this.isSame(item[name], this.facts.defaultOf(dotted), dotted)) this.changed(here);
    }
    for (const [name, { block }] of Object.entries(schema.block_types)) {
      const items = blocksIn(item[name]);
      if (items.length > 0) this.changed([...path, name]);
      items.forEach((inner, index) => this.removed(block, inner, [...path, name, index]));
    }
  }

  private changed(path: Path): void {
    if (!this.isNew && this.facts.replaces(dottedOf(path))) this.requiresReplace.push(path);
  }

  private isSame(one: Value, other: Value, path: string): boolean {
    return isAlike(one, other, this.facts.isQuantity(path));
  }
}

function dottedOf(path: Path): string {
  return path.filter((step) => typeof step === "string").join(".");
}

function isEmptyList(value: Value): boolean {
  return typeof value === "object" && !(value instanceof Unknown) && isNothing(value);
}

function sorted(value: Value): string[] {
  return blocksIn(value)
    .map((item) => JSON.stringify(item))
    .sort();
}
