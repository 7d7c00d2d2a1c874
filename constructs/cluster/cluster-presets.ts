import type { IGrantScope } from "../access/grant-scope";
import type { IManagedIdentity } from "../identity/managed-identity";
import { checkArguments } from "../private/type-checks";
import type { IResourceGroup } from "../resource-group";
import { apiServerOpenToAll } from "./network-errors";
import type { WorkloadIdentityClusterProps } from "./cluster-props";
import { DataPlane } from "./network";
import { OsDiskType } from "./node-pool";
import { ClusterTier } from "./tier";
import { DayOfWeek, NodeOsUpgradeChannel, UpgradeChannel } from "./upgrade";

/** What a production cluster cannot do without, and nobody can invent. */
export interface ProductionClusterOptions {
  /** The group that holds the cluster. */
  readonly resourceGroup: IResourceGroup;

  /** The name of the cluster. */
  readonly name: string;

  /** The Log Analytics workspace that gets its logs. */
  readonly workspace: IGrantScope;

  /**
   * Whether the API server has a private address only. It is this, or `authorizedIpRanges`.
   *
   * @default false
   */
  readonly privateCluster?: boolean;

  /**
   * The public addresses and ranges that reach the API server. It is these, or `privateCluster`.
   *
   * @default - none
   */
  readonly authorizedIpRanges?: string[];

  /**
   * The identity of the control plane. With a `subnet` it gets its role there.
   *
   * @default - a system-assigned identity
   */
  readonly identity?: IManagedIdentity;

  /**
   * A subnet of your own for both pools.
   *
   * @default - the network of AKS
   */
  readonly subnet?: IGrantScope;

  /**
   * The object ids of the groups that administer the cluster, GUIDs.
   *
   * @default - none; Azure roles decide
   */
  readonly adminGroupObjectIds?: string[];
}

/** Props for clusters of a kind, to be spread and overridden. */
export class ClusterPresets {
  /**
   * A cluster that a platform team runs: logins by Entra ID and Azure roles alone, no run command, Azure CNI
   * Overlay with Cilium and its network policies, the tier `Standard`, three zones, a system pool for AKS
   * itself and one for workloads, patches of Kubernetes and images of nodes on Sundays, Azure Policy, an image
   * cleaner, logs, and no destruction by accident.
   *
   * Throws when everybody would reach the API server.
   */
  public static production(options: ProductionClusterOptions): WorkloadIdentityClusterProps {
    checkArguments("ClusterPresets.production", "ClusterPresets.production", { options });
    const { privateCluster, authorizedIpRanges, subnet, workspace } = options;
    if (!privateCluster && !authorizedIpRanges) {
      throw apiServerOpenToAll("ClusterPresets.production");
    }
    const nodes = {
      vmSize: "Standard_D4ds_v5",
      minCount: 3,
      maxCount: 5,
      zones: ["1", "2", "3"],
      maxPods: 110,
      osDiskType: OsDiskType.EPHEMERAL,
      maxSurge: "33%",
      subnet,
    };
    return {
      resourceGroup: options.resourceGroup,
      name: options.name,
      identity: options.identity,
      skuTier: ClusterTier.STANDARD,
      nodePool: { ...nodes, name: "system", onlyCriticalAddons: true },
      nodePools: [{ ...nodes, name: "user" }],
      network: { dataPlane: DataPlane.CILIUM },
      apiServer: { privateCluster, authorizedIpRanges, runCommand: false },
      entra: { azureRbac: true, adminGroupObjectIds: options.adminGroupObjectIds },
      localAccounts: false,
      upgrade: {
        automaticUpgradeChannel: UpgradeChannel.PATCH,
        nodeOsUpgradeChannel: NodeOsUpgradeChannel.NODE_IMAGE,
        maintenanceWindow: { dayOfWeek: DayOfWeek.SUNDAY, startTime: "02:00", durationHours: 4 },
      },
      addOns: { azurePolicy: true, imageCleanerIntervalHours: 168 },
      monitoring: { workspace },
      preventDestroy: true,
    };
  }

  private constructor() {}
}
