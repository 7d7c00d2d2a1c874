import type { DataAzurermKubernetesCluster } from "@cdktf/provider-azurerm/lib/data-azurerm-kubernetes-cluster";
import { type Postcondition, type TerraformProvider, Token } from "cdktf";
import type { Construct } from "constructs";
import { ARM_TYPES } from "../../azure/arm-types";
import { type IPrincipal, Principal, PrincipalType } from "../access/principal";
import { nameKey, subscriptionKey } from "../private/azure-places";
import { checkName, given } from "../private/checks";
import { normalizeLocation } from "../private/names";
import { parseResourceId } from "../private/resource-ids";
import { RULES } from "../private/rules";
import { connectAfter } from "../private/stack-order";
import { ExistingResourceGroup, type IResourceGroup } from "../resource-group";
import { certificateLogin, noAdminLogin } from "./connection-errors";
import { issuerOff, issuerWithoutSlash, otherIssuer } from "./cluster-errors";
import { AzapiUpdateResource } from "./azapi";
import { ClusterBase } from "./cluster-base";
import { ClusterLogin, type KubeConfigs } from "./cluster-connection";
import { clusterDataSource } from "./cluster-data";

/** Where a cluster that exists is found. */
export interface ClusterNameOptions {
  /** The name of the cluster. */
  readonly clusterName: string;

  /** The name of its resource group. */
  readonly resourceGroupName: string;

  /**
   * The azurerm provider, for a cluster in another subscription or tenant.
   *
   * @default - the stack's own
   */
  readonly provider?: TerraformProvider;
}

/** What is switched on in a cluster that exists. */
export interface EnableOnOptions extends ClusterNameOptions {
  /**
   * Whether workload identity is on. The OIDC issuer is turned on in any case.
   *
   * @default true
   */
  readonly workloadIdentity?: boolean;

  /**
   * Whether federations and workloads may stay in the program although `workloadIdentity` is off.
   *
   * @default false
   */
  readonly keepFederations?: boolean;
}

/** What is known of a cluster. */
export interface ClusterAttributes {
  /** The issuer URL verbatim, with its trailing slash: `az aks show --query oidcIssuerProfile.issuerUrl`. */
  readonly oidcIssuerUrl: string;

  /**
   * The name.
   *
   * @default - not known; `connect` and default credential names need it
   */
  readonly clusterName?: string;

  /**
   * The name of the resource group.
   *
   * @default - not known; `connect` and new identities need it
   */
  readonly resourceGroupName?: string;

  /**
   * The region.
   *
   * @default - not known; new identities need it
   */
  readonly location?: string;

  /**
   * The resource id.
   *
   * @default - not known
   */
  readonly clusterId?: string;

  /**
   * The name of the resource group of the nodes.
   *
   * @default - not known
   */
  readonly nodeResourceGroup?: string;

  /**
   * The azurerm provider, for a cluster in another subscription or tenant.
   *
   * @default - the stack's own
   */
  readonly provider?: TerraformProvider;

  /**
   * The object id of the kubelet identity, a GUID.
   *
   * @default - not known
   */
  readonly kubeletObjectId?: string;
}

/** An existing cluster in the stacks that use it: each looks it up for itself. */
abstract class ExistingCluster extends ClusterBase {
  /** @internal */
  public _kubeConfigsFor(
    connection: Construct,
    login: ClusterLogin,
    provider?: TerraformProvider,
  ): KubeConfigs {
    connectAfter(connection, this);
    const cluster = clusterDataSource(connection, this.name, this.resourceGroup, provider);
    const postcondition: Postcondition[] = [];
    if (login === ClusterLogin.CERTIFICATE) {
      postcondition.push({
        condition: "${try(length(self.azure_active_directory_role_based_access_control), 0) == 0}",
        errorMessage: certificateLogin(this.name),
      });
    }
    if (login === ClusterLogin.ADMIN) {
      postcondition.push({
        condition: "${length(self.kube_admin_config) > 0}",
        errorMessage: noAdminLogin(this.name),
      });
    }
    if (!Token.isUnresolved(this.oidcIssuerUrl)) {
      postcondition.push({
        condition: `\${self.oidc_issuer_url == "${this.oidcIssuerUrl}"}`,
        errorMessage: otherIssuer(this.name, this.oidcIssuerUrl),
      });
    }
    if (postcondition.length > 0) cluster.lifecycle = { postcondition };
    return cluster;
  }
}

/** An existing cluster whose attributes a data source gives. */
abstract class LookedUpCluster extends ExistingCluster {
  public readonly id: string;
  public readonly name: string;
  public readonly resourceGroup: IResourceGroup;
  public readonly location: string;
  public readonly nodeResourceGroup: string;
  public readonly kubeletIdentity: IPrincipal;
  public override readonly _azureKeys?: readonly (string | undefined)[];

  protected readonly cluster: DataAzurermKubernetesCluster;

  constructor(
    scope: Construct,
    id: string,
    options: ClusterNameOptions,
    struct: "ClusterNameOptions" | "EnableOnOptions",
    method: string,
  ) {
    super(scope, id, struct, options);
    const { clusterName, resourceGroupName } = options;
    checkName(this, "clusterName", clusterName, RULES.cluster);
    checkName(this, "resourceGroupName", resourceGroupName, RULES.resourceGroup);
    const { provider } = options;
    this.cluster = clusterDataSource(this, clusterName, { name: resourceGroupName }, provider);
    const place = subscriptionKey(this, provider);
    this._azureKeys = [nameKey("cluster", place, resourceGroupName, clusterName)];
    this.id = this.cluster.id;
    this.name = clusterName;
    this.location = this.cluster.location;
    this.resourceGroup = new ExistingResourceGroup(this, "group", {
      name: resourceGroupName,
      location: this.location,
      provider,
      method,
    });
    this.nodeResourceGroup = this.cluster.nodeResourceGroup;
    this.kubeletIdentity = new Principal(this, "kubelet", {
      objectId: this.cluster.kubeletIdentity.get(0).objectId,
      principalType: PrincipalType.SERVICE_PRINCIPAL,
    });
  }
}

