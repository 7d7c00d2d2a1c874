import type { IConstruct } from "constructs";
import * as errors from "./all-errors";
import { type Mistake, mistake } from "../../constructs/private/mistake";
import type { Guide } from "./errors-guide";

const here = { node: { path: "azure/orders" } } as IConstruct;
const found = (parts: Mistake) => mistake(here, parts);

/** What a validation finds: cdktf says where. */
const foundLater = (message: string) => new Error(`[${here.node.path}] ${message}`);

const TEMPLATE = "spec.template";

/** Every error about workloads of the Kubernetes provider that are attached to a service account. */
export const ATTACH_ERRORS_GUIDE: Record<string, Guide> = {
  notAWorkload: {
    sample: found(
      errors.notAWorkload("kubernetes_config_map_v1", ["kubernetes_pod", "kubernetes_deployment"]),
    ),
    cause: "`attach` writes into the template of pods, and this type has none that is known.",
    cure: "Attach the Deployment, StatefulSet or whatever makes the pods. The pods of a chart get what they need by its values.",
  },
  unknownManifestKind: {
    sample: found(
      errors.unknownManifestKind("batch.volcano.sh/Job", ["apps/Deployment", "batch/Job"]),
    ),
    cause: "Kinds of operators keep the templates of their pods where they like.",
    cure: 'Give `podPath`, such as "spec.tasks.0.template".',
  },
  manifestNotKnown: {
    sample: found(errors.manifestNotKnown("${yamldecode(file(...))}")),
    cause: "Of a manifest that Terraform reads nothing can be checked or added to at synth.",
    cure: "Read the file in the program, with a library for YAML, and give the object.",
  },
  badPodPath: {
    sample: found(errors.badPodPath("spec..template")),
    cause: "The path has an empty part, or something that is no field.",
    cure: "Write the fields from the top of the manifest, with dots between.",
  },
  podPathOfKnownKind: {
    sample: found(errors.podPathOfKnownKind("spec.template", "apps/Deployment")),
    cause: "The path of the kinds of Kubernetes is fixed.",
    cure: "Remove `podPath`.",
  },
  noPodTemplate: {
    sample: found(errors.noPodTemplate("spec.template.spec", "example.com/Thing")),
    cause: "The path leads nowhere, past the template or to a reference.",
    cure: "Give the path of the object that has the `metadata` and `spec` of the pods.",
  },
  barePodManifest: {
    sample: found(errors.barePodManifest()),
    cause:
      "The webhook adds variables and a volume to a pod when it is made. The manifest then differs from what is there, and pods cannot be changed.",
    cure: "Use `PodV1` or `WorkloadPod`, which are told what the webhook writes, or a Deployment.",
  },
  otherNamespace: {
    sample: found(errors.otherNamespace("billing", "shop")),
    cause: "A pod runs as an account of its own namespace; left out it is `default`.",
    cure: "Put the workload where the account is, or make an account and a trust where the workload is.",
  },
  otherAccountName: {
    sample: found(
      errors.otherAccountName(`${TEMPLATE}.spec.service_account_name`, "billing", "orders"),
    ),
    cause: "The pods would run as an account that the trust does not name.",
    cure: "Leave the field out.",
  },
  otherLabel: {
    sample: found(errors.otherLabel(`${TEMPLATE}.metadata.labels`, "false")),
    cause: 'The webhook looks at pods whose label is "true", and at no others.',
    cure: "Leave the label out.",
  },
  otherAutomount: {
    sample: found(
      errors.otherAutomount(`${TEMPLATE}.spec.automount_service_account_token`, true, false),
    ),
    cause: "The account says whether its pods get a token for the Kubernetes API.",
    cure: "Set `automountToken` of the account for pods that talk to the API, and leave the field out.",
  },
  otherAnnotation: {
    sample: found(
      errors.otherAnnotation(
        `${TEMPLATE}.metadata.annotations`,
        "azure.workload.identity/skip-containers",
        "cache",
        "proxy",
      ),
    ),
    cause: "The annotation and the option say two things.",
    cure: "Keep the option.",
  },
  proxyOnHostNetwork: {
    sample: found(errors.proxyOnHostNetwork(`${TEMPLATE}.spec.host_network`)),
    cause: "The init container of the proxy would change the network of the node.",
    cure: "Move the application to an SDK that knows workload identity.",
  },
  attachedToOther: {
    sample: found(errors.attachedToOther(here)),
    cause: "The pods of a workload run as one account.",
    cure: "Attach it to one account. An account can have several identities.",
  },
  attachedOtherwise: {
    sample: found(errors.attachedOtherwise("skipContainers", ["cache"], ["proxy"])),
    cause: "The workload was attached with other options before.",
    cure: "Give the options once, where it is attached first.",
  },
  otherProvider: {
    sample: found(errors.otherProvider("kubernetes.other", "kubernetes")),
    cause: "The stack is connected to the cluster of the account by another provider.",
    cure: "Give the workload the provider that `connect` returned.",
  },
  overrideInTheWay: {
    sample: found(errors.overrideInTheWay(TEMPLATE)),
    cause:
      "cdktf merges objects; an override that is a list or a reference replaces all beneath it.",
    cure: "Write the override as an object, or give the fields as props.",
  },
  attachmentUndone: {
    sample: foundLater(errors.attachmentUndone(`${TEMPLATE}.metadata.labels`)),
    cause: "An override of a whole map replaces the one that `attach` made.",
    cure: "Make it before `attach`, or override single fields.",
  },
  aspectAcrossStacks: {
    sample: found(errors.aspectAcrossStacks(here)),
    cause: "cdktf makes references between stacks before it asks aspects.",
    cure: "Call `account.attach(workload)` for workloads of other stacks.",
  },
  betaCronJob: {
    sample: foundLater(errors.betaCronJob()),
    warning: true,
    cause: "A warning: the API server answers that it could not find the requested resource.",
    cure: "Use `CronJobV1`.",
  },
  rollsNothing: {
    sample: foundLater(errors.rollsNothing("spec.update_strategy.type", "OnDelete")),
    warning: true,
    cause:
      "A warning: the controller leaves running pods alone, and the webhook reads the account when a pod is made.",
    cure: "Delete the pods after the identity has changed, or let them be updated.",
  },
  windowsPodRefused: {
    sample: found(errors.windowsPodRefused(`${TEMPLATE}.spec.os`)),
    cause:
      "The provider sends `shareProcessNamespace` with every pod and empty gMSA fields with every block of Windows options. Kubernetes forbids both for Windows pods.",
    cure: "Choose Windows nodes by `node_selector` alone.",
  },
  envFromWithoutSource: {
    sample: found(errors.envFromWithoutSource(`${TEMPLATE}.spec.container.env_from[1]`)),
    cause: "The provider's process ends with a panic at the empty block.",
    cure: "Give the source.",
  },
  portNotPlanned: {
    sample: found(errors.portNotPlanned("spec.container.port.protocol")),
    cause: "The provider takes TCP and UDP alone, Kubernetes SCTP too.",
    cure: "Use a manifest for such pods.",
  },
  leavesPodsSetting: {
    sample: foundLater(
      errors.leavesPodsSetting(`${TEMPLATE}.spec.container.security_context.run_as_non_root`),
    ),
    warning: true,
    cause:
      "A warning: with a context of a container the provider always sends `runAsNonRoot`, and false for none.",
    cure: "Write `run_as_non_root = true` in the context of every container and init container.",
  },
  sentAsSomethingElse: {
    sample: foundLater(
      errors.sentAsSomethingElse("security_context.allow_privilege_escalation", "true"),
    ),
    warning: true,
    cause:
      "A warning: what the provider sends for nothing is not what Kubernetes takes for nothing.",
    cure: "Write the value.",
  },
  neverTooLate: {
    sample: foundLater(errors.neverTooLate("spec.starting_deadline_seconds")),
    warning: true,
    cause: "A warning: the provider leaves a 0 out of what it sends, and no plan shows it.",
    cure: "Write a number of seconds, or nothing where any delay is right.",
  },
  keepsNoRevision: {
    sample: foundLater(errors.keepsNoRevision("spec.revision_history_limit")),
    warning: true,
    cause: "A warning: Kubernetes itself keeps ten revisions where nothing is said.",
    cure: "Say how many are kept, before the StatefulSet is made.",
  },
  changesEachPlan: {
    sample: foundLater(
      errors.changesEachPlan(`${TEMPLATE}.spec.container.liveness_probe.http_get.path`),
    ),
    warning: true,
    cause: 'A warning: the provider sends "" or an empty block, and reads back something else.',
    cure: 'Write it: for a path "/".',
  },
  storedOtherwise: {
    sample: foundLater(
      errors.storedOtherwise(
        "spec.template.spec.containers[0].resources.limits.cpu",
        "1000m",
        '"1"',
      ),
    ),
    warning: true,
    cause:
      "A warning: `kubernetes_manifest` compares what it sent with what is stored, and calls a difference an inconsistent result.",
    cure: "Write quantities as Kubernetes does, and leave out what is empty, or false by default.",
  },
};
