import { isDeepStrictEqual } from "node:util";
import { ObjectValue, Value } from "../wire";
import { blocksIn } from "./expand";
import { copyOf, Json, JsonObject, objectsAt } from "./names";

/** The fields of a specification that the provider sends in an update; of other kinds it sends all. */
const SENT: { readonly [kind: string]: readonly (readonly [argument: string, field: string])[] } = {
  Job: [
    ["active_deadline_seconds", "activeDeadlineSeconds"],
    ["backoff_limit", "backoffLimit"],
    ["manual_selector", "manualSelector"],
    ["parallelism", "parallelism"],
    ["pod_failure_policy", "podFailurePolicy"],
  ],
  StatefulSet: [
    ["replicas", "replicas"],
    ["template", "template"],
    ["update_strategy", "updateStrategy"],
    ["persistent_volume_claim_retention_policy", "persistentVolumeClaimRetentionPolicy"],
    ["min_ready_seconds", "minReadySeconds"],
  ],
};

/** The stored object with what the provider sends of a planned change. */
export function patched(
  stored: JsonObject,
  wanted: JsonObject,
  prior: ObjectValue,
  planned: ObjectValue,
): JsonObject {
  const kind = String(stored.kind);
  const result = copyOf(stored);
  result.metadata = patchedMetadata(result.metadata as JsonObject, prior, planned);
  if (kind === "ServiceAccount") {
    for (const field of ["automountServiceAccountToken", "imagePullSecrets", "secrets"]) {
      set(result, field, wanted[field]);
    }
  }
  const [before, after] = [prior.spec, planned.spec].map((spec) => blocksIn(spec)[0] ?? {});
  if (kind === "Namespace" || isDeepStrictEqual(before, after)) return result;
  const spec = objectsAt(wanted, "spec")[0];
  if (kind === "Pod") return withImages(result, spec);
  const sent = SENT[kind];
  if (!sent) return { ...result, spec: withoutRolling(kind, spec, before, after) };
  for (const [argument, field] of sent) {
    if (isDeepStrictEqual(before[argument], after[argument])) continue;
    set(result.spec as JsonObject, field, spec[field]);
  }
  return result;
}

function patchedMetadata(
  metadata: JsonObject,
  prior: ObjectValue,
  planned: ObjectValue,
): JsonObject {
  const result = { ...metadata };
  for (const field of ["annotations", "labels"]) {
    const [before, after] = [prior, planned].map(
      ({ metadata: block }) => (blocksIn(block)[0]?.[field] ?? {}) as { [key: string]: Value },
    );
    const kept = Object.entries((metadata[field] ?? {}) as JsonObject).filter(
      ([key]) => !(key in before) || key in after,
    );
    const all = { ...Object.fromEntries(kept), ...after } as JsonObject;
    set(result, field, Object.keys(all).length > 0 ? all : undefined);
  }
  return result;
}

/** Of the other strategy's settings, which are kept in the plan, the provider takes these away. */
function withoutRolling(
  kind: string,
  spec: JsonObject,
  before: ObjectValue,
  after: ObjectValue,
): JsonObject {
  const [was, is] = [before, after].map(({ strategy }) => blocksIn(strategy)[0]?.type);
  if (kind !== "Deployment" || was !== "RollingUpdate" || is !== "Recreate") return spec;
  return { ...spec, strategy: { type: "Recreate" } };
}

function withImages(pod: JsonObject, wanted: JsonObject): JsonObject {
  const images = objectsAt(wanted, "containers").map(({ image }) => image);
  const spec = pod.spec as JsonObject;
  set(spec, "activeDeadlineSeconds", wanted.activeDeadlineSeconds);
  spec.containers = objectsAt(spec, "containers").map((container, index) => ({
    ...container,
    image: images[index] ?? container.image,
  }));
  return pod;
}

function set(object: JsonObject, field: string, value: Json | undefined): void {
  if (value === undefined) delete object[field];
  else object[field] = value;
}
