import { createHash } from "node:crypto";
import { sortedBy } from "./collections";
import { type Json, object } from "./json";
import type { Datum, Resource } from "./resource";
import type { Attribute, AttributePath } from "./resource-types";

/** What stands for a part of a list that is only known after apply. */
const UNKNOWN = { unknown: true };

/** A value in JSON whose order says nothing: lists and keys are sorted. */
export function sorted(value: Json): Json {
  if (Array.isArray(value)) {
    const texts = value.map((item) => JSON.stringify(sorted(item))).sort();
    return texts.map((item) => JSON.parse(item) as Json);
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = sortedBy(Object.entries(value), ([key]) => key);
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}

/** Tells a value that must not be shown from others. */
export function digest(value: Json): string {
  return `sha256:${createHash("sha256")
    .update(JSON.stringify(sorted(value)))
    .digest("hex")}`;
}

/** The digest of a sensitive value; nothing of what may be shown. */
export function digestOf({ value, sensitive }: Datum): string | undefined {
  return sensitive && value !== undefined && value !== null ? digest(value) : undefined;
}

/**
 * A value in full; in the place of what is sensitive in it stands its digest, and of what is not known the
 * references that it is written with. Nothing where nothing is said: null, "", an empty list, or unknown and not
 * written.
 */
export function exact<A extends Attribute>(
  resource: Resource<A>,
  ...path: AttributePath<A>
): Json | undefined {
  const { value, unknown, sensitive, expression } = resource.get(...path);
  const keys = unknown || sensitive ? resource.keys(...path) : [];
  if (keys.length > 0) return parts(resource, path, keys);
  if (unknown) {
    const references = [...(expression?.references ?? [])].sort();
    return references.length === 0 ? undefined : { ...UNKNOWN, references };
  }
  if (isNothing(value)) return undefined;
  return sensitive ? { sensitive: true, digest: digest(value) } : sorted(value);
}

/** A list or block of which something is unknown or sensitive. */
function parts<A extends Attribute>(
  resource: Resource<A>,
  path: AttributePath<A>,
  keys: readonly string[],
): Json {
  const isList = keys.every((key, at) => key === `${at}`);
  const each = keys.map((key) => [key, exact(resource, ...path, key)] as const);
  if (isList) return sorted(each.map(([, value]) => value ?? UNKNOWN));
  return sorted(Object.fromEntries(each.filter(([, value]) => value !== undefined)) as Json);
}

function isNothing(value: Json | undefined): value is null | undefined | "" {
  if (value === undefined || value === null || value === "") return true;
  if (typeof value !== "object") return false;
  return Array.isArray(value) ? value.length === 0 : Object.keys(object(value)).length === 0;
}
