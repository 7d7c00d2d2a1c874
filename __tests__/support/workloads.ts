import type { Construct } from "constructs";
import {
  WorkloadCronJob,
  type WorkloadCronJobProps,
  WorkloadDaemonSet,
  WorkloadDeployment,
  WorkloadJob,
  WorkloadPod,
  type WorkloadProps,
  WorkloadStatefulSet,
} from "../../constructs";
import { newServiceAccount } from "./fixtures";
import { resources, type StackJson } from "./synth";

/** A container of no further properties. */
export const CONTAINER = { name: "app", image: "registry.example.com/app:1.0" };

/** What is written of every container beside: the provider would keep what another one had at its place. */
export const WRITTEN = {
  image_pull_policy: "IfNotPresent",
  resources: { limits: {}, requests: {} },
};

/** A digest of what is written, with what in it holds references. */
export const digestWith = (...references: unknown[]) => ({
  sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  references,
});

/** Any kind of workload; a CronJob runs daily unless it is told when. */
export type AnyWorkload = new (
  scope: Construct,
  id: string,
  props: WorkloadCronJobProps,
) => Construct;

/** Every kind with its type of resource and the path to its pods. */
export const KINDS: readonly (readonly [string, AnyWorkload, string, readonly string[]])[] = [
  ["Deployment", WorkloadDeployment, "kubernetes_deployment_v1", ["spec", "template"]],
  ["StatefulSet", WorkloadStatefulSet, "kubernetes_stateful_set_v1", ["spec", "template"]],
  ["DaemonSet", WorkloadDaemonSet, "kubernetes_daemon_set_v1", ["spec", "template"]],
  [
    "CronJob",
    WorkloadCronJob,
    "kubernetes_cron_job_v1",
    ["spec", "job_template", "spec", "template"],
  ],
  ["Job", WorkloadJob, "kubernetes_job_v1", ["spec", "template"]],
  ["pod", WorkloadPod, "kubernetes_pod_v1", []],
];

/** The pods of a workload as a stack has them. */
export interface Pods {
  readonly metadata: { labels: Record<string, string>; annotations?: Record<string, string> };
  readonly spec: Record<string, unknown> & { container: Record<string, unknown>[] };
}

/** The pods of the only resource of a type. */
export function podsOf(stack: StackJson, type: string): Pods {
  const path = KINDS.find(([, , known]) => known === type)?.[3] ?? [];
  const [workload] = resources(stack, type);
  return path.reduce<unknown>(
    (value, key) => (value as Record<string, unknown>)[key],
    workload,
  ) as Pods;
}

/** What a kind needs beside the others: a CronJob its schedule. */
export function scheduleOf(Kind: unknown): { schedule: string } {
  return (Kind === WorkloadCronJob ? { schedule: "@daily" } : {}) as { schedule: string };
}

/** A workload named "orders" of one container. */
export function newWorkload<P extends WorkloadProps>(
  Kind: new (scope: Construct, id: string, props: P) => Construct,
  scope: Construct,
  props: Partial<P> = {},
): Construct {
  return new Kind(scope, "workload", {
    serviceAccount: props.serviceAccount ?? newServiceAccount(scope),
    name: "orders",
    containers: [CONTAINER],
    ...scheduleOf(Kind),
    ...props,
  } as unknown as P);
}
