import type { IConstruct } from "constructs";
import { inWords, type Mistake } from "../private/mistake";

// The messages about workloads of the Kubernetes provider that are attached to a service account.

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
