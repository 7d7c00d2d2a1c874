/** What `JSON.parse` gives. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

/** An object of JSON. */
export interface JsonObject {
  [key: string]: Json;
}

/** The value as an object, or an empty one. */
export function object(value: Json | undefined): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

/** The value as a list; an absent value is an empty list, a single one a list of one. */
export function list(value: Json | undefined): Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The value as text, if it is text. */
export function text(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** An own property, whatever its name. */
export function own(value: Json | undefined, key: string): Json | undefined {
  const holder = object(value);
  return Object.prototype.hasOwnProperty.call(holder, key) ? holder[key] : undefined;
}

/**
 * One step down. Terraform writes a single block as a list of one, cdktf as the block itself: a list is
 * stepped over to its first element, and the position 0 of a block is the block.
 */
export function step(value: Json | undefined, key: string): Json | undefined {
  const position = /^\d+$/.test(key);
  if (Array.isArray(value)) return position ? value[Number(key)] : own(value[0], key);
  const found = own(value, key);
  return found === undefined && position && Number(key) === 0 ? value : found;
}

/** The value at a path, lists of one stepped over. */
export function at(value: Json | undefined, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>(step, value);
}
