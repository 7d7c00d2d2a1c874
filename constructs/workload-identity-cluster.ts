import {
  DataAzurermKubernetesCluster,
  type DataAzurermKubernetesClusterKubeConfigOutputReference,
} from "@cdktf/provider-azurerm/lib/data-azurerm-kubernetes-cluster";
import {
  KubernetesCluster,
  type KubernetesClusterKubeConfigOutputReference,
} from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { Fn, TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";
import {
  FederatedIdentity,
  type FederatedIdentityOptions,
  type IOidcIssuer,
} from "./federated-identity";
import type { IManagedIdentity } from "./managed-identity";
import { type IPrincipal, Principal, PrincipalType } from "./principal";
import { checkBound, checkId, checkLiteral, checkName, checkTags } from "./private/checks";
import { connectionsOf } from "./private/connections";
import { nodeResourceGroupTooLong } from "./private/errors";
import { keepInventory } from "./private/inventory";
import { BOUNDS, dnsPrefixFrom, normalizeLocation, RULES } from "./private/names";
import type { IResourceGroup } from "./resource-group";

/** An AKS cluster whose pods can become Azure identities. */
export interface IWorkloadIdentityCluster extends IOidcIssuer {
  /** The resource id. Roles can be assigned at it. */
  readonly id: string;

  /** The region. */
  readonly location: string;

  /** The name of the resource group in which AKS keeps the nodes. */
  readonly nodeResourceGroup: string;

  /** The identity with which the nodes pull images; give it `AcrPull` on a registry. */
  readonly kubeletIdentity: IPrincipal;

  /**
   * Lets an identity trust a service account of this cluster. Defined in the cluster's stack; use
   * `new FederatedIdentity` to define it elsewhere.
   */
  addFederatedIdentity(id: string, options: FederatedIdentityOptions): FederatedIdentity;

  /**
   * The Kubernetes provider of the scope's stack for this cluster, made at the first call.
   *
   * In the cluster's own stack it is configured from the kubeconfig of the resource, in another stack
   * from the data source `azurerm_kubernetes_cluster`, looked up by name and group; that stack is then
   * deployed after the cluster's. The first connection of a stack is its default Kubernetes provider.
   */
  connect(scope: Construct): KubernetesProvider;
}

/** The first node pool of a cluster. */
export interface NodePoolOptions {
  /**
   * 1 to 12 lower-case letters or digits, first a letter. Changing it replaces the cluster.
   *
   * @default "nodepool1"
   */
  readonly name?: string;

  /**
   * The size of the virtual machines; at least 2 vCPUs and 4 GiB for a system pool
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

/** A key for logging in to the nodes. */
export interface SshOptions {
  /** The public key, as in `~/.ssh/id_rsa.pub`. Changing it replaces the cluster. */
  readonly publicKey: string;

  /**
   * The name of the administrator. Changing it replaces the cluster.
   *
   * @default "azureuser"
   */
  readonly adminUsername?: string;
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
   * The Kubernetes version, such as `1.33`; workload identity needs 1.22 or later.
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
   * At most 50 tags, keys of at most 512 and values of at most 256 characters.
   *
   * @default - no tags
   */
  readonly tags?: Record<string, string>;
}

/** AKS reports these values for a pool without the block, and every plan would take them away again. */
const UPGRADE_SETTINGS = {
  maxSurge: "10%",
  drainTimeoutInMinutes: 0,
  nodeSoakDurationInMinutes: 0,
};

/**
 * An AKS cluster with the OIDC issuer and workload identity
 * (`az aks create --enable-oidc-issuer --enable-workload-identity`).
 *
 * Throws when a name, the location, the node count or a tag breaks Azure's rules, and when the name of
 * the node resource group would be too long.
 */
export class WorkloadIdentityCluster extends Construct implements IWorkloadIdentityCluster {
  public readonly id: string;
  public readonly name: string;
  public readonly resourceGroup: IResourceGroup;
  public readonly location: string;
  public readonly oidcIssuerUrl: string;
  public readonly nodeResourceGroup: string;
  public readonly kubeletIdentity: IPrincipal;

  private readonly cluster: KubernetesCluster;

  constructor(scope: Construct, id: string, props: WorkloadIdentityClusterProps) {
    super(scope, id);
    const { name, resourceGroup, nodePool = {}, ssh, identity } = props;
    const location = props.location ? normalizeLocation(props.location) : resourceGroup.location;
    checkId(this);
    keepInventory(this);
    checkName(this, "name", name, RULES.cluster);
    checkName(this, "location", location, RULES.location);
    if (!props.dnsPrefix)
      checkLiteral(
        this,
        "name",
        name,
        "write the name itself, or set `dnsPrefix`, which is made from it",
      );
    const dnsPrefix = props.dnsPrefix ?? dnsPrefixFrom(name);
    checkName(this, "dnsPrefix", dnsPrefix, RULES.dnsPrefix);
    checkName(this, "nodeResourceGroup", props.nodeResourceGroup, RULES.nodeResourceGroup);
    checkName(this, "nodePool.name", nodePool.name, RULES.nodePool);
    checkBound(this, "nodePool.nodeCount", nodePool.nodeCount, BOUNDS.nodeCount);
    checkName(this, "ssh.adminUsername", ssh?.adminUsername, RULES.adminUsername);
    checkTags(this, props.tags);
    const generated = `MC_${resourceGroup.nameInput ?? resourceGroup.name}_${name}_${location}`;
    if (!props.nodeResourceGroup && !Token.isUnresolved(generated) && generated.length > 80) {
      throw nodeResourceGroupTooLong(this, generated);
    }

    this.cluster = new KubernetesCluster(this, "Default", {
      name,
      resourceGroupName: resourceGroup.name,
      location,
      dnsPrefix,
      kubernetesVersion: props.kubernetesVersion,
      nodeResourceGroup: props.nodeResourceGroup,
      oidcIssuerEnabled: true,
      workloadIdentityEnabled: props.workloadIdentity ?? true,
      defaultNodePool: {
        name: nodePool.name ?? "nodepool1",
        vmSize: nodePool.vmSize ?? "Standard_D2s_v5",
        nodeCount: nodePool.nodeCount ?? 1,
        upgradeSettings: UPGRADE_SETTINGS,
      },
      identity: identity
        ? { type: "UserAssigned", identityIds: [identity.id] }
        : { type: "SystemAssigned" },
      linuxProfile: ssh && {
        adminUsername: ssh.adminUsername ?? "azureuser",
        sshKey: { keyData: ssh.publicKey },
      },
      tags: props.tags,
    });
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

  public addFederatedIdentity(id: string, options: FederatedIdentityOptions): FederatedIdentity {
    return new FederatedIdentity(this, id, { ...options, cluster: this });
  }

  public connect(scope: Construct): KubernetesProvider {
    const stack = TerraformStack.of(scope);
    const connections = connectionsOf(stack);
    const known = connections.get(this);
    if (known) return known;

    const connection = new Construct(scope, `${this.node.id}-connection`);
    const kubeConfig = this.kubeConfigFor(connection);
    const provider = new KubernetesProvider(connection, "provider", {
      alias: connections.size === 0 ? undefined : this.node.path.replace(/[^a-zA-Z0-9]/g, "_"),
      host: kubeConfig.host,
      clientCertificate: Fn.base64decode(kubeConfig.clientCertificate),
      clientKey: Fn.base64decode(kubeConfig.clientKey),
      clusterCaCertificate: Fn.base64decode(kubeConfig.clusterCaCertificate),
    });
    connections.set(this, provider);
    return provider;
  }

  /**
   * The resource's own attributes in its own stack: a data source there is deferred by any pending
   * change of the cluster, and the provider then talks to localhost. In another stack the data source,
   * so that no credential crosses stacks.
   */
  private kubeConfigFor(
    connection: Construct,
  ):
    | KubernetesClusterKubeConfigOutputReference
    | DataAzurermKubernetesClusterKubeConfigOutputReference {
    const stack = TerraformStack.of(connection);
    if (stack === TerraformStack.of(this)) return this.cluster.kubeConfig.get(0);
    stack.addDependency(TerraformStack.of(this));
    return new DataAzurermKubernetesCluster(connection, "Default", {
      name: this.name,
      resourceGroupName: this.resourceGroup.nameInput ?? this.resourceGroup.name,
    }).kubeConfig.get(0);
  }
}
