import { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import type { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { type TerraformProvider, TerraformStack, Token } from "cdktf";
import type { Construct } from "constructs";
import type { IGrantScope } from "../access/grant-scope";
import { type IPrincipal, Principal, PrincipalType } from "../access/principal";
import type { FederatedIdentity, FederatedIdentityOptions } from "../identity/federated-identity";
import type { IManagedIdentity } from "../identity/managed-identity";
import type { IOidcIssuer } from "../identity/oidc-issuer";
import { groupKey, nameKey } from "../private/azure-places";
import { checkName, checkTags } from "../private/checks";
import { nodeResourceGroupTooLong, nodesInOwnGroup, noIssuerUrl } from "../private/errors";
import { dnsPrefixFrom, normalizeLocation } from "../private/names";
import { registerOnce } from "../private/registry";
import { parseResourceId } from "../private/resource-ids";
import { RULES } from "../private/rules";
import { ImportBlock } from "../private/terraform/import-block";
import { checkArguments } from "../private/type-checks";
import type { IResourceGroup } from "../resource-group";
import { accessArguments, type EntraOptions, loginsOf, type SshOptions } from "./cluster-access";
import { ClusterBase } from "./cluster-base";
import type { ClusterLogin, ConnectOptions, KubeConfigs } from "./cluster-connection";
import { clusterDataSource } from "./cluster-data";
import {
  type ClusterAttributes,
  ClusterFromAttributes,
  ClusterFromName,
  type ClusterNameOptions,
  EnabledCluster,
  type EnableOnOptions,
} from "./existing-cluster";
import { networkArguments } from "./network";
import { defaultNodePool, type NodePoolOptions } from "./node-pool";

/** An AKS cluster whose pods can become Azure identities. */
export interface IWorkloadIdentityCluster extends IOidcIssuer, IGrantScope {
  /** The region. */
  readonly location: string;

  /** The name of the resource group in which AKS keeps the nodes. */
  readonly nodeResourceGroup: string;

  /** The identity with which the nodes pull images. Give it `AcrPull` on a registry. */
  readonly kubeletIdentity: IPrincipal;

  /**
   * Lets an identity trust a service account of this cluster. Defined in the cluster's stack; use
   * `new FederatedIdentity` to define it elsewhere.
   */
  addFederatedIdentity(id: string, options: FederatedIdentityOptions): FederatedIdentity;

  /**
   * The Kubernetes provider of the scope's stack for this cluster, made at the first call.
   *
   * In the stack of a cluster that Terraform creates it is configured from the kubeconfig of the
   * resource, elsewhere from the data source `azurerm_kubernetes_cluster`, looked up by name and group;
   * another stack is then deployed after the cluster's. The first connection of a stack is its default
   * Kubernetes provider. Throws when the login is one that the cluster does not allow, and when the stack
   * is connected already with other options.
   */
  connect(scope: Construct, options?: ConnectOptions): KubernetesProvider;
}

/** How a cluster is created. */
export interface WorkloadIdentityClusterProps {
  /** The group that holds the cluster. */
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
   * The first node pool.
   *
   * @default - one node
   */
  readonly nodePool?: NodePoolOptions;

  /**
   * Whether the network stays as it was made, and nothing of it is written: for a cluster that an earlier
   * version of this library made, whose network would replace it.
   *
   * @default - false; new clusters have Azure CNI Overlay, imported ones keep what they have
   */
  readonly keepNetwork?: boolean;

  /**
   * The resource group in which AKS keeps the nodes, at most 80 characters. Changing it replaces the
   * cluster.
   *
   * @default - `MC_<resource group>_<cluster>_<region>`
   */
  readonly nodeResourceGroup?: string;

  /**
   * The identity of the control plane.
   *
   * @default - a system-assigned identity
   */
  readonly identity?: IManagedIdentity;

  /**
   * A key for logging in to the nodes. Adding it later replaces the cluster.
   *
   * @default - AKS makes a key and discards it
   */
  readonly ssh?: SshOptions;

  /**
   * Whether the workload identity webhook runs in the cluster. Turned off, pods created from then on
   * get no token; the OIDC issuer stays on, as Azure cannot turn it off
   * (https://learn.microsoft.com/azure/aks/use-oidc-issuer).
   *
   * @default true
   */
  readonly workloadIdentity?: boolean;

  /**
   * Whether federations and workloads may stay in the program although `workloadIdentity` is off. Pods
   * that run keep their tokens until they end; new ones get none.
   *
   * @default false
   */
  readonly keepFederations?: boolean;

  /**
   * Microsoft Entra ID as the login to the cluster.
   *
   * @default - certificates only
   */
  readonly entra?: EntraOptions;

  /**
   * Whether the cluster gives out certificates not tied to an Entra ID login. Turn them off only with
   * `entra`; then no usable credential of the cluster is in any state.
   *
   * @default true
   */
  readonly localAccounts?: boolean;

  /**
   * At most 50 tags, keys of at most 512 and values of at most 256 characters.
   *
   * @default - no tags
   */
  readonly tags?: Record<string, string>;

  /**
   * The azurerm provider, for a cluster in another subscription or tenant.
   *
   * @default - the stack's own
   */
  readonly provider?: TerraformProvider;
}

/**
 * An AKS cluster with the OIDC issuer and workload identity
 * (`az aks create --enable-oidc-issuer --enable-workload-identity`).
 *
 * Throws when a name, the location, the node count or a tag breaks Azure's rules, and when the name of
 * the node resource group would be too long.
 */
export class WorkloadIdentityCluster extends ClusterBase implements IWorkloadIdentityCluster {
  /**
   * A cluster that exists, looked up by name and group when Terraform plans. The plan fails when its
   * OIDC issuer is off, and says how to turn it on.
   *
   * Throws when a name breaks Azure's rules.
   */
  public static fromClusterName(
    scope: Construct,
    id: string,
    options: ClusterNameOptions,
  ): IWorkloadIdentityCluster {
    return new ClusterFromName(scope, id, options);
  }

  /**
   * A cluster of which only some things are known. The issuer URL is enough to federate. Reading an
   * attribute that was not given throws, naming it.
   *
   * Throws when the issuer URL does not start with `https://` or an attribute breaks Azure's rules.
   */
  public static fromClusterAttributes(
    scope: Construct,
    id: string,
    attributes: ClusterAttributes,
  ): IWorkloadIdentityCluster {
    return new ClusterFromAttributes(scope, id, attributes);
  }

  /**
   * Turns the OIDC issuer and workload identity on in a cluster that Terraform does not own
   * (`az aks update --enable-oidc-issuer --enable-workload-identity`), and changes nothing else of it.
   * Needs an `AzapiProvider` in the stack. Destroying it leaves the cluster as it is. A cluster that
   * another Terraform state owns turns workload identity off again at that state's next apply: set it there.
   *
   * Throws when a name breaks Azure's rules.
   */
  public static enableOn(
    scope: Construct,
    id: string,
    options: EnableOnOptions,
  ): IWorkloadIdentityCluster {
    return new EnabledCluster(scope, id, options);
  }

  public readonly id: string;
  public readonly name: string;
  public readonly resourceGroup: IResourceGroup;
  public readonly location: string;
  public readonly oidcIssuerUrl: string;
  public readonly nodeResourceGroup: string;
  public readonly kubeletIdentity: IPrincipal;

  public readonly workloadIdentityStopped?: boolean;

  /** @internal */
  public override readonly _logins: readonly ClusterLogin[];

  private readonly cluster: KubernetesCluster;

  /** @param id unique within the scope */
  constructor(scope: Construct, id: string, props: WorkloadIdentityClusterProps) {
    super(scope, id, "WorkloadIdentityClusterProps", props);
    const { name, resourceGroup, identity } = props;
    const location = props.location ? normalizeLocation(props.location) : resourceGroup.location;
    checkName(this, "name", name, RULES.cluster);
    checkName(this, "location", location, RULES.location);
    const dnsPrefix = props.dnsPrefix ?? dnsPrefixFrom(name);
    checkName(this, "dnsPrefix", dnsPrefix, RULES.dnsPrefix);
    checkName(this, "kubernetesVersion", props.kubernetesVersion, RULES.kubernetesVersion);
    checkName(this, "nodeResourceGroup", props.nodeResourceGroup, RULES.nodeResourceGroup);
    checkTags(this, props.tags);
    const groupName = resourceGroup.nameInput ?? resourceGroup.name;
    if (props.nodeResourceGroup?.toLowerCase() === groupName.toLowerCase()) {
      throw nodesInOwnGroup(this, groupName);
    }
    const generated = `MC_${groupName}_${name}_${location}`;
    if (!props.nodeResourceGroup && !Token.isUnresolved(generated) && generated.length > 80) {
      throw nodeResourceGroupTooLong(this, generated);
    }

    const place = groupKey(this, resourceGroup, props.provider);
    registerOnce(this, "cluster", name, nameKey("", place, name));

    this.cluster = new KubernetesCluster(this, "Default", {
      provider: props.provider,
      name,
      resourceGroupName: resourceGroup.name,
      location,
      dnsPrefix,
      kubernetesVersion: props.kubernetesVersion,
      nodeResourceGroup: props.nodeResourceGroup,
      oidcIssuerEnabled: true,
      workloadIdentityEnabled: props.workloadIdentity ?? true,
      defaultNodePool: defaultNodePool(this, props.nodePool, props.kubernetesVersion),
      networkProfile: networkArguments(props),
      identity: identity
        ? { type: "UserAssigned", identityIds: [identity.id] }
        : { type: "SystemAssigned" },
      ...accessArguments(this, props),
      tags: props.tags,
      lifecycle: {
        postcondition: [
          {
            condition: '${self.oidc_issuer_url != ""}',
            errorMessage: noIssuerUrl(name),
          },
        ],
      },
    });
    this.workloadIdentityStopped = props.workloadIdentity === false && !props.keepFederations;
    this._logins = loginsOf(props);
    this.id = this.cluster.id;
    this.name = name;
    this.resourceGroup = resourceGroup;
    this.location = location;
    this.oidcIssuerUrl = this.cluster.oidcIssuerUrl;
    this.nodeResourceGroup = props.nodeResourceGroup ?? this.cluster.nodeResourceGroup;
    this.kubeletIdentity = new Principal(this, "kubelet", {
      objectId: this.cluster.kubeletIdentity.objectId,
      principalType: PrincipalType.SERVICE_PRINCIPAL,
    });
  }

  /**
   * Brings a cluster that exists into Terraform at the next apply, instead of creating it. Name, group,
   * region, DNS prefix and node pool name have to match, or Terraform plans to replace it. Its network stays
   * as it is.
   */
  public importFrom(clusterId: string): void {
    checkArguments(this, "WorkloadIdentityCluster.importFrom", { clusterId });
    const { id } = parseResourceId(this, "clusterId", clusterId, "cluster");
    this.cluster.resetNetworkProfile();
    new ImportBlock(this, "import", this.cluster, id);
  }

  /**
   * The resource's own attributes in its own stack: a data source there is deferred by any pending
   * change of the cluster, and the provider then talks to localhost. In another stack the data source,
   * so that no credential crosses stacks.
   *
   * @internal
   */
  public _kubeConfigsFor(
    connection: Construct,
    _login: ClusterLogin,
    provider?: TerraformProvider,
  ): KubeConfigs {
    const stack = TerraformStack.of(connection);
    if (stack === TerraformStack.of(this)) return this.cluster;
    stack.addDependency(TerraformStack.of(this));
    return clusterDataSource(connection, this.name, this.resourceGroup, provider);
  }
}
