import { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { TerraformStack, Token } from "cdktf";
import type { Construct } from "constructs";
import {
  ClusterBase,
  ClusterLogin,
  type IWorkloadIdentityCluster,
  type KubeConfigs,
} from "./cluster-connection";
import {
  type ClusterAttributes,
  ClusterFromAttributes,
  ClusterFromName,
  type ClusterNameOptions,
  EnabledCluster,
  type EnableOnOptions,
} from "./existing-cluster";
import type { IManagedIdentity } from "./identity-base";
import { type IPrincipal, Principal, PrincipalType } from "./principal";
import { parseResourceId } from "./private/azure-ids";
import { checkBound, checkId, checkLiteral, checkName, checkTags } from "./private/checks";
import { localAccountsNeeded, nodeResourceGroupTooLong } from "./private/errors";
import { keepInventory } from "./private/inventory";
import { ImportBlock } from "./private/import-block";
import { clusterDataSource } from "./private/cluster-data";
import { BOUNDS, dnsPrefixFrom, normalizeLocation, RULES } from "./private/names";
import type { IResourceGroup } from "./resource-group";

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

/** Microsoft Entra ID as the login of people and pipelines to the cluster. */
export interface EntraOptions {
  /**
   * The object ids of the groups that administer the cluster, GUIDs.
   *
   * @default - none; Azure roles decide, if `azureRbac` is on
   */
  readonly adminGroupObjectIds?: string[];

  /**
   * Whether Azure roles such as `Azure Kubernetes Service RBAC Cluster Admin` decide who may do what in
   * the cluster. They take up to five minutes to work.
   *
   * @default false
   */
  readonly azureRbac?: boolean;

  /**
   * The tenant, a GUID.
   *
   * @default - the tenant of the subscription
   */
  readonly tenantId?: string;
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
   * Whether the cluster gives out certificates that nobody's login stands behind. Turn them off only
   * with `entra`; then no usable credential of the cluster is in any state.
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
export class WorkloadIdentityCluster extends ClusterBase {
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
   * Needs an `AzapiProvider` in the stack. Destroying it leaves the cluster as it is.
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
    checkName(this, "entra.tenantId", props.entra?.tenantId, RULES.tenantId);
    props.entra?.adminGroupObjectIds?.forEach((group, index) =>
      checkName(this, `entra.adminGroupObjectIds[${index}]`, group, RULES.objectId),
    );
    if (props.localAccounts === false && !props.entra) throw localAccountsNeeded(this);
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
      azureActiveDirectoryRoleBasedAccessControl: props.entra && {
        adminGroupObjectIds: props.entra.adminGroupObjectIds,
        azureRbacEnabled: props.entra.azureRbac ?? false,
        tenantId: props.entra.tenantId,
      },
      localAccountDisabled: props.localAccounts === false ? true : undefined,
      linuxProfile: ssh && {
        adminUsername: ssh.adminUsername ?? "azureuser",
        sshKey: { keyData: ssh.publicKey },
      },
      tags: props.tags,
      lifecycle: {
        postcondition: [
          {
            condition: '${self.oidc_issuer_url != ""}',
            errorMessage: `The AKS cluster ${name} has no OIDC issuer URL. A credential without issuer is refused by Azure. Reconcile the cluster with: az aks update --name ${name}`,
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
   * region, DNS prefix and node pool name have to match, or Terraform plans to replace it.
   */
  public importFrom(clusterId: string): void {
    const { id } = parseResourceId(this, "clusterId", clusterId, "cluster");
    new ImportBlock(this, "import", this.cluster, id);
  }

  /**
   * The resource's own attributes in its own stack: a data source there is deferred by any pending
   * change of the cluster, and the provider then talks to localhost. In another stack the data source,
   * so that no credential crosses stacks.
   *
   * @internal
   */
  public _kubeConfigsFor(connection: Construct): KubeConfigs {
    const stack = TerraformStack.of(connection);
    if (stack === TerraformStack.of(this)) return this.cluster;
    stack.addDependency(TerraformStack.of(this));
    return clusterDataSource(connection, this.name, this.resourceGroup);
  }
}

/** Which logins the cluster's settings allow: with Entra ID the user's kubeconfig holds no certificate. */
function loginsOf({ entra, localAccounts = true }: WorkloadIdentityClusterProps): ClusterLogin[] {
  if (!entra) return [ClusterLogin.CERTIFICATE];
  return localAccounts ? [ClusterLogin.ADMIN, ClusterLogin.KUBELOGIN] : [ClusterLogin.KUBELOGIN];
}
