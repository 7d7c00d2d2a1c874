import { WebhookGeneration } from "../webhook";
import { BlockSchema } from "../schemas";
import { ObjectValue, Unknown, Value } from "../wire";
import { ApiError, Cluster, Reference, referenceOf } from "./cluster";
import { ProviderError, blocksIn, expand } from "./expand";
import { Kind } from "./facts";
import { flatten } from "./flatten";
import { JsonObject, objectsAt } from "./names";
import { patched } from "./patch";

/** Where a change goes, and what came of it. An error can come with a state, which is then tainted. */
export interface Place {
  readonly kind: Kind;
  readonly schema: BlockSchema;
  readonly cluster: Cluster;
  readonly webhook?: WebhookGeneration;
}

export interface Applied {
  readonly state: ObjectValue | null;
  readonly error?: string;
}

/** What the provider puts before the API's words. */
const PREFIXES: { readonly [kind: string]: readonly [create: string, update: string] } = {
  DaemonSet: ["Failed to create daemonset: ", "Failed to update daemonset: "],
  Deployment: ["Failed to create deployment: ", "Failed to update deployment: "],
  Job: ["Failed to create Job! API error: ", "Failed to update Job! API error: "],
  ServiceAccount: ["", "Failed to update service account: "],
  StatefulSet: ["", "Failed to update StatefulSet: "],
};

/** Creates, updates or deletes the object of a resource. */
export function applyTyped(
  place: Place,
  prior: ObjectValue | null,
  planned: ObjectValue | null,
): Applied {
  const { kind, schema, cluster, webhook } = place;
  if (planned === null) {
    cluster.delete(referenceOf(expand(kind, schema, prior ?? {})));
    return { state: null };
  }
  try {
    const wanted = named(expand(kind, schema, planned));
    const stored =
      prior === null
        ? cluster.create(wanted, webhook)
        : cluster.update(patched(storedBefore(place, prior), wanted, prior, planned), webhook);
    const state = flatten(kind, schema, stored, planned);
    return { state, error: whyNotReady(place, stored, planned) };
  } catch (error) {
    if (error instanceof ProviderError) return { state: prior, error: error.message };
    if (!(error instanceof ApiError)) throw error;
    const prefix = PREFIXES[kind]?.[prior === null ? 0 : 1] ?? "";
    // A failed update leaves what was planned in the state, until the next refresh.
    return { state: prior && withoutUnknown(planned), error: `${prefix}${error.message}` };
  }
}

/** The state of a resource as its cluster has it; null when it is gone. */
export function readTyped(place: Place, state: ObjectValue): ObjectValue | null {
  const { kind, schema, cluster } = place;
  if (nameIn(state) === null) return readImported(place, state);
  const reference = referenceOf(expand(kind, schema, state));
  if (!cluster.get(reference) && cluster.wasDeleted(reference)) return null;
  return flatten(kind, schema, storedBefore(place, state), state);
}

/** An import knows the id alone. */
function readImported({ kind, schema, cluster }: Place, state: ObjectValue): ObjectValue | null {
  const parts = String(state.id).split("/");
  const [name, namespace] = [parts.pop() ?? "", parts.pop()];
  const { apiVersion } = expand(kind, schema, {});
  const reference: Reference = { apiVersion: String(apiVersion), kind, name, namespace };
  const stored = cluster.get(reference);
  return stored ? flatten(kind, schema, stored, state) : state;
}

/** The object of a state, which another process may have made. */
function storedBefore({ kind, schema, cluster, webhook }: Place, state: ObjectValue): JsonObject {
  const object = expand(kind, schema, state);
  return cluster.get(referenceOf(object)) ?? cluster.adopt(object, webhook);
}

function nameIn(state: ObjectValue): Value {
  return blocksIn(state.metadata)[0]?.name ?? null;
}

/** Gives an object that has the beginning of a name the rest of it. */
function named(object: JsonObject): JsonObject {
  const metadata = object.metadata as JsonObject;
  if (metadata.name) return object;
  return {
    ...object,
    metadata: { ...metadata, name: `${String(metadata.generateName ?? "")}7f9c2` },
  };
}

/** What the provider says when it has waited long enough for pods that are not let in. */
function whyNotReady(
  { kind, cluster }: Place,
  stored: JsonObject,
  planned: ObjectValue,
): string | undefined {
  const { namespace, name } = referenceOf(stored);
  const place = `${String(namespace)}/${name}`;
  if (!cluster.refusedPods.some(({ owner }) => owner === `${kind} ${place}`)) return undefined;
  const [spec = {}] = objectsAt(stored, "spec");
  if (kind === "Job" && planned.wait_for_completion === true) {
    const end = spec.activeDeadlineSeconds === undefined ? "not in complete" : "in failed";
    return `job: ${place} is ${end} state`;
  }
  if (planned.wait_for_rollout !== true) return undefined;
  if (kind === "StatefulSet") return `StatefulSet ${place} is not finished rolling out`;
  if (kind === "DaemonSet") return `Waiting for 1 replicas of "${name}" to be scheduled (0)`;
  return `Waiting for rollout to finish: 0 out of ${String(spec.replicas)} new replicas have been updated...`;
}

function withoutUnknown(value: ObjectValue): ObjectValue {
  const settle = (item: Value): Value => {
    if (item instanceof Unknown) return null;
    if (Array.isArray(item)) return item.map(settle);
    return typeof item === "object" && item !== null ? withoutUnknown(item as ObjectValue) : item;
  };
  const entries = Object.entries(value).map(([name, item]) => [name, settle(item)] as const);
  return Object.fromEntries(entries);
}
