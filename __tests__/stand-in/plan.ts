import { isDeepStrictEqual } from "node:util";
import { RENEWED_BY, replacementPaths } from "./provider-facts";
import { defaultOf, isComputedBlock } from "./schema-facts";
import { AttributeSchema, BlockSchema } from "./schemas";
import { ObjectValue, Unknown, Value } from "./wire";

type VisitAttribute = (attribute: AttributeSchema, value: Value, name: string) => Value;

/** Rebuilds a value along its schema; blocks and attributes it lacks become empty or null. */
export function mapBlock(block: BlockSchema, value: ObjectValue, visit: VisitAttribute) {
  const result: ObjectValue = {};
  for (const [name, attribute] of Object.entries(block.attributes)) {
    result[name] = visit(attribute, value[name] ?? null, name);
  }
  for (const [name, nested] of Object.entries(block.block_types)) {
    const inner = value[name] ?? (nested.nesting_mode === "single" ? null : []);
    result[name] = mapNested(inner, (item) => mapBlock(nested.block, item, visit));
  }
  return result;
}

function mapNested(value: Value, convert: (item: ObjectValue) => Value): Value {
  if (value === null || value instanceof Unknown) return value;
  if (Array.isArray(value)) return value.map((item) => mapNested(item, convert));
  return convert(value as ObjectValue);
}

/** An object with every attribute null and every block absent. */
export function emptyOf(block: BlockSchema): ObjectValue {
  return mapBlock(block, {}, () => null);
}

/** Brings a stored JSON state into the present schema. */
export function conform(block: BlockSchema, stored: ObjectValue): ObjectValue {
  return mapBlock(block, stored, ({ type }, value) =>
    type === "dynamic" && value !== null ? withItsType(value as ObjectValue) : value,
  );
}

/** A value of any type as it is sent, behind its type; a state has both by name. */
function withItsType({ type, value }: ObjectValue): Value {
  return [Buffer.from(JSON.stringify(type)) as unknown as Value, value];
}

export interface Planned {
  readonly state: ObjectValue | null;
  readonly requiresReplace: readonly (readonly (string | number)[])[];
}

export interface PlanRequest {
  readonly typeName: string;
  readonly block: BlockSchema;
  readonly prior: ObjectValue | null;
  readonly proposed: ObjectValue | null;
  /** The prior state holds only what an import could tell. */
  readonly imported: boolean;
}

export function plan({ typeName, block, prior, proposed, imported }: PlanRequest): Planned {
  if (proposed === null) return { state: null, requiresReplace: [] };
  const wanted = withoutWriteOnly(block, proposed);
  const state = planned(typeName, block, wanted, prior, []);
  if (prior === null || isDeepStrictEqual(state, prior)) return { state, requiresReplace: [] };
  for (const [changed, renewed] of Object.entries(RENEWED_BY[typeName] ?? {})) {
    if (isDeepStrictEqual(state[changed], prior[changed])) continue;
    for (const name of renewed) state[name] = Unknown.value;
  }
  return { state, requiresReplace: replacementPaths(typeName, prior, state, imported) };
}

/** Terraform refuses a planned or new state that still holds a write-only value. */
export function withoutWriteOnly(block: BlockSchema, value: ObjectValue): ObjectValue {
  return mapBlock(block, value, (attribute, given) => (attribute.write_only ? null : given));
}

/** The write-only arguments a configuration sets, at its top level. */
export function writeOnlyGiven(block: BlockSchema, config: ObjectValue | null): string[] {
  return Object.entries(block.attributes)
    .filter(([name, { write_only }]) => write_only && (config?.[name] ?? null) !== null)
    .map(([name]) => name);
}

// What the provider fills is unknown only where nothing existed before: in new objects and new blocks.
function planned(
  typeName: string,
  block: BlockSchema,
  value: ObjectValue,
  prior: ObjectValue | null,
  path: readonly string[],
): ObjectValue {
  const result: ObjectValue = { ...value };
  for (const [name, attribute] of Object.entries(block.attributes)) {
    if (value[name] !== null) continue;
    result[name] = defaultOf(typeName, [...path, name].join("."));
    const isOpen = attribute.computed === true && result[name] === null && prior === null;
    if (isOpen) result[name] = Unknown.value;
  }
  for (const [name, nested] of Object.entries(block.block_types)) {
    const here = [...path, name];
    const before = prior?.[name] ?? null;
    const inner = value[name];
    if (isAbsent(inner) && isComputedBlock(typeName, here.join("."))) {
      result[name] = prior === null ? Unknown.value : before;
      continue;
    }
    const convert = (item: Value, counterpart: Value): Value =>
      item === null || item instanceof Unknown
        ? item
        : planned(
            typeName,
            nested.block,
            item as ObjectValue,
            counterpart as ObjectValue | null,
            here,
          );
    result[name] = Array.isArray(inner)
      ? inner.map((item, index) => convert(item, counterpartOf(item, index, before, nested)))
      : convert(inner, before);
  }
  return result;
}

function isAbsent(block: Value): boolean {
  return block === null || (Array.isArray(block) && block.length === 0);
}

function counterpartOf(
  item: Value,
  index: number,
  before: Value,
  nested: { readonly nesting_mode: string },
): Value {
  if (!Array.isArray(before)) return null;
  if (nested.nesting_mode === "list") return before[index] ?? null;
  return before.find((candidate) => isDeepStrictEqual(candidate, item)) ?? null;
}
