import type { TerraformProvider } from "cdktf";
import type { IGrantScope } from "../access/grant-scope";
import type { IManagedIdentity } from "../identity/managed-identity";
import type { IResourceGroup } from "../resource-group";
import type { ClusterAddOnOptions } from "./add-ons";
import type { AddNodePoolOptions } from "./added-node-pool";
import type { ApiServerOptions } from "./api-server";
import type { EntraOptions, SshOptions } from "./cluster-access";
import type { MonitoringOptions } from "./monitoring";
import type { NetworkOptions } from "./network";
import type { NodePoolOptions } from "./node-pool";
import type { ClusterTier } from "./tier";
import type { UpgradeOptions } from "./upgrade";

/** How a cluster is created. */
export interface WorkloadIdentityClusterProps {
  /** The group that holds the cluster. Changing it replaces the cluster. */
  readonly resourceGroup: IResourceGroup;

  /** 1 to 63 letters, digits, `_` or `-`, first and last a letter or digit. Changing it replaces the cluster. */
  readonly name: string;

  /**
   * The region, such as `eastus`. Changing it replaces the cluster.
   *
   * @default - the region of the resource group
   */
  readonly location?: string;

  /**
   * The first label of the API server's host name: 1 to 54 letters, digits or `-`, first and last a
   * letter or digit. Changing it replaces the cluster.
   *
   * @default - the name of the cluster, made valid
   */
  readonly dnsPrefix?: string;

  /**
   * The Kubernetes version of the control plane and of the node pools, such as `1.33`; workload identity
   * needs 1.22 or later. Changed in place, control plane first.
   *
   * @default - the version that AKS recommends when the cluster is created
   */
  readonly kubernetesVersion?: string;

  /**
   * The first node pool, a system pool. Its options say what changes in place, rotates it or replaces the
   * cluster.
   *
   * @default - one node
   */
  readonly nodePool?: NodePoolOptions;

  /**
   * Further node pools, added and removed in place, as by `addNodePool` with the ids `pool-<name>`.
   *
   * @default - none
   */
  readonly nodePools?: AddNodePoolOptions[];

  /**
   * The network of a new cluster: Azure CNI Overlay, and what of it can be chosen. Most of it replaces the
   * cluster when it is changed.
   *
   * @default - the ranges and the data plane of AKS
   */
  readonly network?: NetworkOptions;

  /**
   * Whether the network stays as it was made, and nothing of it is written: for a cluster that an earlier
   * version of this library made. Without it such a cluster is replaced; added later it changes nothing.
   *
   * @default - false; new clusters have Azure CNI Overlay, imported ones keep what they have
   */
  readonly keepNetwork?: boolean;

  /**
   * Who reaches the API server. Its options say what changes in place and what replaces the cluster.
   *
   * @default - everybody, who then has to log in
   */
  readonly apiServer?: ApiServerOptions;

  /**
   * How the cluster and its nodes keep up to date. Changed in place.
   *
   * @default - new images for nodes, and no new Kubernetes version by itself
   */
  readonly upgrade?: UpgradeOptions;

  /**
   * What AKS runs beside the workloads. Changed in place.
   *
   * @default - nothing
   */
  readonly addOns?: ClusterAddOnOptions;

  /**
   * Where logs and metrics go. Changed in place.
   *
   * @default - nowhere
   */
  readonly monitoring?: MonitoringOptions;

  /**
   * What the control plane promises, and costs. Changed in place.
   *
   * @default ClusterTier.FREE
   */
  readonly skuTier?: ClusterTier;

  /**
   * Whether costs are shown by namespace and deployment in the portal, not in the free tier. Turn it off in an
   * apply of its own before you go back there. Changed in place.
   *
   * @default false
   */
  readonly costAnalysis?: boolean;

  /**
   * The set whose key encrypts the disks of nodes. Its vault needs purge protection. Changing it replaces the
   * cluster.
   *
   * @default - keys of Azure
   */
  readonly diskEncryptionSet?: IGrantScope;

  /**
   * Whether Terraform refuses every plan that destroys or replaces the cluster. Changed in place, without a
   * request to Azure.
   *
   * @default false
   */
  readonly preventDestroy?: boolean;

  /**
   * The resource group in which AKS keeps the nodes, at most 80 characters. Changing it replaces the
   * cluster.
   *
   * @default - `MC_<resource group>_<cluster>_<region>`
   */
  readonly nodeResourceGroup?: string;

  /**
   * The identity of the control plane. One that this app makes gets the roles that the cluster needs on subnets,
   * private DNS zone and kubelet identity, and the cluster comes after them; one that is imported has to have
   * them. From system-assigned to this it changes in place.
   *
   * @default - a system-assigned identity
   */
  readonly identity?: IManagedIdentity;

  /**
   * The identity with which the nodes pull images. `identity` gets "Managed Identity Operator" on it. Needs
   * `identity`. Changing it replaces the cluster.
   *
   * @default - one that AKS makes
   */
  readonly kubeletIdentity?: IManagedIdentity;

  /**
   * A key for logging in to the nodes. Adding it later replaces the cluster.
   *
   * @default - AKS makes a key and discards it
   */
  readonly ssh?: SshOptions;

  /**
   * Whether the workload identity webhook runs in the cluster, changed in place. Turned off, pods created from
   * then on get no token; the OIDC issuer stays on, as Azure cannot turn it off
   * (https://learn.microsoft.com/azure/aks/use-oidc-issuer).
   *
   * @default true
   */
  readonly workloadIdentity?: boolean;

  /**
   * Whether federations and workloads may stay in the program although `workloadIdentity` is off. Pods
   * that run keep their tokens until they end; new ones get none. Changed in place, without a request to Azure.
   *
   * @default false
   */
  readonly keepFederations?: boolean;

  /**
   * Microsoft Entra ID as the login to the cluster. Added in place, once and for all: AKS does not turn it off
   * again.
   *
   * @default - certificates only
   */
  readonly entra?: EntraOptions;

  /**
   * Whether the cluster gives out certificates not tied to an Entra ID login. Turn them off only with
   * `entra`; then no usable credential of the cluster is in any state. Changed in place; certificates that were
   * given out work until they are rotated.
   *
   * @default true
   */
  readonly localAccounts?: boolean;

  /**
   * At most 50 tags, keys of at most 512 and values of at most 256 characters. Changed in place.
   *
   * @default - no tags
   */
  readonly tags?: Record<string, string>;

  /**
   * The azurerm provider, for a cluster in another subscription or tenant. Another subscription is another
   * cluster, and replaces it.
   *
   * @default - the stack's own
   */
  readonly provider?: TerraformProvider;
}
