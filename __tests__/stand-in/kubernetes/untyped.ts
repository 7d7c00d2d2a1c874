import { isDeepStrictEqual } from "node:util";
import { identityOf } from "../computed";
import { WebhookGeneration } from "../webhook";
import { ObjectValue, Unknown, Value } from "../wire";
import { ApiError, Cluster, referenceOf } from "./cluster";
import { blocksIn } from "./expand";
import { copyOf, isObject, Json, JsonObject, objectsAt } from "./names";

/** An error as Terraform prints it: a line, and what follows below. */
export interface Mistake {
  readonly summary: string;
  readonly detail?: string;
}

/** A type of the provider that has no specification of its own here. */
export interface UntypedPlace {
  readonly typeName: string;
  readonly cluster: Cluster;
  readonly webhook?: WebhookGeneration;
}

/** Metadata that `kubernetes_annotations` and `kubernetes_labels` write into objects of others. */
const FIELDS: { readonly [typeName: string]: string } = {
  kubernetes_annotations: "annotations",
  kubernetes_labels: "labels",
};

/** Does in the cluster what a change of the state says. */
export function applyUntyped(
  place: UntypedPlace,
  prior: ObjectValue | null,
  state: ObjectValue | null,
): Mistake | undefined {
  const { typeName, cluster } = place;
  try {
    if (typeName in FIELDS) return annotate(place, prior, state);
    const wanted = objectOf(typeName, state);
    const before = objectOf(typeName, prior);
    if (before && !wanted) cluster.delete(referenceOf(before));
    if (!wanted) return undefined;
    if (typeName !== "kubernetes_manifest") {
      if (!before) cluster.create(wanted);
      return undefined;
    }
    return applyManifest(place, before, wanted, computedFields(state as ObjectValue));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return typeName === "kubernetes_manifest"
      ? { summary: "API response status: Failure", detail: error.message }
      : { summary: error.message };
  }
}

/** Whether the object of a state is still there; one of another process is taken over. */
export function isThere({ typeName, cluster, webhook }: UntypedPlace, state: ObjectValue): boolean {
  const object = typeName in FIELDS ? annotated(typeName, state) : objectOf(typeName, state);
  if (!object) return true;
  if (cluster.get(referenceOf(object))) return true;
  if (cluster.wasDeleted(referenceOf(object))) return false;
  cluster.adopt(object, webhook);
  return true;
}

function applyManifest(
  { cluster, webhook }: UntypedPlace,
  before: JsonObject | undefined,
  wanted: JsonObject,
  computed: readonly string[],
): Mistake | undefined {
  const reference = referenceOf(wanted);
  const present = cluster.get(reference);
  if (!before && present) {
    const name = [reference.namespace, reference.name].filter(Boolean).join("/");
    const detail = `resource ${JSON.stringify(name)} already exists`;
    return { summary: "Cannot create resource that already exists", detail };
  }
  const stored = present
    ? cluster.update(withGenerated(wanted, present), webhook)
    : cluster.create(wanted, webhook);
  const [path] = changedBelow(wanted, stored, "").filter(
    (changed) => !computed.some((one) => changed === one || changed.startsWith(`${one}.`)),
  );
  if (path === undefined) return undefined;
  return {
    summary: "Provider produced inconsistent result after apply",
    detail: `.object.${path}: the API stored another value than was written.`,
  };
}

/** What the API and its controllers added to the object that is there. */
function withGenerated(wanted: JsonObject, stored: JsonObject): JsonObject {
  if (wanted.kind !== "Job") return wanted;
  const result = copyOf(wanted);
  const [spec, storedSpec] = [result, stored].map((object) => objectsAt(object, "spec")[0] ?? {});
  spec.selector ??= storedSpec.selector;
  const [template, storedTemplate] = [spec, storedSpec].map((one) => objectsAt(one, "template")[0]);
  const generated = Object.entries(
    (objectsAt(storedTemplate, "metadata")[0]?.labels ?? {}) as JsonObject,
  ).filter(([key]) => /(^|\/)(controller-uid|job-name)$/.test(key));
  const metadata = ((template ?? {}).metadata ??= {}) as JsonObject;
  metadata.labels = { ...(metadata.labels as JsonObject), ...Object.fromEntries(generated) };
  return result;
}

