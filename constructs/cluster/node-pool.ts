import type { KubernetesClusterDefaultNodePool } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import type { Construct } from "constructs";
import { checkBound, checkName } from "../private/checks";
import { BOUNDS, RULES } from "../private/rules";

/** The first node pool of a cluster. */
export interface NodePoolOptions {
  /**
   * 1 to 12 lower-case letters or digits, first a letter. Changing it replaces the cluster.
   *
   * @default "nodepool1"
   */
  readonly name?: string;

  /**
   * The size of the virtual machines, at least 2 vCPUs and 4 GiB for a system pool
   * (https://learn.microsoft.com/azure/aks/use-system-pools).
   *
   * @default "Standard_D2s_v5"
   */
  readonly vmSize?: string;

  /**
   * The number of nodes, 1 to 1000.
   *
   * @default 1
   */
  readonly nodeCount?: number;
}

/** AKS reports these values for a pool without the block, and every plan would take them away again. */
const UPGRADE_SETTINGS = {
  maxSurge: "10%",
  drainTimeoutInMinutes: 0,
  nodeSoakDurationInMinutes: 0,
};

/**
 * The arguments of a cluster's first node pool.
 *
 * @internal
 */
export function defaultNodePool(
  cluster: Construct,
  { name, vmSize, nodeCount }: NodePoolOptions = {},
): KubernetesClusterDefaultNodePool {
  checkName(cluster, "nodePool.name", name, RULES.nodePool);
  checkName(cluster, "nodePool.vmSize", vmSize, RULES.vmSize);
  checkBound(cluster, "nodePool.nodeCount", nodeCount, BOUNDS.nodeCount);
  return {
    name: name ?? "nodepool1",
    vmSize: vmSize ?? "Standard_D2s_v5",
    nodeCount: nodeCount ?? 1,
    upgradeSettings: UPGRADE_SETTINGS,
  };
}
