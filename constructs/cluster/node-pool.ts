import type { KubernetesClusterDefaultNodePool } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { Annotations, Token } from "cdktf";
import type { Construct } from "constructs";
import type { IGrantScope } from "../access/grant-scope";
import { checkBound, checkLabels, checkName, checkOneOf } from "../private/checks";
import { temporaryPoolNameFrom } from "../private/names";
import { type Bound, BOUNDS, RULES } from "../private/rules";
import {
  boundsCrossed,
  nodeCountAndAutoscaling,
  oneBoundOnly,
  systemPoolBelowFloor,
} from "./node-pool-errors";

/** The operating systems of nodes, with their versions. */
export enum OsSku {
  /** Ubuntu, in the version that AKS takes for the Kubernetes version. */
  UBUNTU = "Ubuntu",
  /** Ubuntu 22.04. */
  UBUNTU_2204 = "Ubuntu2204",
  /** Azure Linux, in the version that AKS takes for the Kubernetes version. */
  AZURE_LINUX = "AzureLinux",
  /** Azure Linux 3. */
  AZURE_LINUX_3 = "AzureLinux3",
  /** Windows Server 2022, for Windows pools. */
  WINDOWS_2022 = "Windows2022",
}

/** Where nodes keep their operating system. */
export enum OsDiskType {
  /** On a disk that Azure keeps apart from the virtual machine. */
  MANAGED = "Managed",
  /** On the virtual machine itself: faster, for free, and only with sizes that have the room. */
  EPHEMERAL = "Ephemeral",
}

/**
 * What the first pool of a cluster and further ones have in common. "Rotates" says that the nodes move to a
 * temporary pool and back, which takes the quota of a second pool and does not drain them one by one.
 */
export interface NodePoolBaseOptions {
  /**
   * The size of the virtual machines. AKS asks for 4 vCPUs and 4 GiB in a system pool, and for no burstable
   * (B-series) size (https://learn.microsoft.com/azure/aks/use-system-pools). Changing it rotates the pool.
   *
   * @default "Standard_D2s_v5"
   */
  readonly vmSize?: string;

  /**
   * The number of nodes, 1 to 1000, or from 0 in the mode User. AKS asks for 2 in a system pool, and recommends
   * 3; with fewer in the first pool there is a warning. Changed in place.
   *
   * @default 1
   */
  readonly nodeCount?: number;

  /**
   * The fewest nodes of the autoscaler, 1 to 1000, or from 0 in the mode User. Together with `maxCount`, and in
   * place of `nodeCount`. Changed in place.
   *
   * @default - no autoscaling
   */
  readonly minCount?: number;

  /**
   * The most nodes of the autoscaler, 1 to 1000, or from 0 in the mode User. Changed in place.
   *
   * @default - no autoscaling
   */
  readonly maxCount?: number;

  /**
   * The availability zones of the nodes, such as `["1", "2", "3"]`. Not every region has them. Changing them
   * rotates the pool.
   *
   * @default - none
   */
  readonly zones?: string[];

  /**
   * The most pods on a node, 10 to 250. Changing it rotates the pool.
   *
   * @default - 250, chosen by AKS
   */
  readonly maxPods?: number;

  /**
   * The operating system. Between Ubuntu and Azure Linux it changes in place; otherwise the first pool
   * rotates, and a further one is replaced.
   *
   * @default - that of AKS: Ubuntu
   */
  readonly osSku?: OsSku;

  /**
   * Where nodes keep their operating system. Changing it rotates the pool.
   *
   * @default OsDiskType.MANAGED
   */
  readonly osDiskType?: OsDiskType;

  /**
   * A subnet of your own for the nodes. An `identity` of this app gets "Network Contributor" on it before the
   * nodes are made. Changing it rotates the pool.
   *
   * @default - the network of AKS
   */
  readonly subnet?: IGrantScope;

  /**
   * Labels of the nodes. Changed in place.
   *
   * @default - none
   */
  readonly labels?: Record<string, string>;

  /**
   * Whether the disks are encrypted on the host already. The subscription needs the feature
   * `EncryptionAtHost`, and the size has to support it. Changing it rotates the pool.
   *
   * @default false
   */
  readonly hostEncryption?: boolean;

  /**
   * How many nodes more there may be during an upgrade: a number, or a share such as `33%`. Changed in place.
   *
   * @default "10%"
   */
  readonly maxSurge?: string;

  /**
   * For how many minutes an upgrade waits for a node to be drained, 5 to 1440. Changed in place.
   *
   * @default 30
   */
  readonly drainTimeoutInMinutes?: number;

  /**
   * The name of the temporary pool of a rotation, other than that of any pool: 1 to 12 lower-case letters or
   * digits, first a letter. Changed in place, without touching a node.
   *
   * @default - `tmp` and a hash of the pool's name
   */
  readonly temporaryName?: string;
}

/** The first node pool of a cluster, a system pool. */
export interface NodePoolOptions extends NodePoolBaseOptions {
  /**
   * 1 to 12 lower-case letters or digits, first a letter. Changing it replaces the cluster.
   *
   * @default "nodepool1"
   */
  readonly name?: string;

  /**
   * Whether the pool takes the pods of AKS alone (`CriticalAddonsOnly=true:NoSchedule`). The cluster then
   * needs a further pool for workloads. Changing it rotates the pool.
   *
   * @default false
   */
  readonly onlyCriticalAddons?: boolean;
}

/** For how many pods a node of a system pool has room: https://learn.microsoft.com/azure/aks/use-system-pools */
const FEWEST_PODS = 30;

/** How the options of a pool are checked and written. */
interface PoolContext {
  /** What stands before an option in messages, such as `nodePool.`. */
  readonly prefix: string;
  /** How many nodes the mode of the pool allows. */
  readonly nodes: Bound;
  readonly name: string;
  readonly kubernetesVersion?: string;
  readonly windows?: boolean;
}

