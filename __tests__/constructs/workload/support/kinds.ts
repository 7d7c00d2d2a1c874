import { CronJob } from "@cdktf/provider-kubernetes/lib/cron-job";
import { CronJobV1 } from "@cdktf/provider-kubernetes/lib/cron-job-v1";
import { DaemonSetV1 } from "@cdktf/provider-kubernetes/lib/daemon-set-v1";
import { Daemonset } from "@cdktf/provider-kubernetes/lib/daemonset";
import { Deployment } from "@cdktf/provider-kubernetes/lib/deployment";
import { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { Job } from "@cdktf/provider-kubernetes/lib/job";
import { JobV1 } from "@cdktf/provider-kubernetes/lib/job-v1";
import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import { Pod } from "@cdktf/provider-kubernetes/lib/pod";
import { PodV1 } from "@cdktf/provider-kubernetes/lib/pod-v1";
import { ReplicationController } from "@cdktf/provider-kubernetes/lib/replication-controller";
import { ReplicationControllerV1 } from "@cdktf/provider-kubernetes/lib/replication-controller-v1";
import { StatefulSet } from "@cdktf/provider-kubernetes/lib/stateful-set";
import { StatefulSetV1 } from "@cdktf/provider-kubernetes/lib/stateful-set-v1";
import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/** What a test says of the pods; the rest is what the kind needs. */
export interface PodsOf {
  /** The name of the workload; "orders" by default. */
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
  /** Fields of the specification, as the provider's classes name them. */
  readonly spec?: Record<string, unknown>;
}

/** How a kind of workload is made, and where it has its pods. */
export interface Kind {
  readonly type: string;
  readonly pods: readonly string[];
  readonly roll: "annotation" | "replacement";
  make(scope: Construct, id: string, pods?: PodsOf): TerraformResource;
}

type Class = new (scope: Construct, id: string, config: never) => TerraformResource;

const CONTAINER = { name: "app", image: "registry.example.com/app:1.0" };
const LABELS = { app: "orders" };

/** The fields that every workload has, with the selector that most kinds need. */
function fieldsOf(pods: PodsOf = {}) {
  const metadata = {
    name: pods.name ?? "orders",
    namespace: pods.namespace ?? "shop",
    labels: { team: "orders" },
  };
  const template = {
    metadata: { labels: { ...LABELS, ...pods.labels }, annotations: pods.annotations },
    spec: { container: [CONTAINER], ...pods.spec },
  };
  return { metadata, template };
}

const selecting = (field: unknown) => ({ selector: field });
const ofTemplate =
  (Class: Class, more: object = {}) =>
  (scope: Construct, id: string, pods?: PodsOf) => {
    const { metadata, template } = fieldsOf(pods);
    return new Class(scope, id, { metadata, spec: { ...more, template } } as never);
  };
const ofCron = (Class: Class) => (scope: Construct, id: string, pods?: PodsOf) => {
  const { metadata, template } = fieldsOf(pods);
  const job = { metadata: {}, spec: { template } };
  return new Class(scope, id, {
    metadata,
    spec: { schedule: "0 3 * * *", jobTemplate: job },
  } as never);
};
const ofPod = (Class: Class) => (scope: Construct, id: string, pods?: PodsOf) => {
  const { metadata, template } = fieldsOf(pods);
  return new Class(scope, id, {
    metadata: { ...metadata, ...template.metadata },
    spec: template.spec,
  } as never);
};

const matching = selecting({ matchLabels: LABELS });
const TEMPLATE = ["spec", "template"];
const CRON = ["spec", "job_template", "spec", "template"];

/** Each class of the provider that makes pods. */
export const KINDS: Readonly<Record<string, Kind>> = {
  PodV1: { type: "kubernetes_pod_v1", pods: [], roll: "replacement", make: ofPod(PodV1) },
  Pod: { type: "kubernetes_pod", pods: [], roll: "replacement", make: ofPod(Pod) },
  DeploymentV1: {
    type: "kubernetes_deployment_v1",
    pods: TEMPLATE,
    roll: "annotation",
    make: ofTemplate(DeploymentV1, matching),
  },
  Deployment: {
    type: "kubernetes_deployment",
    pods: TEMPLATE,
    roll: "annotation",
    make: ofTemplate(Deployment, matching),
  },
  StatefulSetV1: {
    type: "kubernetes_stateful_set_v1",
    pods: TEMPLATE,
    roll: "annotation",
    make: ofTemplate(StatefulSetV1, { ...matching, serviceName: "orders" }),
  },
  StatefulSet: {
    type: "kubernetes_stateful_set",
    pods: TEMPLATE,
    roll: "annotation",
    make: ofTemplate(StatefulSet, { ...matching, serviceName: "orders" }),
  },
  DaemonSetV1: {
    type: "kubernetes_daemon_set_v1",
    pods: TEMPLATE,
    roll: "annotation",
    make: ofTemplate(DaemonSetV1, matching),
  },
  Daemonset: {
    type: "kubernetes_daemonset",
    pods: TEMPLATE,
    roll: "annotation",
    make: ofTemplate(Daemonset, matching),
  },
  JobV1: {
    type: "kubernetes_job_v1",
    pods: TEMPLATE,
    roll: "replacement",
    make: ofTemplate(JobV1),
  },
  Job: { type: "kubernetes_job", pods: TEMPLATE, roll: "replacement", make: ofTemplate(Job) },
  CronJobV1: {
    type: "kubernetes_cron_job_v1",
    pods: CRON,
    roll: "annotation",
    make: ofCron(CronJobV1),
  },
  CronJob: { type: "kubernetes_cron_job", pods: CRON, roll: "annotation", make: ofCron(CronJob) },
  ReplicationControllerV1: {
    type: "kubernetes_replication_controller_v1",
    pods: TEMPLATE,
    roll: "replacement",
    make: ofTemplate(ReplicationControllerV1, selecting(LABELS)),
  },
  ReplicationController: {
    type: "kubernetes_replication_controller",
    pods: TEMPLATE,
    roll: "replacement",
    make: ofTemplate(ReplicationController, selecting(LABELS)),
  },
};

/** A manifest of a kind whose template is at a path of `spec`. */
export function newManifest(
  scope: Construct,
  id: string,
  [apiVersion, kind]: readonly [string, string],
  spec: object,
  namespace: string | undefined = "shop",
): TerraformResource {
  return new Manifest(scope, id, {
    manifest: { apiVersion, kind, metadata: { name: "orders", namespace }, spec },
  });
}

/** The template of a manifest. */
export function manifestTemplate({ labels, annotations, spec }: PodsOf = {}) {
  return {
    metadata: { labels: { ...LABELS, ...labels }, annotations },
    spec: { containers: [CONTAINER], ...spec },
  };
}
