import { isDeepStrictEqual } from "node:util";
import { JsonObject, objectsAt } from "./names";

const STATEFUL_SET_UPDATABLE = [
  "replicas",
  "ordinals",
  "template",
  "updateStrategy",
  "revisionHistoryLimit",
  "persistentVolumeClaimRetentionPolicy",
  "minReadySeconds",
];

const IMMUTABLE: { readonly [kind: string]: readonly string[] } = {
  DaemonSet: ["selector"],
  Deployment: ["selector"],
  Job: ["completionMode", "selector", "template"],
};

/** What of a change the API does not let happen to an object that is there. */
export function immutableChanges(before: JsonObject, after: JsonObject): string[] {
  const kind = String(after.kind);
  const [old = {}] = objectsAt(before, "spec");
  const [spec = {}] = objectsAt(after, "spec");
  const isOther = (field: string) => !isDeepStrictEqual(old[field], spec[field]);
  if (kind === "StatefulSet") {
    const fields = Object.keys({ ...old, ...spec });
    if (fields.every((field) => STATEFUL_SET_UPDATABLE.includes(field) || !isOther(field)))
      return [];
    const names = STATEFUL_SET_UPDATABLE.map((field) => `'${field}'`);
    const all = `${names.slice(0, -1).join(", ")} and ${names.slice(-1).join()}`;
    return [
      `spec: Forbidden: updates to statefulset spec for fields other than ${all} are forbidden`,
    ];
  }
  if (kind === "Pod" && !isDeepStrictEqual(withoutUpdatable(old), withoutUpdatable(spec))) {
    return [
      "spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)",
    ];
  }
  return (IMMUTABLE[kind] ?? [])
    .filter(isOther)
    .map(
      (field) => `spec.${field}: Invalid value: ${JSON.stringify(spec[field])}: field is immutable`,
    );
}

function withoutUpdatable(spec: JsonObject): JsonObject {
  const withoutImages = (field: string) =>
    objectsAt(spec, field).map((container) => ({ ...container, image: "" }));
  return {
    ...spec,
    activeDeadlineSeconds: null,
    tolerations: null,
    containers: withoutImages("containers"),
    initContainers: withoutImages("initContainers"),
  };
}
