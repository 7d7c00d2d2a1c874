import { isDeepStrictEqual } from "node:util";
import { BlockSchema } from "../schemas";
import { ObjectValue, Unknown, Value } from "../wire";
import { blocksIn, isNothing } from "./expand";
import { canonical } from "./quantity";

/** Whether two values are one to the provider: null, "", false, 0 and what is empty are. */
export function isAlike(one: Value, other: Value, isQuantity = false): boolean {
  return isDeepStrictEqual(comparable(one, isQuantity), comparable(other, isQuantity));
}

/** The state as it was read, with what is alike in the form that it had before. */
export function aligned(schema: BlockSchema, read: ObjectValue, known: ObjectValue): ObjectValue {
  const result: ObjectValue = { ...read };
  for (const name of Object.keys(schema.attributes)) {
    const before = known[name] ?? null;
    if (!(before instanceof Unknown) && isAlike(read[name], before)) result[name] = before;
  }
  for (const [name, { block, nesting_mode }] of Object.entries(schema.block_types)) {
    if (nesting_mode !== "list") continue;
    const before = blocksIn(known[name]);
    result[name] = blocksIn(read[name]).map((item, index) =>
      index < before.length ? aligned(block, item, before[index]) : item,
    );
  }
  return result;
}

function comparable(value: Value, isQuantity: boolean): Value {
  if (value instanceof Unknown) return value;
  if (value === 0 || value === false || isNothing(value)) return null;
  if (Array.isArray(value)) return value.map((item) => (item === "" ? null : item));
  if (typeof value !== "object") return isQuantity ? canonical(String(value)) : String(value);
  const entries = Object.entries(value as ObjectValue).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([name, item]) => [name, isQuantity ? canonical(String(item)) : item]),
  );
}
