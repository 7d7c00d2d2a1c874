import type { Mistake } from "../private/mistake";

// The messages about what the Kubernetes provider makes of pods that are attached.

export function windowsPodRefused(path: string): Mistake {
  return {
    code: "windows-pod-refused",
    what: `\`${path}\` makes pods that Kubernetes refuses: the provider sends with them what is forbidden for Windows.`,
    allowed: '`node_selector` with "kubernetes.io/os" = "windows" alone, or a kubernetes_manifest',
    fix: "remove it; for what a Windows pod says of itself write the workload as a kubernetes_manifest",
  };
}

export function envFromWithoutSource(path: string): Mistake {
  return {
    code: "env-from-without-source",
    what: `\`${path}\` has no source, which ends the provider, and with it all that it has under way.`,
    allowed: "`config_map_ref` or `secret_ref`",
    fix: "give one of the two, or remove the block",
  };
}

export function portNotPlanned(path: string): Mistake {
  return {
    code: "port-not-planned",
    what: `\`${path}\` is one that the provider does not plan.`,
    got: "SCTP",
    allowed: '"TCP" or "UDP"',
    fix: "write the workload as a kubernetes_manifest, which takes it",
  };
}

export function leavesPodsSetting(path: string): string {
  return `\`${path}\` is left out, and the provider sends false, which beats the true of the pod: the container may run as root, and a namespace that enforces "restricted" takes no such pod. Write it in the context of each container.`;
}

export function sentAsSomethingElse(path: string, sent: string): string {
  return `\`${path}\` is left out, and the provider sends ${sent}. Write what is meant.`;
}

export function neverTooLate(path: string): string {
  return `\`${path}\` is 0, which the provider reads as none: a Job may start late for ever. Leave it out, or write 1 or more.`;
}

export function keepsNoRevision(path: string): string {
  return `\`${path}\` is left out, and the provider sends 0: \`kubectl rollout undo\` has nothing to go back to. Write 10 in a new StatefulSet; in one that exists a change of it replaces the StatefulSet, unless \`ignoreChanges\` has it.`;
}

export function changesEachPlan(path: string): string {
  return `\`${path}\` is empty, which Kubernetes stores otherwise: each plan changes it again. Write it, or leave out the block that holds it.`;
}