/**
 * `WorkloadIdentityCluster.fromClusterName`.
 *
 * @internal
 */
export class ClusterFromName extends LookedUpCluster {
  public readonly oidcIssuerUrl: string;

  constructor(scope: Construct, id: string, options: ClusterNameOptions) {
    super(scope, id, options, "ClusterNameOptions", "fromClusterName");
    this.cluster.lifecycle = {
      postcondition: [
        {
          condition: '${self.oidc_issuer_enabled && self.oidc_issuer_url != ""}',
          errorMessage: issuerOff(options.clusterName, options.resourceGroupName),
        },
      ],
    };
    this.oidcIssuerUrl = this.cluster.oidcIssuerUrl;
  }
}

/**
 * `WorkloadIdentityCluster.enableOn`.
 *
 * @internal
 */
export class EnabledCluster extends LookedUpCluster {
  public readonly oidcIssuerUrl: string;
  public readonly workloadIdentityStopped?: boolean;

  constructor(scope: Construct, id: string, options: EnableOnOptions) {
    super(scope, id, options, "EnableOnOptions", "enableOn");
    const { workloadIdentity = true, keepFederations = false } = options;
    const update = new AzapiUpdateResource(this, "update", {
      type: `${ARM_TYPES.MANAGED_CLUSTER}@2024-09-01`,
      resourceId: this.id,
      body: {
        properties: {
          oidcIssuerProfile: { enabled: true },
          securityProfile: { workloadIdentity: { enabled: workloadIdentity } },
        },
      },
      responseExportValues: ["properties.oidcIssuerProfile.issuerURL"],
    });
    this.workloadIdentityStopped = !workloadIdentity && !keepFederations;
    this.oidcIssuerUrl = Token.asString(
      update.interpolationForAttribute("output.properties.oidcIssuerProfile.issuerURL"),
    );
  }
}

/** Those of identity bindings, below `ib.`, have none (https://learn.microsoft.com/azure/aks/identity-bindings). */
const AKS_ISSUER_WITHOUT_SLASH =
  /^https:\/\/(?!ib\.)[^/]+\.oic\.prod-aks\.azure\.\w+\/[^/]+\/[^/]+$/;

/** The key of a cluster by its id, where that is one and written in the program. */
function keyOfId(id = ""): string | undefined {
  const [, , subscription, , group, , , , name] = id.split("/");
  if (Token.isUnresolved(id) || !subscription || !group || !name) return undefined;
  return nameKey("cluster", subscription, group, name);
}

/**
 * `WorkloadIdentityCluster.fromClusterAttributes`.
 *
 * @internal
 */
export class ClusterFromAttributes extends ExistingCluster {
  public readonly oidcIssuerUrl: string;
  public override readonly _azureKeys?: readonly (string | undefined)[];
  private readonly kubelet?: IPrincipal;

  constructor(
    scope: Construct,
    id: string,
    private readonly attributes: ClusterAttributes,
  ) {
    super(scope, id, "ClusterAttributes", attributes);
    checkName(this, "oidcIssuerUrl", attributes.oidcIssuerUrl, RULES.issuer);
    if (AKS_ISSUER_WITHOUT_SLASH.test(attributes.oidcIssuerUrl)) {
      throw issuerWithoutSlash(this, attributes.oidcIssuerUrl);
    }
    checkName(this, "clusterName", attributes.clusterName, RULES.cluster);
    checkName(this, "resourceGroupName", attributes.resourceGroupName, RULES.resourceGroup);
    checkName(this, "nodeResourceGroup", attributes.nodeResourceGroup, RULES.nodeResourceGroup);
    this.oidcIssuerUrl = attributes.oidcIssuerUrl;
    this._azureKeys = [
      Token.isUnresolved(this.oidcIssuerUrl) ? undefined : this.oidcIssuerUrl,
      keyOfId(attributes.clusterId),
    ];
    this.kubelet =
      attributes.kubeletObjectId === undefined
        ? undefined
        : new Principal(this, "kubelet", {
            objectId: attributes.kubeletObjectId,
            principalType: PrincipalType.SERVICE_PRINCIPAL,
          });
  }

  public get id(): string {
    return parseResourceId(this, "clusterId", this.given("clusterId"), "cluster").id;
  }

  public get name(): string {
    return this.given("clusterName");
  }

  public get resourceGroup(): IResourceGroup {
    const known = this.node.tryFindChild("group") as IResourceGroup | undefined;
    return (
      known ??
      new ExistingResourceGroup(this, "group", {
        name: this.given("resourceGroupName"),
        location: this.attributes.location && normalizeLocation(this.attributes.location),
        provider: this.provider,
        method: "fromClusterAttributes",
      })
    );
  }

  public get location(): string {
    return normalizeLocation(this.given("location"));
  }

  public get nodeResourceGroup(): string {
    return this.given("nodeResourceGroup");
  }

  public get kubeletIdentity(): IPrincipal {
    return given(this, "fromClusterAttributes", "kubeletObjectId", this.kubelet);
  }

  private given(attribute: Exclude<keyof ClusterAttributes, "provider">): string {
    return given(this, "fromClusterAttributes", attribute, this.attributes[attribute]);
  }
}
