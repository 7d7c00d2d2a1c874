import { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import type { TerraformStack } from "cdktf";
import type {
  AddNodePoolOptions,
  IGrantScope,
  WorkloadIdentityCluster,
  WorkloadIdentityClusterProps,
} from "../../constructs";
import { newCluster } from "./fixtures";
import { messageOf, resources, type StackJson, synth, type TestStack, warningsOf } from "./synth";

/** The arguments of a resource, as the tests read them. */
export type Arguments = Record<string, unknown>;

/** What is given to a cluster: props, or what makes them of a stack. */
export type Given =
  | Partial<WorkloadIdentityClusterProps>
  | ((scope: TestStack) => Partial<WorkloadIdentityClusterProps>);

const given = (props: Given, scope: TestStack) =>
  typeof props === "function" ? props(scope) : props;

/** A stack with a cluster of these props, and what else is done with it. */
export function stackWith(
  props: Given,
  then: (cluster: WorkloadIdentityCluster, scope: TestStack) => void = () => undefined,
): StackJson {
  return synth((scope) => then(newCluster(scope, given(props, scope)), scope));
}

/** The arguments of a cluster of these props. */
export function clusterWith(props: Given): Arguments {
  return resources(stackWith(props), "azurerm_kubernetes_cluster")[0];
}

/** The arguments of a pool that is added to a cluster of these props. */
export function poolWith(options: AddNodePoolOptions, props: Given = {}): Arguments {
  const stack = stackWith(props, (cluster) => cluster.addNodePool("pool", options));
  return resources(stack, "azurerm_kubernetes_cluster_node_pool")[0];
}

/** What is said of a cluster of these props. */
export function refusalOf(
  props: Given,
  then: (cluster: WorkloadIdentityCluster, scope: TestStack) => void = () => undefined,
): string {
  return messageOf(() => stackWith(props, then));
}

/** The warnings about a cluster of these props. */
export function warningsAbout(props: Given): string[] {
  return warningsOf((scope) => newCluster(scope, given(props, scope)));
}

/** A subnet of the program, of a network that exists. */
export function newSubnet(scope: TerraformStack, id = "nodes", range = "10.1.0.0/20"): IGrantScope {
  return new Subnet(scope, id, {
    name: id,
    resourceGroupName: "network",
    virtualNetworkName: "hub",
    addressPrefixes: [range],
  });
}
