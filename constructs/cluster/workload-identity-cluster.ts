import { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import type { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { Annotations, type TerraformProvider, TerraformStack, Token } from "cdktf";
import type { Construct } from "constructs";
import type { Grant } from "../access/grant";
import type { IGrantScope } from "../access/grant-scope";
import { type IPrincipal, Principal, PrincipalType } from "../access/principal";
import type { Addon } from "../addon/addon";
import type { AddonOptions } from "../addon/addon-options";
import type { FederatedIdentity, FederatedIdentityOptions } from "../identity/federated-identity";
import type { IOidcIssuer } from "../identity/oidc-issuer";
import { groupKey, nameKey } from "../private/azure-places";
import { checkLocation, checkName, checkTags } from "../private/checks";
import { dnsPrefixFrom } from "../private/names";
import { registerOnce } from "../private/registry";
import { parseResourceId } from "../private/resource-ids";
import { RULES } from "../private/rules";
import { connectAfter } from "../private/stack-order";
import { ImportBlock } from "../private/terraform/import-block";
import { checkArguments } from "../private/type-checks";
import type { IResourceGroup } from "../resource-group";
import {
  identityNeeded,
  nodeResourceGroupTooLong,
  nodesInOwnGroup,
  noIssuerUrl,
} from "./cluster-errors";
import { privateApiServer, rangesOfApiServer, rolesInOwnStack } from "./connection-errors";
import { subnetWithoutIdentity } from "./network-errors";
import { addOnArguments } from "./add-ons";
import type { AddNodePoolOptions, INodePool } from "./added-node-pool";
import { apiServerArguments } from "./api-server";
import { accessArguments, loginsOf } from "./cluster-access";
import { ClusterBase } from "./cluster-base";
import {
  ClusterLogin,
  type ConnectOptions,
  type KubeConfigs,
  type Logins,
} from "./cluster-connection";
import { clusterDataSource } from "./cluster-data";
import {
  type ClusterAttributes,
  ClusterFromAttributes,
  ClusterFromName,
  type ClusterNameOptions,
  EnabledCluster,
  type EnableOnOptions,
} from "./existing-cluster";
import { poolsAsAWhole, warnOfTheUnseen } from "./cluster-checks";
import type { WorkloadIdentityClusterProps } from "./cluster-props";
import type { HelmConnection } from "./helm-connection";
import { ControlPlaneRoles, putAfter } from "./control-plane-roles";
import { Monitoring, monitoringArguments } from "./monitoring";
import { networkArguments } from "./network";
import { defaultNodePool } from "./node-pool";
import type { PoolSurroundings } from "./node-pools";
import { provisioningArguments } from "./node-provisioning";
import { tierArguments } from "./tier";
import { upgradeArguments, upgradedByChannel } from "./upgrade";

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
   * Gives an add-on, such as one of `Addons`, an identity with its roles. Installs nothing. Defined in the
   * cluster's stack; use `new Addon` to define it elsewhere.
   */
  addAddon(id: string, options: AddonOptions): Addon;

  /**
   * Adds a node pool, in the cluster's stack. An existing cluster takes further pools too, where its id is
   * known.
   *
   * Throws when a name, a number or a taint breaks Azure's rules, when the cluster has a pool of the name
   * already, and when options contradict each other or the network of the cluster.
   */
  addNodePool(id: string, options: AddNodePoolOptions): INodePool;

  /** Lets the nodes pull images from a registry: `AcrPull` for the kubelet identity. */
  attachRegistry(registry: IGrantScope): Grant;

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

  /**
   * How the Helm provider reaches this cluster from the scope's stack: the same login as that of
   * `connect`, which it calls. Throws as `connect` does.
   */
  helmConnection(scope: Construct, options?: ConnectOptions): HelmConnection;
}

/**
 * An AKS cluster with the OIDC issuer and workload identity
 * (`az aks create --enable-oidc-issuer --enable-workload-identity`).
 *
 * Throws when a name, a number, a range or a tag breaks Azure's rules, when the name of the node resource
 * group would be too long, and when options contradict each other: most of it azurerm takes at plan, and
 * Azure refuses minutes later.
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
  public override readonly _logins: Logins;

  /** @internal */
  public override readonly _azureKeys?: readonly (string | undefined)[];

  /** @internal */
  public override readonly _poolSurroundings: PoolSurroundings;

  private readonly cluster: KubernetesCluster;

  /** @param id unique within the scope */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: WorkloadIdentityClusterProps,
  ) {
    super(scope, id, "WorkloadIdentityClusterProps", props);
    const { name, resourceGroup, identity, kubeletIdentity } = props;
    checkName(this, "name", name, RULES.cluster);
    const location = checkLocation(this, "location", props.location ?? resourceGroup.location);
    const dnsPrefix = props.dnsPrefix ?? dnsPrefixFrom(name);
    checkName(this, "dnsPrefix", dnsPrefix, RULES.dnsPrefix);
    checkName(this, "kubernetesVersion", props.kubernetesVersion, RULES.kubernetesVersion);
    checkName(this, "nodeResourceGroup", props.nodeResourceGroup, RULES.nodeResourceGroup);
    checkName(this, "diskEncryptionSet", props.diskEncryptionSet?.id, RULES.diskEncryptionSetId);
    checkTags(this, props.tags);
    const groupName = resourceGroup.nameInput ?? resourceGroup.name;
    if (props.nodeResourceGroup?.toLowerCase() === groupName.toLowerCase()) {
      throw nodesInOwnGroup(this, groupName);
    }
    const generated = `MC_${groupName}_${name}_${location}`;
    if (!props.nodeResourceGroup && !Token.isUnresolved(generated) && generated.length > 80) {
      throw nodeResourceGroupTooLong(this, generated);
    }
    if (kubeletIdentity && !identity) throw identityNeeded(this, "kubeletIdentity");

    const place = groupKey(this, resourceGroup, props.provider);
    registerOnce(this, "cluster", name, nameKey("", place, name));
    this._azureKeys = [nameKey("cluster", place, name)];

    const pool = { ...props.nodePool, name: props.nodePool?.name ?? "nodepool1" };
    const { subnet } = pool;
    const roles = new ControlPlaneRoles(this, identity);
    const defaultPool = defaultNodePool(this, pool, props.kubernetesVersion);
    const network = networkArguments(this, { ...props, subnet });
    const apiServer = apiServerArguments(this, {
      apiServer: props.apiServer,
      location,
      hasIdentity: identity !== undefined,
      hasSubnet: subnet !== undefined,
    });
    const upgrades = upgradeArguments(this, props.upgrade);
    warnOfTheUnseen(this, props);
    const before = [
      ...(subnet ? roles.onSubnet(subnet) : []),
      ...(props.apiServer?.subnet ? roles.onSubnet(props.apiServer.subnet) : []),
      ...(props.apiServer?.privateDnsZone
        ? roles.onZone(props.apiServer.privateDnsZone, subnet)
        : []),
      ...(kubeletIdentity ? roles.onKubelet(kubeletIdentity) : []),
    ];
    const ignored = [
      ...(upgradedByChannel(props.upgrade)
        ? ["kubernetes_version", "default_node_pool[0].orchestrator_version"]
        : []),
      ...(pool.maxCount === undefined ? [] : ["default_node_pool[0].node_count"]),
    ];

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
      defaultNodePool: defaultPool,
      networkProfile: network,
      identity: identity
        ? { type: "UserAssigned", identityIds: [identity.id] }
        : { type: "SystemAssigned" },
      kubeletIdentity: kubeletIdentity && {
        clientId: kubeletIdentity.clientId,
        objectId: kubeletIdentity.principalId,
        userAssignedIdentityId: kubeletIdentity.id,
      },
      diskEncryptionSetId: props.diskEncryptionSet?.id,
      ...accessArguments(this, props),
      ...apiServer,
      ...upgrades,
      ...tierArguments(this, props),
      ...addOnArguments(this, props.addOns),
      ...monitoringArguments(this, props.monitoring),
      ...provisioningArguments(),
      tags: props.tags,
      lifecycle: {
        postcondition: [
          {
            condition: '${self.oidc_issuer_url != ""}',
            errorMessage: noIssuerUrl(name),
          },
        ],
        preventDestroy: props.preventDestroy || undefined,
        ignoreChanges: ignored.length > 0 ? ignored : undefined,
      },
    });
    putAfter(this.cluster, before);
    this.workloadIdentityStopped = props.workloadIdentity === false && !props.keepFederations;
    this._logins = loginsOf(props);
    this.id = this.cluster.id;
    this.name = name;
    this.resourceGroup = resourceGroup;
    this.location = location;
    this.oidcIssuerUrl = this.cluster.oidcIssuerUrl;
    this.nodeResourceGroup = props.nodeResourceGroup ?? this.cluster.nodeResourceGroup;
    this.kubeletIdentity =
      kubeletIdentity ??
      new Principal(this, "kubelet", {
        objectId: this.cluster.kubeletIdentity.objectId,
        principalType: PrincipalType.SERVICE_PRINCIPAL,
      });

    this._poolSurroundings = {
      kubernetesVersion: props.kubernetesVersion,
      upgradedByChannel: upgradedByChannel(props.upgrade),
      dataPlane: props.network?.dataPlane,
      grantSubnet: (own, at) => {
        if (!identity) Annotations.of(at).addWarning(subnetWithoutIdentity("subnet"));
        return roles.onSubnet(own);
      },
    };
    this._pools.add(this, {
      name: pool.name,
      temporaryName: defaultPool.temporaryNameForRotation ?? "",
      nodes: pool.maxCount ?? pool.nodeCount ?? 1,
    });
    props.nodePools?.forEach((further) => this.addNodePool(`pool-${further.name}`, further));
    if (props.monitoring) new Monitoring(this, props.monitoring);
    this.node.addValidation({ validate: () => poolsAsAWhole(this._pools, this.cluster, props) });
  }

  /**
   * Brings a cluster that exists into Terraform at the next apply, instead of creating it. Name, group,
   * region, DNS prefix and node pool name have to match, or Terraform plans to replace it. Its network stays
   * as it is, unless `network` says what it has to be.
   */
  public importFrom(clusterId: string): void {
    checkArguments(this, "WorkloadIdentityCluster.importFrom", { clusterId });
    const { id } = parseResourceId(this, "clusterId", clusterId, "cluster");
    if (!this.props.network) this.cluster.resetNetworkProfile();
    new ImportBlock(this, "import", this.cluster, id);
  }

  /** @internal */
  public override _explain(connection: Construct, login: ClusterLogin): void {
    const annotations = Annotations.of(connection);
    const { privateCluster, authorizedIpRanges } = this.props.apiServer ?? {};
    if (privateCluster) annotations.addInfo(privateApiServer(this.name));
    if (authorizedIpRanges) annotations.addInfo(rangesOfApiServer(this.name));
    const own = TerraformStack.of(connection) === TerraformStack.of(this);
    if (own && login === ClusterLogin.KUBELOGIN) {
      annotations.addWarning(rolesInOwnStack(this.name));
    }
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
    connectAfter(connection, this);
    return clusterDataSource(connection, this.name, this.resourceGroup, provider);
  }
}
