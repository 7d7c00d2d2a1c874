import { dropEmpty } from "./empties";
import { copyOf, isObject, Json, JsonObject, objectsAt } from "./names";
import { canonical } from "./quantity";

/** The specification of the pods of an object; undefined where there is none. */
export function podSpecOf(object: JsonObject): JsonObject | undefined {
  return object.kind === "Pod"
    ? objectsAt(object, "spec")[0]
    : objectsAt(podTemplateOf(object), "spec")[0];
}

/** The template of the pods of an object, or the pod itself. */
export function podTemplateOf(object: JsonObject): JsonObject | undefined {
  if (object.kind === "Pod") return object;
  const [spec] = objectsAt(object, "spec");
  const job =
    object.kind === "CronJob" ? objectsAt(objectsAt(spec, "jobTemplate")[0], "spec")[0] : spec;
  return objectsAt(job, "template")[0];
}

const ROLLING = { type: "RollingUpdate" };

/** What the API fills in of the specifications of workloads, on the top level. */
const SPECS: { readonly [kind: string]: JsonObject } = {
  Deployment: {
    replicas: 1,
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
    strategy: ROLLING,
  },
  StatefulSet: {
    replicas: 1,
    revisionHistoryLimit: 10,
    podManagementPolicy: "OrderedReady",
    updateStrategy: {},
    persistentVolumeClaimRetentionPolicy: {},
  },
  DaemonSet: { revisionHistoryLimit: 10, updateStrategy: ROLLING },
  Job: {
    backoffLimit: 6,
    completionMode: "NonIndexed",
    completions: 1,
    parallelism: 1,
    podReplacementPolicy: "TerminatingOrFailed",
    suspend: false,
  },
  CronJob: {
    concurrencyPolicy: "Allow",
    suspend: false,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 1,
  },
};

const PROBE = { failureThreshold: 3, periodSeconds: 10, successThreshold: 1, timeoutSeconds: 1 };
const READ_WRITE_MODE = 0o644;

/** Fills in what the API server does before it stores an object. Changes the object. */
export function applyDefaults(object: JsonObject): void {
  const kind = String(object.kind);
  const [spec] = objectsAt(object, "spec");
  if (spec && (SPECS[kind] || kind === "Pod")) dropEmpty(spec);
  if (spec && SPECS[kind]) {
    fill(spec, copyOf(SPECS[kind]));
    fillStrategy(kind, spec);
    objectsAt(spec, "volumeClaimTemplates").forEach(fillClaim);
  }
  const pod = podSpecOf(object);
  if (pod) fillPod(pod, kind === "Pod");
  if (kind === "Namespace") {
    const metadata = object.metadata as JsonObject;
    const labels = { "kubernetes.io/metadata.name": metadata.name };
    metadata.labels = { ...(metadata.labels as JsonObject | undefined), ...labels };
    object.spec = { finalizers: ["kubernetes"] };
  }
}

function fill(object: JsonObject, defaults: JsonObject): void {
  for (const [name, value] of Object.entries(defaults)) {
    // What is sent as "" is left out for the API, which then takes its own.
    if (object[name] === undefined || object[name] === null || object[name] === "") {
      object[name] = value;
    }
  }
}

function fillStrategy(kind: string, spec: JsonObject): void {
  const [strategy] = objectsAt(spec, kind === "Deployment" ? "strategy" : "updateStrategy");
  if (!strategy) return;
  const isGiven = typeof strategy.type === "string" && strategy.type !== "";
  fill(strategy, ROLLING);
  if (kind === "StatefulSet") {
    for (const policy of objectsAt(spec, "persistentVolumeClaimRetentionPolicy")) {
      fill(policy, { whenDeleted: "Retain", whenScaled: "Retain" });
    }
    // Where the type is written, the API adds no settings to it.
    if (!isGiven) fill(strategy, { rollingUpdate: {} });
    for (const rolling of objectsAt(strategy, "rollingUpdate")) fill(rolling, { partition: 0 });
    return;
  }
  if (strategy.type !== "RollingUpdate") return;
  fill(strategy, { rollingUpdate: {} });
  const rolling = strategy.rollingUpdate as JsonObject;
  if (kind === "Deployment") fill(rolling, { maxSurge: "25%", maxUnavailable: "25%" });
  if (kind === "DaemonSet") fill(rolling, { maxSurge: 0, maxUnavailable: 1 });
}

