import type { IConstruct } from "constructs";
import { inWords, type Mistake } from "./mistake";

// The messages about workloads of the Kubernetes provider that are attached to a service account. Most are
// told twice: when the workload is attached, and of what is set later when the app is synthesized.

export function notAWorkload(type: string, known: readonly string[]): Mistake {
  return {
    code: "not-a-workload",
    what: "this resource makes no pods that are known.",
    got: type,
    allowed: `${known.join(", ")}, each also with _v1, and kubernetes_manifest`,
    fix: "attach the resource that makes the pods; for a chart use its values",
  };
}

export function unknownManifestKind(kind: string, known: readonly string[]): Mistake {
  return {
    code: "unknown-manifest-kind",
    what: "where the pods of this kind of manifest are is not known.",
    got: kind,
    allowed: `${known.join(", ")}, or any kind with \`podPath\``,
    fix: 'say where the template of its pods is, such as `podPath: "spec.template"`',
  };
}

export function manifestNotKnown(got: unknown): Mistake {
  return {
    code: "manifest-not-known",
    what: "the manifest is a reference, and what is in it is not known at synth.",
    got,
    allowed: "an object, in which values may be references",
    fix: "read the YAML in the program, and give the object to `manifest`",
  };
}

export function badPodPath(got: string): Mistake {
  return {
    code: "bad-pod-path",
    what: "`podPath` is no path of fields.",
    got,
    allowed: "names of fields and places in lists with dots between, such as spec.tasks.0.template",
    fix: "write the path as in the manifest",
  };
}

export function podPathOfKnownKind(got: string, kind: string): Mistake {
  return {
    code: "pod-path-of-known-kind",
    what: "`podPath` is for kinds of operators, and this kind is one of Kubernetes.",
    got: `${got} of ${kind}`,
    allowed: "for kubernetes_manifest of other kinds only",
    fix: "remove `podPath`",
  };
}

export function noPodTemplate(path: string, kind: string): Mistake {
  return {
    code: "no-pod-template",
    what: "there is no template of pods at this path of the manifest.",
    got: `${path} of ${kind}`,
    allowed: "the path of an object with the `spec` of a pod, which is known at synth",
    fix: "correct the path, or write the template into the manifest",
  };
}

export function barePodManifest(): Mistake {
  return {
    code: "bare-pod-manifest",
    what: "the webhook rewrites a pod when it is made, and a manifest of a pod then differs for ever.",
    got: "a kubernetes_manifest of kind Pod",
    allowed: "kubernetes_pod_v1, or a manifest of what makes pods",
    fix: "use `PodV1` of the provider or `WorkloadPod`",
  };
}

export function otherNamespace(got: string, account: string): Mistake {
  return {
    code: "other-namespace",
    what: "the workload is in another namespace than its service account.",
    got,
    allowed: account,
    fix: "change the namespace of the workload; the trust is for that one alone",
  };
}

export function otherAccountName(path: string, got: string, account: string): Mistake {
  return {
    code: "other-account-name",
    what: `\`${path}\` names another service account.`,
    got,
    allowed: account,
    fix: `remove it: \`attach\` sets it`,
  };
}

export function otherLabel(path: string, got: unknown): Mistake {
  return {
    code: "other-label",
    what: `\`${path}\` has the label azure.workload.identity/use with another value, and the webhook passes such pods by.`,
    got,
    allowed: '"true"',
    fix: "remove the label: `attach` sets it",
  };
}

export function otherAutomount(path: string, got: boolean, account: boolean): Mistake {
  return {
    code: "other-automount",
    what: `\`${path}\` is not what the service account says.`,
    got,
    allowed: `${account}, the \`automountToken\` of the account`,
    fix: `remove it, or create the account with \`automountToken: ${got}\``,
  };
}

export function otherAnnotation(path: string, key: string, got: unknown, allowed: string): Mistake {
  return {
    code: "other-annotation",
    what: `\`${path}\` has the annotation ${key} with another value than the options of \`attach\`.`,
    got,
    allowed,
    fix: "remove the annotation: `attach` sets it",
  };
}

export function proxyOnHostNetwork(path: string): Mistake {
  return {
    code: "proxy-on-host-network",
    what: "the proxy sidecar redirects the traffic of a pod, and not that of its node.",
    got: `\`${path}\`: true`,
    allowed: "pods with a network of their own",
    fix: "remove `proxySidecar`, and use an Azure SDK that knows workload identity",
  };
}

export function attachedToOther(other: IConstruct): Mistake {
  return {
    code: "attached-to-other",
    what: "the workload is attached to another service account.",
    got: other,
    allowed: "one service account for the pods of a workload",
    fix: "attach it once; further identities are `additionalIdentities` of the account",
  };
}

export function attachedOtherwise(option: string, got: unknown, first: unknown): Mistake {
  return {
    code: "attached-otherwise",
    what: `the workload is attached already, with another \`${option}\`.`,
    got,
    allowed: `${JSON.stringify(first)}, or no \`${option}\``,
    fix: "give the options where the workload is attached first",
  };
}

export function otherProvider(got: string, needed: string): Mistake {
  return {
    code: "other-provider",
    what: "the workload goes to another cluster than its service account.",
    got: `the provider ${got}`,
    allowed: `the provider ${needed}, which \`connect\` of the account's cluster returned`,
    fix: "give the workload that `provider`",
  };
}

export function overrideInTheWay(path: string): Mistake {
  return {
    code: "override-in-the-way",
    what: `an override of \`${path}\` is a list or a reference, into which nothing can be written.`,
    allowed: "overrides that are objects; cdktf writes a block as an object",
    fix: "override the fields themselves, or give them as props",
  };
}

export function attachmentUndone(path: string): string {
  return inWords({
    code: "attachment-undone",
    what: `\`${path}\` no longer has what \`attach\` wrote there.`,
    allowed: "props and overrides of other fields",
    fix: "make the override before `attach`, which keeps it, or override the fields beneath one by one",
  });
}

export function aspectAcrossStacks(got: IConstruct): Mistake {
  return {
    code: "aspect-across-stacks",
    what: "a WorkloadAspect meets a workload of another stack, where no reference can be made any more.",
    got,
    allowed: "workloads in the stack of the service account",
    fix: "add the aspect to that stack alone, and call `attach` for workloads of others",
  };
}

export function betaCronJob(): string {
  return "kubernetes_cron_job is batch/v1beta1, which Kubernetes 1.25 and later do not have: use kubernetes_cron_job_v1.";
}

export function rollsNothing(path: string, value: string): string {
  return `\`${path}\` is ${value}: when the identity changes, the pods keep the old one until somebody deletes them.`;
}

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

export function storedOtherwise(path: string, got: unknown, stored: string): string {
  return `\`${path}\` is ${JSON.stringify(got)}, which Kubernetes stores as ${stored}: Terraform calls that inconsistent and replaces the object at each apply. Write it as it is stored, or name it in \`computedFields\`.`;
}
