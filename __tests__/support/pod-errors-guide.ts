import type { IConstruct } from "constructs";
import * as errors from "./all-errors";
import type { Guide } from "./errors-guide";

const here = { node: { path: "azure/orders" } } as IConstruct;

/** A warning as cdktf prints it. */
const warned = (message: string) => new Error(`[${here.node.path}] ${message}`);

/** Every error about what is in pods. */
export const POD_ERRORS_GUIDE: Record<string, Guide> = {
  exactlyOneOf: {
    sample: errors.exactlyOneOf(
      here,
      "containers[0].livenessProbe",
      ["httpGet", "exec"],
      ["httpGet", "tcpSocket", "exec", "grpc"],
    ),
    cause: "Kubernetes takes one kind of each, and refuses none and two.",
    cure: "Keep the one that is meant.",
  },
  sameNameTwice: {
    sample: errors.sameNameTwice(here, "volumes[1].name", "volume", "config"),
    cause: "Volumes, ports, variables and mounts are found by their names.",
    cure: "Rename one of them.",
  },
  unknownVolume: {
    sample: errors.unknownVolume(here, "containers[0].volumeMounts[0].name", "confg", ["config"]),
    cause: "A mount names a volume of the same pod; Kubernetes refuses others at apply.",
    cure: "Correct the name, or add the volume.",
  },
  volumeOfWebhook: {
    sample: errors.volumeOfWebhook(here, "volumes[0].name", "azure-identity-token"),
    cause: "The webhook leaves alone what is there already, and the pod would have no token.",
    cure: "Use another name or path.",
  },
  classMissing: {
    sample: errors.classMissing(here, "volumes[0].csi"),
    cause:
      "The driver of the Secrets Store mounts what a SecretProviderClass lists; without one the pod waits for its volume for ever.",
    cure: "Name the class.",
  },
  unknownPort: {
    sample: errors.unknownPort(here, "containers[0].livenessProbe.httpGet.portName", "web", [
      "http",
    ]),
    cause: "The kubelet looks the name up among the ports of the container, and every probe fails.",
    cure: "Correct the name, or give the number.",
  },
  probeOfInitContainer: {
    sample: errors.probeOfInitContainer(here, "initContainers[0].livenessProbe"),
    cause: "An init container runs to its end, and Kubernetes refuses probes of it.",
    cure: "Remove the probe.",
  },
  successOnce: {
    sample: errors.successOnce(here, "containers[0].livenessProbe.successThreshold", 2),
    cause: "Kubernetes counts successes for readiness alone.",
    cure: "Leave it out.",
  },
  tolerationOf: {
    sample: errors.tolerationOf(
      here,
      "tolerations[0]",
      '"Exists" takes no `value`',
      "gpu",
      "remove the value",
    ),
    cause: "Kubernetes refuses the pod template at apply.",
    cure: "Write it as the taint is: key, value and effect.",
  },
  valuesOfOperator: {
    sample: errors.valuesOfOperator(
      here,
      "affinity.nodeAffinity[0].matchExpressions[0].values",
      "Exists",
      ["1"],
    ),
    cause: "Each operator takes a number of values, and Kubernetes refuses others.",
    cure: "Change the one or the other.",
  },
  emptyList: {
    sample: errors.emptyList(here, "volumes[0].projected.sources", "sources"),
    cause: "Kubernetes refuses the empty list, or takes it for everything.",
    cure: "Add what is meant.",
  },
  otherOs: {
    sample: errors.otherOs(here, "windows", "kubernetes.io/os=linux"),
    cause:
      "The pods would be Windows pods on Linux nodes, or the other way round, and never start.",
    cure: "Say it once, by `os`.",
  },
  linuxOnlyField: {
    sample: errors.linuxOnlyField(here, "securityContext.runAsUser"),
    cause:
      "A Windows node knows no numbers of users, no capabilities and no seccomp, and says nothing.",
    cure: "Remove the field. What a Windows pod says of itself, such as its user, is written as a `kubernetes_manifest` that is attached to the account.",
  },
  breaksPodSecurity: {
    sample: errors.breaksPodSecurity(
      here,
      "containers[0].securityContext.privileged",
      true,
      "restricted",
      "false",
    ),
    cause:
      "A namespace that enforces the standard would refuse the pods, and only a waiting apply would see it.",
    cure: "Do without it, or say `podSecurity: PodSecurity.BASELINE` or `PRIVILEGED`.",
  },
  seccompFile: {
    sample: errors.seccompFile(here, "securityContext.seccompProfile", "Localhost"),
    cause: "A profile of the node is a file, and no other profile is.",
    cure: "Give both, or neither.",
  },
  proxyBreaksPodSecurity: {
    sample: errors.proxyBreaksPodSecurity(here, "restricted"),
    cause: "The webhook adds a privileged init container, which both standards refuse.",
    cure: "Use the proxy only in a namespace that allows it, and only while you migrate.",
  },
  escalationOfPrivileged: {
    sample: errors.escalationOfPrivileged(here, "containers[0].securityContext"),
    cause: "Such a container can do everything already, and Kubernetes refuses the contradiction.",
    cure: "Leave `allowPrivilegeEscalation` out.",
  },
  rollingUpdateOnly: {
    sample: errors.rollingUpdateOnly(here, "strategy.maxSurge", "Recreate"),
    cause: "Kubernetes refuses limits of a rolling update in another strategy.",
    cure: "Remove them.",
  },
  updateWithoutRoom: {
    sample: errors.updateWithoutRoom(here, "strategy", "not both 0"),
    cause: "Without a pod more or less no pod can be replaced; a DaemonSet takes one of the two.",
    cure: "Allow one of them.",
  },
  onDeleteKeepsIdentity: {
    sample: warned(errors.onDeleteKeepsIdentity("StatefulSet", "orders")),
    warning: true,
    cause:
      "A warning: the webhook reads the account when a pod is made, and nothing makes pods anew.",
    cure: "Delete the pods after such a change, or let them roll.",
  },
  jobRunsAgain: {
    sample: warned(errors.jobRunsAgain("import")),
    warning: true,
    cause: "A warning: Terraform finds the Job gone.",
    cure: "Leave `ttlSecondsAfterFinished` out, or use a CronJob.",
  },
};
