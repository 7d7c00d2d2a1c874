import { OsType } from "../cluster/added-node-pool";
import { containerSpec, type WorkloadContainer } from "../pod/container";
import { affinitySpec, OS_KEY, spreadSpec, tolerationsSpec } from "../pod/scheduling-spec";
import { PodSecurity, podContextSpec, type SecurityOf } from "../pod/security";
import { volumesSpec } from "../pod/volume-spec";
import { webhookAnnotations } from "../pod/webhook-annotations";
import { USE_LABEL } from "../../azure/webhook";
import { rollAnnotations } from "../private/webhook";
import type { WorkloadProps } from "./workload";

/** The label by which a workload knows its pods. */
const NAME_LABEL = "app.kubernetes.io/name";

/** The metadata of the object that holds the pods. */
export function objectMetadata({ name, serviceAccount }: WorkloadProps) {
  return { name, namespace: serviceAccount.namespace, labels: selectorLabels(name) };
}

/** The labels by which a Deployment finds its pods. */
export function selectorLabels(name: string): Record<string, string> {
  return { [NAME_LABEL]: name };
}

/** The metadata of the pods. Without the label the webhook passes them by, and says nothing. */
export function podMetadata(props: WorkloadProps) {
  const { name, labels, annotations } = props;
  const read = webhookAnnotations(props);
  return {
    labels: { ...labels, ...selectorLabels(name), [USE_LABEL]: "true" },
    annotations: Object.keys(read).length > 0 ? { ...annotations, ...read } : annotations,
  };
}

/** The metadata of pods that are replaced when what the webhook reads from the account changes. */
export function rollingMetadata(props: WorkloadProps) {
  const rolling = rollAnnotations(props.serviceAccount.identityAnnotations);
  const annotations = { ...props.annotations, ...rolling };
  return podMetadata({ ...props, annotations });
}

/** The nodes that the pods ask for. */
export function nodeSelectorOf({ os, nodeSelector }: WorkloadProps): Record<string, string> {
  if (nodeSelector && (!os || Object.keys(nodeSelector).some((key) => OS_KEY.test(key)))) {
    return nodeSelector;
  }
  return { ...nodeSelector, "kubernetes.io/os": (os ?? OsType.LINUX).toLowerCase() };
}

/** The Pod Security Standard of the pods, and whether they are Windows pods. */
export function securityOf(props: WorkloadProps): SecurityOf {
  const { podSecurity, proxySidecar } = props;
  return {
    level: podSecurity ?? (proxySidecar ? PodSecurity.PRIVILEGED : PodSecurity.RESTRICTED),
    windows: Object.entries(nodeSelectorOf(props)).some(
      ([key, value]) => OS_KEY.test(key) && value === "windows",
    ),
  };
}

/** The specification of the pods. */
export function podSpec(props: WorkloadProps) {
  const { serviceAccount, name } = props;
  const security = securityOf(props);
  const securityContext = podContextSpec(security, props.securityContext);
  const container = (one: WorkloadContainer) => containerSpec(one, security, securityContext);
  const own = selectorLabels(name);
  const logins = (props.imagePullSecrets ?? []).map((secret) => ({ name: secret }));
  return {
    serviceAccountName: serviceAccount.name,
    // The provider's own default is true, and would win over the service account.
    automountServiceAccountToken: serviceAccount.automountToken,
    nodeSelector: nodeSelectorOf(props),
    // Without `os`: with it Kubernetes refuses Windows pods what the provider always sends.
    securityContext,
    initContainer: props.initContainers?.map(container),
    container: props.containers.map(container),
    volume: volumesSpec(props.volumes),
    toleration: tolerationsSpec(props.tolerations),
    affinity: affinitySpec(props.affinity, own),
    topologySpreadConstraint: spreadSpec(props.topologySpreadConstraints, own),
    imagePullSecrets: logins.length > 0 ? logins : undefined,
    priorityClassName: props.priorityClassName,
    terminationGracePeriodSeconds: props.terminationGracePeriodSeconds,
    hostAliases: props.hostAliases,
  };
}
