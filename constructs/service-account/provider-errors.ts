import { problem, warning } from "../private/message";

// The messages about what the Kubernetes provider makes of pods that are attached.

export const windowsPodRefused = problem({
  code: "windows-pod-refused",
  says: (path: string) => ({
    what: `\`${path}\` makes pods that Kubernetes refuses: the provider sends with them what is forbidden for Windows.`,
    allowed: '`node_selector` with "kubernetes.io/os" = "windows" alone, or a kubernetes_manifest',
    fix: "remove it; for what a Windows pod says of itself write the workload as a kubernetes_manifest",
  }),
  cause:
    "The provider sends `shareProcessNamespace` with every pod and empty gMSA fields with every block of Windows options. Kubernetes forbids both for Windows pods.",
  cure: "Choose Windows nodes by `node_selector` alone.",
  example: ["spec.template.spec.os"],
});

export const envFromWithoutSource = problem({
  code: "env-from-without-source",
  says: (path: string) => ({
    what: `\`${path}\` has no source, which ends the provider, and with it all that it has under way.`,
    allowed: "`config_map_ref` or `secret_ref`",
    fix: "give one of the two, or remove the block",
  }),
  cause: "The provider's process ends with a panic at the empty block.",
  cure: "Give the source.",
  example: ["spec.template.spec.container.env_from[1]"],
});

export const portNotPlanned = problem({
  code: "port-not-planned",
  says: (path: string) => ({
    what: `\`${path}\` is one that the provider does not plan.`,
    got: "SCTP",
    allowed: '"TCP" or "UDP"',
    fix: "write the workload as a kubernetes_manifest, which takes it",
  }),
  cause: "The provider takes TCP and UDP alone, Kubernetes SCTP too.",
  cure: "Use a manifest for such pods.",
  example: ["spec.container.port.protocol"],
});

export const leavesPodsSetting = warning({
  says: (path: string) =>
    `\`${path}\` is left out, and the provider sends false, which beats the true of the pod: the container may run as root, and a namespace that enforces "restricted" takes no such pod. Write it in the context of each container.`,
  cause:
    "A warning: with a context of a container the provider always sends `runAsNonRoot`, and false for none.",
  cure: "Write `run_as_non_root = true` in the context of every container and init container.",
  example: ["spec.template.spec.container.security_context.run_as_non_root"],
});

export const sentAsSomethingElse = warning({
  says: (path: string, sent: string) =>
    `\`${path}\` is left out, and the provider sends ${sent}. Write what is meant.`,
  cause: "A warning: what the provider sends for nothing is not what Kubernetes takes for nothing.",
  cure: "Write the value.",
  example: ["security_context.allow_privilege_escalation", "true"],
});

export const neverTooLate = warning({
  says: (path: string) =>
    `\`${path}\` is 0, which the provider reads as none: a Job may start late for ever. Leave it out, or write 1 or more.`,
  cause: "A warning: the provider leaves a 0 out of what it sends, and no plan shows it.",
  cure: "Write a number of seconds, or nothing where any delay is right.",
  example: ["spec.starting_deadline_seconds"],
});

export const keepsNoRevision = warning({
  says: (path: string) =>
    `\`${path}\` is left out, and the provider sends 0: \`kubectl rollout undo\` has nothing to go back to. Write 10 in a new StatefulSet; in one that exists a change of it replaces the StatefulSet, unless \`ignoreChanges\` has it.`,
  cause: "A warning: Kubernetes itself keeps ten revisions where nothing is said.",
  cure: "Say how many are kept, before the StatefulSet is made.",
  example: ["spec.revision_history_limit"],
});

export const changesEachPlan = warning({
  says: (path: string) =>
    `\`${path}\` is empty, which Kubernetes stores otherwise: each plan changes it again. Write it, or leave out the block that holds it.`,
  cause: 'A warning: the provider sends "" or an empty block, and reads back something else.',
  cure: 'Write it: for a path "/".',
  example: ["spec.template.spec.container.liveness_probe.http_get.path"],
});
