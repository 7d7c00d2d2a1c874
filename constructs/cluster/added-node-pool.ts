import { KubernetesClusterNodePool } from "@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool";
import { type TerraformProvider, Token } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { checkName, checkOneOf } from "../private/checks";
import { LibraryConstruct } from "../private/library-construct";
import { BOUNDS, RULES } from "../private/rules";
import { notForSpot, skuOfOtherOs, spotPrice, windowsOnCilium } from "./node-pool-errors";
import { putAfter } from "./control-plane-roles";
import { DataPlane } from "./network";
import {
  LINUX_SKUS,
  type NodePoolBaseOptions,
  OsSku,
  poolArguments,
  upgradeSettings,
} from "./node-pool";
import type { NodePools, PoolSurroundings } from "./node-pools";

/** What a pool is for. */
export enum NodePoolMode {
  /** Workloads. */
  USER = "User",
  /** Workloads, and the pods of AKS itself. */
  SYSTEM = "System",
}

/** The kinds of operating systems. */
export enum OsType {
  /** Linux. */
  LINUX = "Linux",
  /** Windows, for which the cluster needs a `windows_profile` from the beginning. */
  WINDOWS = "Windows",
}

/** What happens to a node of a spot pool that Azure takes away. */
export enum EvictionPolicy {
  /** It is deleted. */
  DELETE = "Delete",
  /** It is stopped, and counts against the quota. */
  DEALLOCATE = "Deallocate",
}

/** Whether AKS installs the driver of the GPUs. */
export enum GpuDriver {
  /** AKS does. */
  INSTALL = "Install",
  /** Nobody does, or the operator of the vendor. */
  NONE = "None",
}

/** Nodes of left-over capacity, which Azure takes away when it needs them. */
export interface SpotOptions {
  /**
   * What happens to a node that is taken away. Changing it replaces the pool.
   *
   * @default EvictionPolicy.DELETE
   */
  readonly evictionPolicy?: EvictionPolicy;

  /**
   * The most that an hour of a node may cost in US dollars, or -1 for as much as a node of the usual kind.
   * Changing it replaces the pool.
   *
   * @default -1
   */
  readonly maxPrice?: number;
}

/** A further pool of a cluster. */
export interface AddNodePoolOptions extends NodePoolBaseOptions {
  /**
   * 1 to 12 lower-case letters or digits, first a letter, for Windows at most 6. Changing it replaces the pool.
   */
  readonly name: string;

  /**
   * What the pool is for. Changed in place.
   *
   * @default NodePoolMode.USER
   */
  readonly mode?: NodePoolMode;

  /**
   * Taints of the nodes, such as `sku=gpu:NoSchedule`. Those that somebody else sets are taken away. Changed in
   * place.
   *
   * @default - none
   */
  readonly taints?: string[];

  /**
   * The kind of operating system. Changing it replaces the pool.
   *
   * @default OsType.LINUX
   */
  readonly osType?: OsType;

  /**
   * Makes it a spot pool, with the label and the taint that AKS gives one:
   * `kubernetes.azure.com/scalesetpriority=spot`. Only in the mode User, and without upgrade settings. Adding
   * or removing it replaces the pool.
   *
   * @default - nodes that stay
   */
  readonly spot?: SpotOptions;

  /**
   * Whether AKS installs the driver of the GPUs, for sizes that have some. Changing it replaces the pool.
   *
   * @default - AKS installs it
   */
  readonly gpuDriver?: GpuDriver;
}

/** A node pool that was added to a cluster. */
export interface INodePool extends IConstruct {
  /** The resource id. */
  readonly id: string;

  /** The name. */
  readonly name: string;
}

/** The cluster of a pool. */
interface PoolOwner extends Construct {
  readonly id: string;
  readonly provider?: TerraformProvider;
  readonly _pools: NodePools;
  readonly _poolSurroundings: PoolSurroundings;
}

