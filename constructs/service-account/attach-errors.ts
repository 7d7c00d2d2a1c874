import type { IConstruct } from "constructs";
import { finding, problem, somewhere, warning } from "../private/message";

// The messages about workloads of the Kubernetes provider that are attached to a service account.

export const otherNamespace = problem({
  code: "other-namespace",
  says: (got: string, account: string) => ({
    what: "the workload is in another namespace than its service account.",
    got,
    allowed: account,
    fix: "change the namespace of the workload; the trust is for that one alone",
  }),
  cause: "A pod runs as an account of its own namespace; left out it is `default`.",
  cure: "Put the workload where the account is, or make an account and a trust where the workload is.",
  example: ["billing", "shop"],
});

export const otherAccountName = problem({
  code: "other-account-name",
  says: (path: string, got: string, account: string) => ({
    what: `\`${path}\` names another service account.`,
    got,
    allowed: account,
    fix: `remove it: \`attach\` sets it`,
  }),
  cause: "The pods would run as an account that the trust does not name.",
  cure: "Leave the field out.",
  example: ["spec.template.spec.service_account_name", "billing", "orders"],
});

export const otherLabel = problem({
  code: "other-label",
  says: (path: string, got: unknown) => ({
    what: `\`${path}\` has the label azure.workload.identity/use with another value, and the webhook passes such pods by.`,
    got,
    allowed: '"true"',
    fix: "remove the label: `attach` sets it",
  }),
  cause: 'The webhook looks at pods whose label is "true", and at no others.',
  cure: "Leave the label out.",
  example: ["spec.template.metadata.labels", "false"],
});

export const otherAutomount = problem({
  code: "other-automount",
  says: (path: string, got: boolean, account: boolean) => ({
    what: `\`${path}\` is not what the service account says.`,
    got,
    allowed: `${account}, the \`automountToken\` of the account`,
    fix: `remove it, or create the account with \`automountToken: ${got}\``,
  }),
  cause: "The account says whether its pods get a token for the Kubernetes API.",
  cure: "Set `automountToken` of the account for pods that talk to the API, and leave the field out.",
  example: ["spec.template.spec.automount_service_account_token", true, false],
});

export const otherAnnotation = problem({
  code: "other-annotation",
  says: (path: string, key: string, got: unknown, allowed: string) => ({
    what: `\`${path}\` has the annotation ${key} with another value than the options of \`attach\`.`,
    got,
    allowed,
    fix: "remove the annotation: `attach` sets it",
  }),
  cause: "The annotation and the option say two things.",
  cure: "Keep the option.",
  example: [
    "spec.template.metadata.annotations",
    "azure.workload.identity/skip-containers",
    "cache",
    "proxy",
  ],
});

export const proxyOnHostNetwork = problem({
  code: "proxy-on-host-network",
  says: (path: string) => ({
    what: "the proxy sidecar redirects the traffic of a pod, and not that of its node.",
    got: `\`${path}\`: true`,
    allowed: "pods with a network of their own",
    fix: "remove `proxySidecar`, and use an Azure SDK that knows workload identity",
  }),
  cause: "The init container of the proxy would change the network of the node.",
  cure: "Move the application to an SDK that knows workload identity.",
  example: ["spec.template.spec.host_network"],
});

export const attachedToOther = problem({
  code: "attached-to-other",
  says: (other: IConstruct) => ({
    what: "the workload is attached to another service account.",
    got: other,
    allowed: "one service account for the pods of a workload",
    fix: "attach it once; further identities are `additionalIdentities` of the account",
  }),
  cause: "The pods of a workload run as one account.",
  cure: "Attach it to one account. An account can have several identities.",
  example: [somewhere("azure/other")],
});

export const attachedOtherwise = problem({
  code: "attached-otherwise",
  says: (option: string, got: unknown, first: unknown) => ({
    what: `the workload is attached already, with another \`${option}\`.`,
    got,
    allowed: `${JSON.stringify(first)}, or no \`${option}\``,
    fix: "give the options where the workload is attached first",
  }),
  cause: "The workload was attached with other options before.",
  cure: "Give the options once, where it is attached first.",
  example: ["skipContainers", ["cache"], ["proxy"]],
});

export const otherProvider = problem({
  code: "other-provider",
  says: (got: string, needed: string) => ({
    what: "the workload goes to another cluster than its service account.",
    got: `the provider ${got}`,
    allowed: `the provider ${needed}, which \`connect\` of the account's cluster returned`,
    fix: "give the workload that `provider`",
  }),
  cause: "The stack is connected to the cluster of the account by another provider.",
  cure: "Give the workload the provider that `connect` returned.",
  example: ["kubernetes.other", "kubernetes"],
});

export const overrideInTheWay = problem({
  code: "override-in-the-way",
  says: (path: string) => ({
    what: `an override of \`${path}\` is a list or a reference, into which nothing can be written.`,
    allowed: "overrides that are objects; cdktf writes a block as an object",
    fix: "override the fields themselves, or give them as props",
  }),
  cause: "cdktf merges objects; an override that is a list or a reference replaces all beneath it.",
  cure: "Write the override as an object, or give the fields as props.",
  example: ["spec.template"],
});

export const attachmentUndone = finding({
  code: "attachment-undone",
  says: (path: string) => ({
    what: `\`${path}\` no longer has what \`attach\` wrote there.`,
    allowed: "props and overrides of other fields",
    fix: "make the override before `attach`, which keeps it, or override the fields beneath one by one",
  }),
  cause: "An override of a whole map replaces the one that `attach` made.",
  cure: "Make it before `attach`, or override single fields.",
  example: ["spec.template.metadata.labels"],
});

export const aspectAcrossStacks = problem({
  code: "aspect-across-stacks",
  says: (got: IConstruct) => ({
    what: "a WorkloadAspect meets a workload of another stack, where no reference can be made any more.",
    got,
    allowed: "workloads in the stack of the service account",
    fix: "add the aspect to that stack alone, and call `attach` for workloads of others",
  }),
  cause: "cdktf makes references between stacks before it asks aspects.",
  cure: "Call `account.attach(workload)` for workloads of other stacks.",
  example: [somewhere("azure/other")],
});

export const betaCronJob = warning({
  says: () =>
    "kubernetes_cron_job is batch/v1beta1, which Kubernetes 1.25 and later do not have: use kubernetes_cron_job_v1.",
  cause: "A warning: the API server answers that it could not find the requested resource.",
  cure: "Use `CronJobV1`.",
});

export const rollsNothing = warning({
  says: (path: string, value: string) =>
    `\`${path}\` is ${value}: when the identity changes, the pods keep the old one until somebody deletes them.`,
  cause:
    "A warning: the controller leaves running pods alone, and the webhook reads the account when a pod is made.",
  cure: "Delete the pods after the identity has changed, or let them be updated.",
  example: ["spec.update_strategy.type", "OnDelete"],
});
