import { podSpecOf, podTemplateOf } from "./defaults";
import { Json, JsonObject, objectsAt } from "./names";
import { shown, validatePod } from "./validate-pod";

const POD_PATHS: { readonly [kind: string]: string } = {
  Pod: "spec",
  CronJob: "spec.jobTemplate.spec.template.spec",
};

/** What the API finds wrong with an object with its defaults, in its words. */
export function mistakesIn(object: JsonObject): string[] {
  const kind = String(object.kind);
  const [spec] = objectsAt(object, "spec");
  const pod = podSpecOf(object);
  const mistakes = spec ? (WORKLOADS[kind]?.(spec) ?? []) : [];
  // The claims of a StatefulSet are volumes of its pods.
  const claims = objectsAt(spec, "volumeClaimTemplates").flatMap((claim) =>
    objectsAt(claim, "metadata").map(({ name }) => name),
  );
  if (pod) mistakes.push(...validatePod(pod, POD_PATHS[kind] ?? "spec.template.spec", claims));
  if (/^(Deployment|StatefulSet|DaemonSet)$/.test(kind) && spec) {
    const template = podTemplateOf(object);
    mistakes.push(...controllerMistakes(spec, template, pod ?? {}));
  }
  if (/^(Cron)?Job$/.test(kind) && pod?.restartPolicy === "Always") {
    const path = `${POD_PATHS[kind] ?? "spec.template.spec"}.restartPolicy`;
    mistakes.push(`${path}: Unsupported value: "Always": supported values: "OnFailure", "Never"`);
  }
  return mistakes;
}

function controllerMistakes(
  spec: JsonObject,
  template: JsonObject | undefined,
  pod: JsonObject,
): string[] {
  const mistakes: string[] = [];
  const labels = (objectsAt(template, "metadata")[0]?.labels ?? {}) as JsonObject;
  const wanted = (objectsAt(spec, "selector")[0]?.matchLabels ?? {}) as JsonObject;
  if (Object.entries(wanted).some(([key, value]) => labels[key] !== value)) {
    mistakes.push(
      `spec.template.metadata.labels: Invalid value: ${shown(labels)}: \`selector\` does not match template \`labels\``,
    );
  }
  if (pod.activeDeadlineSeconds !== undefined) {
    const reason = "activeDeadlineSeconds in ReplicaSet is not Supported";
    mistakes.push(`spec.template.spec.activeDeadlineSeconds: Forbidden: ${reason}`);
  }
  if (pod.restartPolicy !== "Always") {
    mistakes.push(
      `spec.template.spec.restartPolicy: Unsupported value: ${shown(pod.restartPolicy)}: supported values: "Always"`,
    );
  }
  return mistakes;
}

const WORKLOADS: { readonly [kind: string]: (spec: JsonObject) => string[] } = {
  Deployment: (spec) => {
    const mistakes: string[] = [];
    const [strategy] = objectsAt(spec, "strategy");
    const [rolling] = objectsAt(strategy, "rollingUpdate");
    if (strategy?.type === "Recreate" && rolling) {
      mistakes.push(
        "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
      );
    } else if (rolling && isZero(rolling.maxSurge) && isZero(rolling.maxUnavailable)) {
      mistakes.push(
        `spec.strategy.rollingUpdate.maxUnavailable: Invalid value: ${shown(rolling.maxUnavailable)}: may not be 0 when \`maxSurge\` is 0`,
      );
    }
    const deadline = Number(spec.progressDeadlineSeconds);
    if (deadline <= Number(spec.minReadySeconds ?? 0)) {
      mistakes.push(
        `spec.progressDeadlineSeconds: Invalid value: ${deadline}: must be greater than minReadySeconds`,
      );
    }
    return mistakes;
  },
  DaemonSet: (spec) => {
    const [rolling] = objectsAt(objectsAt(spec, "updateStrategy")[0], "rollingUpdate");
    if (!rolling) return [];
    const path = "spec.updateStrategy.rollingUpdate";
    const [surge, unavailable] = [rolling.maxSurge, rolling.maxUnavailable];
    if (!isZero(surge) && !isZero(unavailable)) {
      const reason = "may not be set when maxUnavailable is non-zero";
      return [`${path}.maxSurge: Invalid value: ${shown(surge)}: ${reason}`];
    }
    if (isZero(surge) && isZero(unavailable)) {
      return [
        `${path}.maxUnavailable: Invalid value: ${shown(unavailable)}: cannot be 0 when maxSurge is 0`,
      ];
    }
    return [];
  },
};

function isZero(value: Json | undefined): boolean {
  return value === undefined || /^0%?$/.test(String(value));
}
