import type { KubernetesClusterDefaultNodePool } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { Annotations } from "cdktf";
import type { Construct } from "constructs";
import { checkBound, checkName } from "../private/checks";
import { systemPoolBelowFloor } from "../private/errors";
import { temporaryPoolNameFrom } from "../private/names";
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
   * The size of the virtual machines. AKS asks for 4 vCPUs and 4 GiB in a system pool, and for no burstable
   * (B-series) size (https://learn.microsoft.com/azure/aks/use-system-pools). Changing it rotates the pool:
   * its nodes move to a temporary pool and back.
   *
   * @default "Standard_D2s_v5"
   */
  readonly vmSize?: string;

  /**
   * The number of nodes, 1 to 1000. AKS asks for 2 in a system pool, and recommends 3; with fewer there is a
   * warning. Changed in place.
   *
   * @default 1
   */
  readonly nodeCount?: number;
}

/**
 * AKS reports such values for a pool without the block, and every plan would take them away again. A drain
 * timeout that goes back to 0 replaces the cluster, so that it is never 0.
 */
const UPGRADE_SETTINGS = {
  maxSurge: "10%",
  drainTimeoutInMinutes: 30,
  nodeSoakDurationInMinutes: 0,
};

/**
 * The arguments of a cluster's first node pool.
 *
 * @internal
 */
export function defaultNodePool(
  cluster: Construct,
  { name = "nodepool1", vmSize, nodeCount = 1 }: NodePoolOptions = {},
  kubernetesVersion?: string,
): KubernetesClusterDefaultNodePool {
  checkName(cluster, "nodePool.name", name, RULES.nodePool);
  checkName(cluster, "nodePool.vmSize", vmSize, RULES.vmSize);
  checkBound(cluster, "nodePool.nodeCount", nodeCount, BOUNDS.nodeCount);
  if (nodeCount < 2) {
    Annotations.of(cluster).addWarning(systemPoolBelowFloor(name, [`${nodeCount} node`]));
  }
  return {
    name,
    vmSize: vmSize ?? "Standard_D2s_v5",
    nodeCount,
    orchestratorVersion: kubernetesVersion,
    temporaryNameForRotation: temporaryPoolNameFrom(name),
    upgradeSettings: UPGRADE_SETTINGS,
  };
}
