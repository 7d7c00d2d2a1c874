import { Lazy, type TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { awaitGrants } from "../grant";
import type { IWorkloadServiceAccount } from "../service-account";
import type { WorkloadContainer, WorkloadProps } from "../workload";
import { checkAnnotations, checkId, checkLabels, checkName } from "./checks";
import { noContainers, sameContainerNameTwice } from "./errors";
import { keepInventory } from "./inventory";
import { RULES } from "./names";

/** The label by which a workload knows its pods. */
const NAME_LABEL = "app.kubernetes.io/name";

/** Refuses what the Kubernetes API or the webhook would refuse. */
export function checkWorkload(at: Construct, props: WorkloadProps): void {
  const { containers } = props;
  checkId(at);
  keepInventory(at);
  checkName(at, "name", props.name, RULES.workload);
  checkLabels(at, props.nodeSelector);
  checkLabels(at, props.labels);
  checkAnnotations(at, props.annotations);
  if (containers.length === 0) throw noContainers(at);
  containers.forEach((container, index) => {
    checkName(at, `containers[${index}].name`, container.name, RULES.container);
    checkName(at, `containers[${index}].image`, container.image, RULES.image);
    for (const variable of Object.keys(container.env ?? {})) {
      checkName(at, `containers[${index}].env`, variable, RULES.environmentVariable);
    }
    if (containers.findIndex(({ name }) => name === container.name) < index) {
      throw sameContainerNameTwice(at, container.name);
    }
  });
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
export function podMetadata({ name, labels, annotations }: WorkloadProps) {
  return {
    labels: { ...labels, ...selectorLabels(name), "azure.workload.identity/use": "true" },
    annotations,
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
export function readiness(at: Construct, { identity }: IWorkloadServiceAccount): string[] {
  const trust = identity.afterPropagation();
  const grants = awaitGrants(identity);
  return Lazy.listValue(
    {
      produce: () => {
        const stack = TerraformStack.of(at);
        return [trust, ...[...grants.values()].map((grant) => grant.afterPropagation())]
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
