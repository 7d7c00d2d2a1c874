import type { KubernetesProviderConfig } from "@cdktf/provider-kubernetes/lib/provider";
import { Fn, type TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { checkName, checkOneOf } from "../private/checks";
import { RULES } from "../private/rules";
import { kubeloginUnused } from "./connection-errors";

/** How the Kubernetes provider logs in to a cluster. */
export enum ClusterLogin {
  /** The client certificate of the kubeconfig: clusters without Microsoft Entra ID. */
  CERTIFICATE = "certificate",
  /** The client certificate of the admin kubeconfig: clusters with Entra ID whose local accounts are on. */
  ADMIN = "admin",
  /** The `kubelogin` program on the machine that runs Terraform: clusters with Entra ID. No credential is kept. */
  KUBELOGIN = "kubelogin",
}

/**
 * The logins that a cluster has, the one that is taken first.
 *
 * @internal
 */
export type Logins = readonly [ClusterLogin, ...ClusterLogin[]];

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

  /**
   * The azurerm provider of the scope's stack with which the cluster is looked up, for a cluster in
   * another subscription or tenant.
   *
   * @default - that of the cluster in its own stack, elsewhere the default one of the stack
   */
  readonly provider?: TerraformProvider;
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
 *
 * @internal
 */
export const NO_AMBIENT_SETTINGS = {
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
 * The arguments of the Kubernetes provider for a login to a cluster.
 *
 * @internal
 */
export function providerConfig(
  cluster: Construct,
  { kubeConfig, kubeAdminConfig }: KubeConfigs,
  login: ClusterLogin,
  kubelogin?: KubeloginOptions,
): KubernetesProviderConfig {
  if (kubelogin && login !== ClusterLogin.KUBELOGIN) throw kubeloginUnused(cluster, login);
  const config = (login === ClusterLogin.ADMIN ? kubeAdminConfig : kubeConfig).get(0);
  const credentials =
    login === ClusterLogin.KUBELOGIN
      ? { clientCertificate: "", clientKey: "", exec: [execOf(cluster, kubelogin)] }
      : {
          clientCertificate: Fn.base64decode(config.clientCertificate),
          clientKey: Fn.base64decode(config.clientKey),
        };
  return {
    ...NO_AMBIENT_SETTINGS,
    host: config.host,
    clusterCaCertificate: Fn.base64decode(config.clusterCaCertificate),
    ...credentials,
  };
}

function execOf(
  cluster: Construct,
  { mode, environment, tenantId, clientId }: KubeloginOptions = {},
) {
  checkOneOf(cluster, "kubelogin.mode", mode, MODES);
  checkOneOf(cluster, "kubelogin.environment", environment, ENVIRONMENTS);
  checkName(cluster, "kubelogin.tenantId", tenantId, RULES.tenantId);
  checkName(cluster, "kubelogin.clientId", clientId, RULES.clientId);
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
