import { copyOf, JsonObject, objectsAt } from "./names";

const NOT_READY = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

/** What the API server adds to a pod by itself when it is created. Changes the pod. */
export function admitPod(pod: JsonObject): void {
  const spec = pod.spec as JsonObject;
  spec.serviceAccountName ??= "default";
  spec.serviceAccount = spec.serviceAccountName;
  spec.priority ??= 0;
  spec.preemptionPolicy ??= "PreemptLowerPriority";
  const tolerations = objectsAt(spec, "tolerations");
  const added = NOT_READY.filter(
    (key) =>
      !tolerations.some(
        (toleration) =>
          (toleration.key === key || (!toleration.key && toleration.operator === "Exists")) &&
          (!toleration.effect || toleration.effect === "NoExecute"),
      ),
  ).map((key) => ({ effect: "NoExecute", key, operator: "Exists", tolerationSeconds: 300 }));
  if (tolerations.length + added.length > 0) spec.tolerations = [...tolerations, ...added];
}

/** The pod that a controller makes of a template. */
export function podOf(template: JsonObject, owner: JsonObject): JsonObject {
  const { labels, annotations } = (template.metadata ?? {}) as JsonObject;
  const { name, namespace } = owner.metadata as JsonObject;
  return copyOf({
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: `${String(name)}-0`,
      namespace,
      ...(labels && { labels }),
      ...(annotations && { annotations }),
    },
    spec: { enableServiceLinks: true, ...(template.spec as JsonObject) },
  });
}