/** The paths at which the API did not store what was written. An empty object counts as nothing. */
function changedBelow(written: Json, stored: Json | undefined, path: string): string[] {
  const below = (name: string) => (path === "" ? name : `${path}.${name}`);
  if (isObject(written)) {
    const inner = isObject(stored) ? stored : {};
    return Object.entries(written).flatMap(([name, value]) =>
      changedBelow(value, inner[name], below(name)),
    );
  }
  if (Array.isArray(written) && Array.isArray(stored)) {
    return written.flatMap((value, index) =>
      changedBelow(value, stored[index], `${path}[${index}]`),
    );
  }
  return isDeepStrictEqual(written, stored) ? [] : [path];
}

function annotate(
  { typeName, cluster }: UntypedPlace,
  prior: ObjectValue | null,
  state: ObjectValue | null,
): Mistake | undefined {
  const field = FIELDS[typeName];
  const reference = referenceOf(annotated(typeName, (state ?? prior) as ObjectValue));
  const object = cluster.get(reference);
  if (!object) {
    return state ? { summary: `The resource "${reference.name}" does not exist` } : undefined;
  }
  const changed = copyOf(object);
  const metadata = changed.metadata as JsonObject;
  const [before, after] = [prior, state].map((one) => (one?.[field] ?? {}) as JsonObject);
  const kept = Object.entries((metadata[field] ?? {}) as JsonObject).filter(
    ([key]) => !(key in before),
  );
  metadata[field] = { ...Object.fromEntries(kept), ...after };
  cluster.update(changed);
  return undefined;
}

/** The object that is annotated, as far as the state tells it. */
function annotated(typeName: string, state: ObjectValue): JsonObject {
  const [{ name, namespace }] = blocksIn(state.metadata);
  const field = FIELDS[typeName];
  const isOfNamespaces = state.kind !== "Namespace";
  return {
    apiVersion: state.api_version as Json,
    kind: state.kind as Json,
    metadata: {
      name: name as Json,
      ...(isOfNamespaces && { namespace: (namespace ?? "default") as Json }),
      [field]: (state[field] ?? {}) as Json,
    },
  };
}

/** The object of a manifest, or what is known of an object of another type. */
function objectOf(typeName: string, state: ObjectValue | null): JsonObject | undefined {
  if (!state) return undefined;
  if (typeName === "kubernetes_manifest")
    return withoutNulls(dynamic(state.manifest)) as JsonObject;
  const [metadata] = blocksIn(state.metadata);
  if (!metadata) return undefined;
  const [namespace, name] = `${"namespace" in metadata ? "" : "/"}${identityOf(typeName, state)}`
    .split("/")
    .slice(-2);
  return {
    apiVersion: "v1",
    kind: typeName
      .replace(/^kubernetes_|_v\d\w*$/g, "")
      .replace(/(^|_)(\w)/g, (_match, _start, letter: string) => letter.toUpperCase()),
    metadata: { name, ...(namespace && { namespace }) },
  };
}

/** A value of any type; on the wire it comes behind its type. */
export function dynamic(value: Value | undefined): Json {
  if (Array.isArray(value) && value[0] instanceof Uint8Array) return value[1] as Json;
  return value instanceof Unknown ? null : ((value ?? null) as Json);
}

export function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(entries.map(([name, item]) => [name, withoutNulls(item)]));
}

function computedFields(state: ObjectValue): string[] {
  const given = state.computed_fields;
  if (!Array.isArray(given) || given.length === 0)
    return ["metadata.annotations", "metadata.labels"];
  return given.map((path) => String(path).replace(/^object\./, ""));
}