const SPOT = "kubernetes.azure.com/scalesetpriority";

/**
 * `cluster.addNodePool`.
 *
 * @internal
 */
export class AddedNodePool extends LibraryConstruct implements INodePool {
  public readonly id: string;
  public readonly name: string;

  constructor(cluster: PoolOwner, id: string, options: AddNodePoolOptions) {
    super(cluster, id);
    const { name, mode, osType, spot, gpuDriver, subnet } = options;
    const { kubernetesVersion, upgradedByChannel, dataPlane, grantSubnet } =
      cluster._poolSurroundings;
    const windows = osType === OsType.WINDOWS;
    checkOneOf(this, "mode", mode, Object.values(NodePoolMode));
    checkOneOf(this, "osType", osType, Object.values(OsType));
    checkOneOf(this, "gpuDriver", gpuDriver, Object.values(GpuDriver));
    options.taints?.forEach((taint, index) =>
      checkName(this, `taints[${index}]`, taint, RULES.taint),
    );
    const nodes = mode === NodePoolMode.SYSTEM ? BOUNDS.nodeCount : BOUNDS.userNodeCount;
    const context = { prefix: "", nodes, name, kubernetesVersion, windows };
    const shared = poolArguments(this, options, context);
    const skus = windows ? [OsSku.WINDOWS_2022] : LINUX_SKUS;
    if (options.osSku && !skus.includes(options.osSku)) {
      throw skuOfOtherOs(this, options.osSku, skus);
    }
    if (windows && dataPlane === DataPlane.CILIUM) throw windowsOnCilium(this);
    cluster._pools.add(this, {
      name,
      temporaryName: shared.temporaryNameForRotation,
      nodes: options.maxCount ?? options.nodeCount ?? 1,
      windows,
    });
    const ignored = [
      ...(upgradedByChannel ? ["orchestrator_version"] : []),
      ...(options.maxCount === undefined ? [] : ["node_count"]),
      ...(spot ? ["upgrade_settings"] : []),
    ];
    const pool = new KubernetesClusterNodePool(this, "Default", {
      ...shared,
      provider: cluster.provider,
      kubernetesClusterId: cluster.id,
      mode: mode ?? NodePoolMode.USER,
      osType,
      gpuDriver,
      ...(spot
        ? this.spotArguments(options, spot)
        : {
            nodeTaints: options.taints,
            upgradeSettings: upgradeSettings(this, options, ""),
          }),
      lifecycle: ignored.length > 0 ? { ignoreChanges: ignored } : undefined,
    });
    if (subnet) putAfter(pool, grantSubnet?.(subnet, this) ?? []);
    this.id = pool.id;
    this.name = name;
  }

  /** AKS sets label and taint by itself, and a plan that does not know them would take them away. */
  private spotArguments(options: AddNodePoolOptions, { evictionPolicy, maxPrice }: SpotOptions) {
    for (const prop of ["maxSurge", "drainTimeoutInMinutes"] as const) {
      if (options[prop] !== undefined) throw notForSpot(this, prop, options[prop]);
    }
    if (options.mode === NodePoolMode.SYSTEM) throw notForSpot(this, "mode", options.mode);
    const policies = Object.values(EvictionPolicy);
    checkOneOf(this, "spot.evictionPolicy", evictionPolicy, policies);
    const isPrice = maxPrice === -1 || (maxPrice ?? 1) >= 0.00001 || Token.isUnresolved(maxPrice);
    if (maxPrice !== undefined && !isPrice) throw spotPrice(this, maxPrice);
    return {
      priority: "Spot",
      evictionPolicy: evictionPolicy ?? EvictionPolicy.DELETE,
      spotMaxPrice: maxPrice ?? -1,
      nodeLabels: { ...options.labels, [SPOT]: "spot" },
      nodeTaints: [...(options.taints ?? []), `${SPOT}=spot:NoSchedule`],
    };
  }
}
