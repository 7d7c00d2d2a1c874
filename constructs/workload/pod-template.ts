import { Lazy, type TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { awaitGrants } from "../access/grant";
import { checkAnnotations, checkBound, checkLabels, checkName } from "../private/checks";
import {
  linuxOnly,
  noContainers,
  reservedVariable,
  sameContainerNameTwice,
  unknownContainers,
} from "../private/errors";
import { BOUNDS, RULES } from "../private/rules";
import { expectGrants } from "./secret-guard";
import type { IWorkloadServiceAccount } from "./service-account";
import type { WorkloadContainer, WorkloadProps } from "./workload";

/** The label by which a workload knows its pods. */
const NAME_LABEL = "app.kubernetes.io/name";

/** What the webhook sets in a container that does not set it itself. */
const INJECTED = [
  "AZURE_CLIENT_ID",
  "AZURE_TENANT_ID",
  "AZURE_FEDERATED_TOKEN_FILE",
  "AZURE_AUTHORITY_HOST",
];

/** Refuses what the Kubernetes API or the webhook would refuse. */
export function checkWorkload(at: Construct, props: WorkloadProps): void {
  const { containers } = props;
  checkName(at, "name", props.name, RULES.workload);
  checkLabels(at, props.nodeSelector);
  checkLabels(at, props.labels);
  checkAnnotations(at, props.annotations);
  expectGrants(at, props.serviceAccount, props.secrets ?? []);
  if (containers.length === 0) throw noContainers(at);
  containers.forEach((container, index) => {
    checkName(at, `containers[${index}].name`, container.name, RULES.container);
    checkName(at, `containers[${index}].image`, container.image, RULES.image);
    for (const variable of Object.keys(container.env ?? {})) {
      checkName(at, `containers[${index}].env`, variable, RULES.environmentVariable);
      if (INJECTED.includes(variable)) throw reservedVariable(at, variable, INJECTED);
    }
    if (containers.findIndex(({ name }) => name === container.name) < index) {
      throw sameContainerNameTwice(at, container.name);
    }
  });
  checkSkipped(at, props);
  if (props.proxySidecar) {
    checkBound(at, "proxySidecar.port", props.proxySidecar.port, BOUNDS.proxySidecarPort);
    checkLinuxOnly(at, "the proxy sidecar", props.nodeSelector);
  }
}

/** The webhook passes over names that it does not find, and injects into what was to be skipped. */
function checkSkipped(at: Construct, { containers, skipContainers = [] }: WorkloadProps): void {
  const names = containers.map(({ name }) => name);
  const unknown = skipContainers.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw unknownContainers(at, unknown, names);
}

/** Refuses nodes that are said to be Windows nodes. */
export function checkLinuxOnly(
  at: Construct,
  what: string,
  nodeSelector: WorkloadProps["nodeSelector"],
): void {
  const windows = Object.entries(nodeSelector ?? {}).find(
    ([key, value]) => /(^|\.)kubernetes\.io\/os$/.test(key) && value === "windows",
  );
  if (windows) throw linuxOnly(at, what, windows.join("="));
}

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
    labels: { ...labels, ...selectorLabels(name), "azure.workload.identity/use": "true" },
    annotations: Object.keys(read).length > 0 ? { ...annotations, ...read } : annotations,
  };
}

/** The annotations of a pod that the webhook reads. To it a key is on whatever its value, even "false". */
export function webhookAnnotations({
  proxySidecar,
  skipContainers = [],
}: WorkloadProps): Record<string, string> {
  return {
    ...(proxySidecar && {
      "azure.workload.identity/inject-proxy-sidecar": "true",
      "azure.workload.identity/proxy-sidecar-port": `${proxySidecar.port ?? 8000}`,
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
    env: env && Object.entries(env).map(([variable, value]) => ({ name: variable, value })),
    port: ports?.map((containerPort) => ({ containerPort })),
    resources,
  };
}

/**
 * What a workload of the service account comes after: the trust and all grants of its identity that
 * live in the same stack, those that follow in the program included. In another stack they have their
 * waits too; there the order of the stacks does the rest.
 */
export function readiness(at: Construct, account: IWorkloadServiceAccount): string[] {
  const identities = [account.identity, ...account.additionalIdentities];
  const trusts = identities.map((identity) => identity.afterPropagation());
  const grants = identities.map((identity) => awaitGrants(identity));
  return Lazy.listValue(
    {
      produce: () => {
        const stack = TerraformStack.of(at);
        const roles = grants.flatMap((some) => [...some.values()]);
        return [...trusts, ...roles.map((grant) => grant.afterPropagation())]
          .filter((resource) => TerraformStack.of(resource) === stack)
          .map(addressOf);
      },
    },
    { omitEmpty: true },
  );
}

/** A resource's bare address: in JSON, Terraform reads no `${…}` in `depends_on` and `replace_triggered_by`. */
export function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}
