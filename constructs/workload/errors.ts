import { refusal, warning } from "../private/message";

// The messages about the objects that make pods.

export const noContainers = refusal({
  code: "no-containers",
  says: () => ({
    what: "a workload needs at least one container.",
    got: [],
    allowed: "one or more containers",
    fix: "add one to `containers`",
  }),
  cause: "Kubernetes refuses a pod without containers.",
  cure: "Give the workload a container.",
});

export const sameContainerNameTwice = refusal({
  code: "same-container-name-twice",
  says: (name: string) => ({
    what: "two containers of a workload have the same name.",
    got: name,
    allowed: "each name once per workload",
    fix: "rename one of them",
  }),
  cause: "Kubernetes tells the containers of a pod by their names.",
  cure: "Rename one of them.",
  example: ["app"],
});

export const probeOfInitContainer = refusal({
  code: "probe-of-init-container",
  says: (path: string) => ({
    what: `\`${path}\` is a probe of an init container, which Kubernetes refuses.`,
    allowed: "probes of `containers`",
    fix: "remove it; an init container is done when it ends",
  }),
  cause: "An init container runs to its end, and Kubernetes refuses probes of it.",
  cure: "Remove the probe.",
  example: ["initContainers[0].livenessProbe"],
});

export const otherOs = refusal({
  code: "other-os",
  says: (os: string, got: string) => ({
    what: `\`nodeSelector\` asks for nodes of another operating system than \`os\`.`,
    got,
    allowed: `"kubernetes.io/os": ${JSON.stringify(os)}, or no such key`,
    fix: "remove the key from `nodeSelector`, or change `os`",
  }),
  cause: "The pods would be Windows pods on Linux nodes, or the other way round, and never start.",
  cure: "Say it once, by `os`.",
  example: ["windows", "kubernetes.io/os=linux"],
});

export const rollingUpdateOnly = refusal({
  code: "rolling-update-only",
  says: (path: string, strategy: string) => ({
    what: `\`${path}\` is for rolling updates, and the strategy is "${strategy}".`,
    got: strategy,
    allowed: '"RollingUpdate"',
    fix: `remove \`${path}\`, or change the type of the strategy`,
  }),
  cause: "Kubernetes refuses limits of a rolling update in another strategy.",
  cure: "Remove them.",
  example: ["strategy.maxSurge", "Recreate"],
});

export const updateWithoutRoom = refusal({
  code: "update-without-room",
  says: (path: string, allowed: string) => ({
    what: `\`${path}\` gives an update no way to go on, or two.`,
    allowed,
    fix: "change `maxSurge` or `maxUnavailable`",
  }),
  cause: "Without a pod more or less no pod can be replaced; a DaemonSet takes one of the two.",
  cure: "Allow one of them.",
  example: ["strategy", "not both 0"],
});

export const onDeleteKeepsIdentity = warning({
  says: (kind: string, name: string) =>
    `The pods of the ${kind} ${name} keep an identity that has changed until somebody deletes them: its update strategy is OnDelete.`,
  cause:
    "A warning: the webhook reads the account when a pod is made, and nothing makes pods anew.",
  cure: "Delete the pods after such a change, or let them roll.",
  example: ["StatefulSet", "orders"],
});

export const jobRunsAgain = warning({
  says: (name: string) =>
    `Kubernetes deletes the Job ${name} some time after it has finished, by \`ttlSecondsAfterFinished\`; Terraform then makes it, and so runs it, again at the next apply (https://github.com/hashicorp/terraform-provider-kubernetes/issues/2531). For work that recurs use a WorkloadCronJob, whose Jobs Terraform does not know.`,
  cause: "A warning: Terraform finds the Job gone.",
  cure: "Leave `ttlSecondsAfterFinished` out, or use a CronJob.",
  example: ["import"],
});
