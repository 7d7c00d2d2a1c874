import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { Fn, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import {
  FederatedIdentity,
  type FederatedIdentityOptions,
  type IOidcIssuer,
} from "./federated-identity";
import type { IPrincipal } from "./principal";
import { checkName, checkOneOf } from "./private/checks";
import { addConnection, connectionsOf } from "./private/connections";
import { wrongLogin } from "./private/errors";
import { RULES } from "./private/names";

/** How the Kubernetes provider logs in to a cluster. */
export enum ClusterLogin {
  /** The client certificate of the kubeconfig: clusters without Microsoft Entra ID. */
  CERTIFICATE = "certificate",
  /** The client certificate of the admin kubeconfig: clusters with Entra ID whose local accounts are on. */
  ADMIN = "admin",
  /** The `kubelogin` program on the machine that runs Terraform: clusters with Entra ID. No credential is kept. */
  KUBELOGIN = "kubelogin",
}

/** How `kubelogin` gets its token (https://azure.github.io/kubelogin/cli/get-token.html). */
export interface KubeloginOptions {
  /**
   * Where the token comes from: `azurecli`, `azd`, `workloadidentity`, `msi`, `spn`, `azurepipelines`,
   * or for a person at a terminal `devicecode` or `interactive`. Secrets go through kubelogin's own
   * environment variables, never through Terraform.
   *
   * @default "azurecli"
   */
  readonly mode?: string;

  /**
   * The cloud: `AzurePublicCloud`, `AzureUSGovernmentCloud` or `AzureChinaCloud`.
   *
   * @default "AzurePublicCloud"
   */
  readonly environment?: string;

  /**
   * The tenant of the cluster, a GUID.
   *
   * @default - the tenant that the mode knows
   */
  readonly tenantId?: string;

  /**
   * The client id of the managed identity or application to log in as, a GUID.
   *
   * @default - the one that the mode knows
   */
  readonly clientId?: string;
}

/** How a stack is connected to a cluster. */
export interface ConnectOptions {
  /**
   * How the provider logs in. Only what the cluster allows; see the table in the README.
   *
   * @default - `CERTIFICATE` without Entra ID or for an existing cluster; with Entra ID `ADMIN` while local accounts are on, else `KUBELOGIN`
   */
  readonly login?: ClusterLogin;

  /**
   * How `kubelogin` gets its token.
   *
   * @default - from the Azure CLI in the public cloud
   */
  readonly kubelogin?: KubeloginOptions;
}

/** An AKS cluster whose pods can become Azure identities. */
export interface IWorkloadIdentityCluster extends IOidcIssuer {
  /** The resource id. Roles can be assigned at it. */
  readonly id: string;

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
   * Kubernetes provider. Throws when the login is one that the cluster does not allow.
   */
  connect(scope: Construct, options?: ConnectOptions): KubernetesProvider;
}

/**
 * The attributes of a `kube_config` block, of a resource or a data source.
 *
 * @internal
 */
export interface KubeConfig {
  readonly host: string;
  readonly clientCertificate: string;
  readonly clientKey: string;
  readonly clusterCaCertificate: string;
}

/**
 * Where to read the kubeconfigs of a cluster.
 *
 * @internal
 */
export interface KubeConfigs {
  readonly kubeConfig: { get(index: number): KubeConfig };
  readonly kubeAdminConfig: { get(index: number): KubeConfig };
}

/** The application of AKS that API server tokens are for, the same in every cloud. */
const AKS_SERVER_ID = "6dae42f8-4368-4678-94ff-3960e28e3630";

const MODES = [
  "azurecli",
  "azd",
  "workloadidentity",
  "msi",
  "spn",
  "azurepipelines",
  "devicecode",
  "interactive",
];
const ENVIRONMENTS = ["AzurePublicCloud", "AzureUSGovernmentCloud", "AzureChinaCloud"];

/**
 * An unset argument of the Kubernetes provider falls back to an environment variable `KUBE_…`, which
 * could lead it to another cluster; an empty one does not.
 */
const NO_AMBIENT_SETTINGS = {
  configPath: "",
  configContext: "",
  configContextAuthInfo: "",
  configContextCluster: "",
  username: "",
  password: "",
  token: "",
  tlsServerName: "",
  proxyUrl: "",
  insecure: false,
};

/**
 * What all clusters can do, created or existing.
 *
 * @internal
 */
export abstract class ClusterBase extends Construct implements IWorkloadIdentityCluster {
  public abstract readonly id: string;
  public abstract readonly name: string;
  public abstract readonly resourceGroup: IWorkloadIdentityCluster["resourceGroup"];
  public abstract readonly location: string;
  public abstract readonly oidcIssuerUrl: string;
  public abstract readonly nodeResourceGroup: string;
  public abstract readonly kubeletIdentity: IPrincipal;

  /**
   * The logins that the cluster allows, the preferred one first.
   *
   * @internal
   */
  public readonly _logins: readonly ClusterLogin[] = Object.values(ClusterLogin);

  public addFederatedIdentity(id: string, options: FederatedIdentityOptions): FederatedIdentity {
    return new FederatedIdentity(this, id, { ...options, cluster: this });
  }

  public connect(scope: Construct, options: ConnectOptions = {}): KubernetesProvider {
    const connections = connectionsOf(TerraformStack.of(scope));
    const known = connections.get(this);
    if (known) return known;

    const login = options.login ?? this._logins[0];
    if (!this._logins.includes(login)) throw wrongLogin(this, login, this._logins);
    const connection = new Construct(scope, `${this.node.id}-connection`);
    const { kubeConfig, kubeAdminConfig } = this._kubeConfigsFor(connection, login);
    const config = (login === ClusterLogin.ADMIN ? kubeAdminConfig : kubeConfig).get(0);
    const provider = new KubernetesProvider(connection, "provider", {
      alias: connections.size === 0 ? undefined : this.node.path.replace(/[^a-zA-Z0-9]/g, "_"),
      ...NO_AMBIENT_SETTINGS,
      host: config.host,
      clusterCaCertificate: Fn.base64decode(config.clusterCaCertificate),
      ...(login === ClusterLogin.KUBELOGIN
        ? { clientCertificate: "", clientKey: "", exec: [this.kubelogin(options.kubelogin)] }
        : {
            clientCertificate: Fn.base64decode(config.clientCertificate),
            clientKey: Fn.base64decode(config.clientKey),
          }),
    });
    addConnection(this, TerraformStack.of(scope), provider);
    return provider;
  }

  /**
   * Where the kubeconfigs are read for a connection.
   *
   * @internal
   */
  public abstract _kubeConfigsFor(connection: Construct, login: ClusterLogin): KubeConfigs;

  private kubelogin({ mode, environment, tenantId, clientId }: KubeloginOptions = {}) {
    checkOneOf(this, "kubelogin.mode", mode, MODES);
    checkOneOf(this, "kubelogin.environment", environment, ENVIRONMENTS);
    checkName(this, "kubelogin.tenantId", tenantId, RULES.tenantId);
    checkName(this, "kubelogin.clientId", clientId, RULES.clientId);
    return {
      apiVersion: "client.authentication.k8s.io/v1beta1",
      command: "kubelogin",
      args: [
        ...["get-token", "--login", mode ?? "azurecli", "--server-id", AKS_SERVER_ID],
        ...["--environment", environment ?? "AzurePublicCloud"],
        ...(tenantId ? ["--tenant-id", tenantId] : []),
        ...(clientId ? ["--client-id", clientId] : []),
      ],
    };
  }
}
