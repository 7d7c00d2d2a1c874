import type { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { Annotations, Token } from "cdktf";
import type { Construct } from "constructs";
import { prefixOf } from "../private/cidr";
import { egressNotInRanges, subnetWithoutIdentity } from "./network-errors";
import { noPoolForWorkloads, podCidrTooSmall, windowsProfileMissing } from "./node-pool-errors";
import type { WorkloadIdentityClusterProps } from "./cluster-props";
import { OutboundType } from "./network";
import type { NodePools } from "./node-pools";

/**
 * Warns of what is right or wrong outside of the program.
 *
 * @internal
 */
export function warnOfTheUnseen(
  cluster: Construct,
  { identity, nodePool, apiServer, network }: WorkloadIdentityClusterProps,
): void {
  const annotations = Annotations.of(cluster);
  const subnets = {
    "nodePool.subnet": nodePool?.subnet,
    "apiServer.subnet": apiServer?.subnet,
  };
  for (const [prop, subnet] of Object.entries(subnets)) {
    if (subnet && !identity) annotations.addWarning(subnetWithoutIdentity(prop));
  }
  const { outboundType } = network ?? {};
  if (
    apiServer?.authorizedIpRanges &&
    outboundType !== undefined &&
    outboundType !== OutboundType.LOAD_BALANCER
  ) {
    annotations.addWarning(egressNotInRanges(outboundType));
  }
}

/**
 * What is wrong with the pools of a cluster when the program has made all of them, in words.
 *
 * @internal
 */
export function poolsAsAWhole(
  pools: NodePools,
  cluster: KubernetesCluster,
  { nodePool, network }: WorkloadIdentityClusterProps,
): string[] {
  const [first, ...further] = pools.all;
  const problems: string[] = [];
  if (first && nodePool?.onlyCriticalAddons && further.length === 0) {
    problems.push(noPoolForWorkloads(first.name));
  }
  const windows = further.find((pool) => pool.windows);
  if (windows && !hasWindowsProfile(cluster)) problems.push(windowsProfileMissing(windows.name));
  const cidr = network?.podCidr;
  const nodes = pools.all.reduce((sum, pool) => sum + pool.nodes, 0);
  if (cidr && !Token.isUnresolved(cidr) && !pools.all.some((p) => Token.isUnresolved(p.nodes))) {
    const room = 2 ** (24 - prefixOf(cidr));
    if (nodes > room) problems.push(podCidrTooSmall(cidr, nodes, room));
  }
  return problems;
}

/** Whether somebody gave the resource a profile for Windows, in whatever way. */
function hasWindowsProfile(cluster: KubernetesCluster): boolean {
  return JSON.stringify(cluster.toTerraform()).includes('"windows_profile"');
}
