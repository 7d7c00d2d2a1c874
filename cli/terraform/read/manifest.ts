import { CLIENT_ID, USE_LABEL } from "../../../azure/webhook";
import { at, type Json, type JsonObject, list, own, text } from "../model/json";
import { kindOf, templatePath } from "../model/resource-types";
import type { Translation } from "./translation";

/** What a `kubernetes_manifest` makes, by its API group and kind, as a type of the Kubernetes provider. */
const TYPES = new Map<string, string>(
  Object.entries({
    ServiceAccount: "kubernetes_service_account_v1",
    Namespace: "kubernetes_namespace_v1",
    Pod: "kubernetes_pod_v1",
    ReplicationController: "kubernetes_replication_controller_v1",
    "apps/Deployment": "kubernetes_deployment_v1",
    "apps/StatefulSet": "kubernetes_stateful_set_v1",
    "apps/DaemonSet": "kubernetes_daemon_set_v1",
    "apps/ReplicaSet": "kubernetes_replica_set",
    "batch/Job": "kubernetes_job_v1",
    "batch/CronJob": "kubernetes_cron_job_v1",
    "argoproj.io/Rollout": "kubernetes_rollout",
  }),
);

const NAMES: Readonly<Record<string, string>> = {
  job_template: "jobTemplate",
  service_account_name: "serviceAccountName",
  generate_name: "generateName",
  security_context: "securityContext",
  run_as_non_root: "runAsNonRoot",
  container: "containers",
  init_container: "initContainers",
};

/** A manifest as the object that it makes, where pods or accounts are of its kind. */
export function manifestTranslation(values: Json | undefined): Translation | undefined {
  const manifest = own(values, "manifest");
  const [group, version] = (text(own(manifest, "apiVersion")) ?? "").split("/");
  const kind = text(own(manifest, "kind")) ?? "";
  const type = TYPES.get(version === undefined ? kind : `${group}/${kind}`);
  if (!type) return undefined;
  const paths = pathsOf(type);
  return {
    type,
    values: (side) => {
      if (side === true || side === null || side === undefined) return side ?? null;
      return picked(paths, (path) => {
        const found = inManifest(own(side, "manifest"), path);
        return CONTAINERS.includes(path.at(-1) ?? "") ? containersIn(found) : found;
      });
    },
    // The manifest is one expression, of which nothing tells what refers to where, but for the name.
    expressions: (written) => {
      const references = list(own(own(written, "manifest"), "references"));
      const ofClientId = references.filter((one) => /\bclient_?id\b/i.test(text(one) ?? ""));
      return picked(paths, (path) => ({
        references: path.at(-1) === CLIENT_ID ? ofClientId : references,
      }));
    },
  };
}

type Path = readonly string[];

const CONTAINERS = ["container", "init_container"];
const NON_ROOT = ["security_context", "run_as_non_root"];

/** What is read of the object. */
function pathsOf(type: string): readonly Path[] {
  const template = templatePath(type) ?? [];
  return [
    ...["name", "generate_name", "namespace"].map((name) => ["metadata", name]),
    ...(kindOf(type) === "workload"
      ? [
          [...template, "metadata", "labels", USE_LABEL],
          [...template, "spec", "service_account_name"],
          [...template, "spec", ...NON_ROOT],
          ...CONTAINERS.map((block) => [...template, "spec", block]),
        ]
      : [["metadata", "annotations", CLIENT_ID]]),
  ];
}

function picked(paths: readonly Path[], pick: (path: Path) => Json | undefined): JsonObject {
  const kept: JsonObject = {};
  for (const path of paths) {
    const value = pick(path);
    if (value !== undefined) put(kept, path, value);
  }
  return kept;
}

function put(holder: JsonObject, [key, ...rest]: Path, value: Json): void {
  if (key === undefined) return;
  if (rest.length === 0) holder[key] = value;
  else put((holder[key] ??= {}) as JsonObject, rest, value);
}

/** A value by its path; a mask may be `true` for all beneath. */
function inManifest(manifest: Json | undefined, path: Path): Json | undefined {
  if (manifest === true) return true;
  const [key, ...rest] = path;
  if (key === undefined) return manifest;
  const inner = at(manifest, [NAMES[key] ?? key]);
  return rest.length === 0 || inner === true || inner === undefined
    ? inner
    : inManifest(inner, rest);
}

/** Containers or their masks. What a manifest leaves out is not sent, unlike what a block leaves out. */
function containersIn(written: Json | undefined): Json | undefined {
  if (written === true || written === undefined) return written;
  return list(written).map((one): Json => {
    if (one === true) return one;
    const said = inManifest(one, NON_ROOT) ?? null;
    const kept: JsonObject = { name: own(one, "name") ?? null };
    return said === null ? kept : { ...kept, security_context: { run_as_non_root: said } };
  });
}
