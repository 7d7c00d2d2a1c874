/** What makes Kubernetes give a workload new pods. */
export type Roll =
  /** Another annotation of the template. */
  | "annotation"
  /** Nothing: the object itself is replaced. */
  | "replacement";

/** A kind of objects that make pods. */
export interface PodKind {
  readonly apiVersion: string;
  /** The path to the template of the pods. */
  readonly pods: readonly string[];
  readonly roll: Roll;
}

const TEMPLATE = ["spec", "template"];

/** The kinds of Kubernetes, and the one of operators that most have. */
export const POD_KINDS: Readonly<Record<string, PodKind>> = {
  Pod: { apiVersion: "v1", pods: [], roll: "replacement" },
  ReplicationController: { apiVersion: "v1", pods: TEMPLATE, roll: "replacement" },
  Deployment: { apiVersion: "apps/v1", pods: TEMPLATE, roll: "annotation" },
  StatefulSet: { apiVersion: "apps/v1", pods: TEMPLATE, roll: "annotation" },
  DaemonSet: { apiVersion: "apps/v1", pods: TEMPLATE, roll: "annotation" },
  ReplicaSet: { apiVersion: "apps/v1", pods: TEMPLATE, roll: "replacement" },
  // Kubernetes cannot change the pods of a Job: the provider plans such a change for ever.
  Job: { apiVersion: "batch/v1", pods: TEMPLATE, roll: "replacement" },
  CronJob: {
    apiVersion: "batch/v1",
    pods: ["spec", "jobTemplate", "spec", "template"],
    roll: "annotation",
  },
  Rollout: { apiVersion: "argoproj.io/v1alpha1", pods: TEMPLATE, roll: "annotation" },
};

/** The kind with its API group, which is what makes it one: `apps/Deployment`, `Pod`. */
export function qualified(kind: string, apiVersion: string): string {
  const [group, version] = apiVersion.split("/");
  return version === undefined ? kind : `${group}/${kind}`;
}

/** The kinds with their API groups. */
export const QUALIFIED_KINDS = Object.entries(POD_KINDS).map(([kind, { apiVersion }]) =>
  qualified(kind, apiVersion),
);
