import type { TerraformResource } from "cdktf";
import { type Arguments, argumentsOf, at } from "../private/terraform/arguments";
import { asText } from "../private/terraform/written-text";
import {
  badPodPath,
  barePodManifest,
  manifestNotKnown,
  noPodTemplate,
  notAWorkload,
  podPathOfKnownKind,
  unknownManifestKind,
} from "./shape-errors";
import { POD_KINDS, qualified, QUALIFIED_KINDS, type Roll } from "./pod-kinds";

/** Where a workload has what the webhook reads. */
export interface PodShape {
  readonly kind: string;
  /** The path to the object itself, whose `metadata` has the namespace. */
  readonly object: readonly string[];
  /** The path to what has the `metadata` and the `spec` of the pods. */
  readonly pods: readonly string[];
  readonly names: typeof NAMES;
  readonly roll: Roll;
}

/** Fields of a pod, as the provider's classes name them. */
const NAMES = {
  account: "service_account_name",
  automount: "automount_service_account_token",
  hostNetwork: "host_network",
  nodeSelector: "node_selector",
  containers: "container",
  initContainers: "init_container",
};

/** The same in a manifest. */
const MANIFEST_NAMES: typeof NAMES = {
  account: "serviceAccountName",
  automount: "automountServiceAccountToken",
  hostNetwork: "hostNetwork",
  nodeSelector: "nodeSelector",
  containers: "containers",
  initContainers: "initContainers",
};

/** The provider's types; each is there with `_v1` too. */
const TYPES: Readonly<Record<string, string>> = {
  kubernetes_pod: "Pod",
  kubernetes_replication_controller: "ReplicationController",
  kubernetes_deployment: "Deployment",
  kubernetes_stateful_set: "StatefulSet",
  kubernetes_daemonset: "DaemonSet",
  kubernetes_daemon_set: "DaemonSet",
  kubernetes_job: "Job",
  kubernetes_cron_job: "CronJob",
};

/** What is read of a workload, references as text. What it depends on may not be known yet. */
export function podsOf(workload: TerraformResource): Arguments {
  const { metadata, spec, manifest } = argumentsOf(workload);
  return asText(workload, { metadata, spec, manifest }) as Arguments;
}

/** Whether a resource makes pods, a manifest by the kinds that are known. */
export function makesPods(resource: TerraformResource): boolean {
  if (resource.terraformResourceType !== "kubernetes_manifest") {
    return resource.terraformResourceType.replace(/_v1$/, "") in TYPES;
  }
  const kind = kindOf(asText(resource, argumentsOf(resource).manifest));
  return QUALIFIED_KINDS.includes(kind) && kind !== "Pod";
}

/** The kind of a manifest with its API group. */
function kindOf(manifest: unknown): string {
  return qualified(String(at(manifest, ["kind"])), String(at(manifest, ["apiVersion"])));
}

/**
 * Where a workload has its pods.
 *
 * Throws when it is none, when its kind is not known, and when there is no template at the path.
 */
export function podShapeOf(workload: TerraformResource, podPath?: string): PodShape {
  const { terraformResourceType: type } = workload;
  if (type === "kubernetes_manifest") return manifestShapeOf(workload, podPath);
  const kind = TYPES[type.replace(/_v1$/, "")] ?? "";
  const known = POD_KINDS[kind];
  if (known === undefined) throw notAWorkload(workload, type, Object.keys(TYPES));
  if (podPath !== undefined) throw podPathOfKnownKind(workload, podPath, type);
  return {
    kind,
    object: [],
    pods: known.pods.map((key) => (key === "jobTemplate" ? "job_template" : key)),
    names: NAMES,
    roll: known.roll,
  };
}

function manifestShapeOf(workload: TerraformResource, podPath?: string): PodShape {
  const manifest = asText(workload, argumentsOf(workload).manifest);
  if (typeof manifest !== "object" || manifest === null) {
    throw manifestNotKnown(workload, manifest);
  }
  const name = kindOf(manifest);
  const known = QUALIFIED_KINDS.includes(name)
    ? POD_KINDS[String(at(manifest, ["kind"]))]
    : undefined;
  if (podPath !== undefined && known) throw podPathOfKnownKind(workload, podPath, name);
  if (podPath !== undefined && !/^[A-Za-z]\w*(\.\w+)*$/.test(podPath)) {
    throw badPodPath(workload, podPath);
  }
  const pods = known?.pods ?? podPath?.split(".");
  if (!pods) throw unknownManifestKind(workload, name, QUALIFIED_KINDS);
  if (name === "Pod") throw barePodManifest(workload);

  const spec = at(manifest, [...pods, "spec"]);
  if (typeof spec !== "object" || spec === null) {
    throw noPodTemplate(workload, pods.join("."), name);
  }
  return {
    kind: name,
    object: ["manifest"],
    pods: ["manifest", ...pods],
    names: MANIFEST_NAMES,
    roll: known?.roll ?? "annotation",
  };
}