/**
 * The arguments that a first pool and a further one share.
 *
 * @internal
 */
export function poolArguments(
  at: Construct,
  options: NodePoolBaseOptions,
  { prefix, nodes, name, kubernetesVersion, windows = false }: PoolContext,
) {
  const { vmSize, maxPods, zones, osSku, osDiskType, temporaryName } = options;
  const shortName = windows ? RULES.windowsNodePool : RULES.nodePool;
  checkName(at, `${prefix}name`, name, shortName);
  checkName(at, `${prefix}temporaryName`, temporaryName, shortName);
  checkName(at, `${prefix}vmSize`, vmSize, RULES.vmSize);
  checkBound(at, `${prefix}maxPods`, maxPods, BOUNDS.maxPods);
  zones?.forEach((zone, index) => checkName(at, `${prefix}zones[${index}]`, zone, RULES.zone));
  checkOneOf(at, `${prefix}osSku`, osSku, Object.values(OsSku));
  checkOneOf(at, `${prefix}osDiskType`, osDiskType, Object.values(OsDiskType));
  checkName(at, `${prefix}subnet`, options.subnet?.id, RULES.subnetId);
  checkLabels(at, `${prefix}labels`, options.labels);
  return {
    name,
    vmSize: vmSize ?? "Standard_D2s_v5",
    ...countArguments(at, options, prefix, nodes),
    zones,
    maxPods,
    osSku,
    osDiskType,
    vnetSubnetId: options.subnet?.id,
    nodeLabels: options.labels,
    hostEncryptionEnabled: options.hostEncryption,
    orchestratorVersion: kubernetesVersion,
    temporaryNameForRotation: temporaryName ?? temporaryPoolNameFrom(name, windows ? 6 : 11),
  };
}

/** A fixed number of nodes, or the bounds of the autoscaler. */
function countArguments(
  at: Construct,
  { nodeCount, minCount, maxCount }: NodePoolBaseOptions,
  prefix: string,
  nodes: Bound,
) {
  checkBound(at, `${prefix}nodeCount`, nodeCount, nodes);
  checkBound(at, `${prefix}minCount`, minCount, nodes);
  checkBound(at, `${prefix}maxCount`, maxCount, nodes);
  if (minCount === undefined && maxCount === undefined) return { nodeCount: nodeCount ?? 1 };
  if (maxCount === undefined) throw oneBoundOnly(at, `${prefix}minCount`, `${prefix}maxCount`);
  if (minCount === undefined) throw oneBoundOnly(at, `${prefix}maxCount`, `${prefix}minCount`);
  if (nodeCount !== undefined) {
    throw nodeCountAndAutoscaling(at, `${prefix}nodeCount`, nodeCount);
  }
  const known = !Token.isUnresolved(minCount) && !Token.isUnresolved(maxCount);
  if (known && minCount > maxCount) {
    throw boundsCrossed(at, `${prefix}minCount`, minCount, maxCount);
  }
  return { autoScalingEnabled: true, minCount, maxCount };
}

/**
 * How a pool is upgraded. AKS reports such values for a pool without the block, and every plan would take
 * them away again. A drain timeout that goes back to 0 replaces the cluster, so that it is never 0.
 *
 * @internal
 */
export function upgradeSettings(
  at: Construct,
  { maxSurge, drainTimeoutInMinutes }: NodePoolBaseOptions,
  prefix: string,
) {
  checkName(at, `${prefix}maxSurge`, maxSurge, RULES.maxSurge);
  const drain = `${prefix}drainTimeoutInMinutes`;
  checkBound(at, drain, drainTimeoutInMinutes, BOUNDS.drainTimeoutInMinutes);
  return {
    maxSurge: maxSurge ?? "10%",
    drainTimeoutInMinutes: drainTimeoutInMinutes ?? 30,
    nodeSoakDurationInMinutes: 0,
  };
}

/**
 * The arguments of a cluster's first node pool.
 *
 * @internal
 */
export function defaultNodePool(
  cluster: Construct,
  options: NodePoolOptions & { readonly name: string },
  kubernetesVersion?: string,
): KubernetesClusterDefaultNodePool {
  const prefix = "nodePool.";
  const { name } = options;
  const shared = poolArguments(cluster, options, {
    ...{ prefix, name, kubernetesVersion },
    nodes: BOUNDS.nodeCount,
  });
  checkOneOf(cluster, "nodePool.osSku", options.osSku, LINUX_SKUS);
  const reasons = belowFloor(options);
  if (reasons.length > 0) Annotations.of(cluster).addWarning(systemPoolBelowFloor(name, reasons));
  return {
    ...shared,
    onlyCriticalAddonsEnabled: options.onlyCriticalAddons,
    upgradeSettings: upgradeSettings(cluster, options, prefix),
  };
}

/**
 * The operating systems of Linux pools.
 *
 * @internal
 */
export const LINUX_SKUS = Object.values(OsSku).filter((sku) => !sku.startsWith("Windows"));

/** What of a system pool is less than AKS asks for. */
function belowFloor({ nodeCount, minCount, vmSize, maxPods }: NodePoolOptions): string[] {
  const nodes = minCount ?? nodeCount ?? 1;
  return [
    ...(nodes < 2 && !Token.isUnresolved(nodes) ? [`${nodes} node`] : []),
    ...(vmSize && /^(Standard|Basic)_B/i.test(vmSize) ? [`the burstable size ${vmSize}`] : []),
    ...(maxPods && maxPods < FEWEST_PODS && !Token.isUnresolved(maxPods)
      ? [`room for ${maxPods} pods on a node`]
      : []),
  ];
}
