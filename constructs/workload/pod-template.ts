import { PROXY_PORT } from "./pod-checks";
import { USE_LABEL } from "../private/webhook";
import type { WorkloadContainer, WorkloadProps } from "./workload";

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

/** The specification of the pods. */
export function podSpec({ serviceAccount, containers, nodeSelector }: WorkloadProps) {
  return {
    serviceAccountName: serviceAccount.name,
    // The provider's own default is true, and would win over the service account.
    automountServiceAccountToken: serviceAccount.automountToken,
    nodeSelector: nodeSelector ?? { "kubernetes.io/os": "linux" },
    container: containers.map(containerSpec),
  };
}

function containerSpec({ name, image, command, args, env, ports, resources }: WorkloadContainer) {
  return {
    name,
    image,
    command,
    args,
    env: env && sortedEntries(env).map(([variable, value]) => ({ name: variable, value })),
    port: ports?.map((containerPort) => ({ containerPort })),
    resources,
  };
}

/** By name: a map of Java has no order, and a plan would change by itself. */
function sortedEntries(values: Record<string, string>): [string, string][] {
  return Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
}
