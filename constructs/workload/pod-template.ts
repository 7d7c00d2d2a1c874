import { OsType } from "../cluster/added-node-pool";
import { rollAnnotations, USE_LABEL } from "../private/webhook";
import { containerSpec, type WorkloadContainer } from "./container";
import { PROXY_PORT } from "./container-checks";
import { affinitySpec, spreadSpec, tolerationsSpec } from "./scheduling-spec";
import { PodSecurity, podContextSpec, type SecurityOf } from "./security";
import { volumesSpec } from "./volume-spec";
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

/** The annotations of a pod that the webhook reads. To it a key is on whatever its value, even "false". */
export function webhookAnnotations({
  proxySidecar,
  skipContainers = [],
}: Pick<WorkloadProps, "proxySidecar" | "skipContainers">): Record<string, string> {
  return {
    ...(proxySidecar && {
      "azure.workload.identity/inject-proxy-sidecar": "true",
      "azure.workload.identity/proxy-sidecar-port": `${proxySidecar.port ?? PROXY_PORT}`,
    }),
    ...(skipContainers.length > 0 && {
      "azure.workload.identity/skip-containers": skipContainers.join(";"),
    }),
  };
}

/** What the webhook adds to in a pod, and what Kubernetes can hardly change in one that exists. */
export const REWRITTEN = ["container", "init_container", "volume"];

/** What a plan of a pod leaves alone, or it would replace the pod each time. */
export const IGNORED_OF_POD = REWRITTEN.map((field) => `spec[0].${field}`);

/** The metadata of pods that are replaced when what the webhook reads from the account changes. */
export function rollingMetadata(props: WorkloadProps) {
  const rolling = rollAnnotations(props.serviceAccount.identityAnnotations);
  const annotations = { ...props.annotations, ...rolling };
  return podMetadata({ ...props, annotations });
}

/** The label of nodes that says what they run, by its name of today and those before. */
export const OS_KEY = /(^|\.)kubernetes\.io\/os$/;

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