function fillClaim(claim: JsonObject): void {
  fill(claim, {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    status: { phase: "Pending" },
  });
  const [spec] = objectsAt(claim, "spec");
  if (!spec) return;
  fill(spec, { volumeMode: "Filesystem" });
  writeCanonically(spec.resources);
}

function fillPod(spec: JsonObject, isPod: boolean): void {
  fill(spec, {
    dnsPolicy: "ClusterFirst",
    restartPolicy: "Always",
    schedulerName: "default-scheduler",
    securityContext: {},
    terminationGracePeriodSeconds: 30,
  });
  if (isPod) fill(spec, { enableServiceLinks: true });
  if (spec.serviceAccountName) spec.serviceAccount = spec.serviceAccountName;
  for (const field of ["containers", "initContainers"]) {
    for (const container of objectsAt(spec, field)) fillContainer(container, isPod);
  }
  objectsAt(spec, "volumes").forEach(fillVolume);
}

function fillContainer(container: JsonObject, isPod: boolean): void {
  fill(container, {
    imagePullPolicy: isLatest(String(container.image ?? "")) ? "Always" : "IfNotPresent",
    resources: {},
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "File",
  });
  writeCanonically(container.resources);
  const resources = container.resources as JsonObject;
  if (isPod && isObject(resources.limits)) {
    resources.requests = { ...resources.limits, ...(resources.requests as JsonObject | undefined) };
  }
  for (const port of objectsAt(container, "ports")) fill(port, { protocol: "TCP" });
  for (const name of ["livenessProbe", "readinessProbe", "startupProbe"]) {
    for (const probe of objectsAt(container, name)) {
      fill(probe, PROBE);
      fillHandler(probe);
      for (const grpc of objectsAt(probe, "grpc")) grpc.service ??= "";
    }
  }
  for (const lifecycle of objectsAt(container, "lifecycle")) {
    [...objectsAt(lifecycle, "postStart"), ...objectsAt(lifecycle, "preStop")].forEach(fillHandler);
  }
  objectsAt(container, "env")
    .flatMap((variable) => objectsAt(variable, "valueFrom"))
    .forEach(fillField);
}

function fillHandler(handler: JsonObject): void {
  for (const get of objectsAt(handler, "httpGet")) fill(get, { path: "/", scheme: "HTTP" });
}

function fillField(source: JsonObject): void {
  for (const field of objectsAt(source, "fieldRef")) fill(field, { apiVersion: "v1" });
  for (const field of objectsAt(source, "resourceFieldRef")) fill(field, { divisor: "0" });
}

const VOLUMES_WITH_MODES = ["configMap", "downwardAPI", "projected", "secret"];

function fillVolume(volume: JsonObject): void {
  if (Object.keys(volume).every((name) => name === "name")) volume.emptyDir = {};
  for (const field of VOLUMES_WITH_MODES) {
    for (const source of objectsAt(volume, field)) {
      source.defaultMode ??= READ_WRITE_MODE;
      objectsAt(source, "items").forEach(fillField);
    }
  }
  for (const directory of objectsAt(volume, "emptyDir")) {
    if (directory.sizeLimit) directory.sizeLimit = canonical(String(directory.sizeLimit));
  }
  for (const path of objectsAt(volume, "hostPath")) path.type ??= "";
  for (const projection of objectsAt(objectsAt(volume, "projected")[0], "sources")) {
    for (const token of objectsAt(projection, "serviceAccountToken")) {
      token.expirationSeconds ??= 3600;
    }
    objectsAt(objectsAt(projection, "downwardAPI")[0], "items").forEach(fillField);
  }
}

/** Writes the quantities of limits and requests as they are stored. */
function writeCanonically(resources: Json | undefined): void {
  for (const field of ["limits", "requests"]) {
    for (const list of objectsAt({ resources: resources ?? null }, "resources")) {
      for (const [name, value] of Object.entries(objectsAt(list, field)[0] ?? {})) {
        (list[field] as JsonObject)[name] = canonical(String(value));
      }
    }
  }
}

function isLatest(image: string): boolean {
  const tag = /:([\w.-]+)$/.exec(image.replace(/@.*$/, ""))?.[1];
  return !image.includes("@") && (tag === undefined || tag === "latest");
}
