import type {
  KubernetesProvider,
  KubernetesProviderExec,
} from "@cdktf/provider-kubernetes/lib/provider";
import { NO_AMBIENT_SETTINGS } from "./cluster-connection";

/** A program that gets the token with which the Helm provider logs in. */
export interface HelmExec {
  /** The version of the API by which the program answers. */
  readonly apiVersion: string;

  /** The name of the program. */
  readonly command: string;

  /**
   * What the program is called with.
   *
   * @default - nothing
   */
  readonly args?: string[];
}

/**
 * How the Helm provider reaches a cluster: what `kubernetes` of `HelmProvider` takes, of
 * `@cdktf/provider-helm` 11 and 12. The empty settings are there on purpose: an unset one would fall back
 * to an environment variable such as `KUBE_CONFIG_PATH`, and could lead to another cluster.
 * `KUBE_CONFIG_PATHS` cannot be held off: unset it where Terraform runs.
 */
export interface HelmConnection {
  /** The URL of the API server. */
  readonly host: string;

  /** The certificate by which the API server is known, in PEM. */
  readonly clusterCaCertificate: string;

  /** The certificate to log in with, in PEM. Empty with `kubelogin`. */
  readonly clientCertificate: string;

  /** The key of that certificate, in PEM. Empty with `kubelogin`. */
  readonly clientKey: string;

  /**
   * The program that gets a token.
   *
   * @default - none: the client certificate logs in
   */
  readonly exec?: HelmExec;

  /** Empty: no kubeconfig of the machine. */
  readonly configPath: string;

  /** Empty: no context of a kubeconfig. */
  readonly configContext: string;

  /** Empty: no user of a kubeconfig. */
  readonly configContextAuthInfo: string;

  /** Empty: no cluster of a kubeconfig. */
  readonly configContextCluster: string;

  /** Empty: no password is used. */
  readonly username: string;

  /** Empty: no password is used. */
  readonly password: string;

  /** Empty: no fixed token is used. */
  readonly token: string;

  /** Empty: the name in the server's certificate is that of the host. */
  readonly tlsServerName: string;

  /** Empty: no proxy. */
  readonly proxyUrl: string;

  /** False: the server's certificate is verified. */
  readonly insecure: boolean;
}

/**
 * What the Kubernetes provider of a connection is configured with, for the Helm provider.
 *
 * @internal
 */
export function helmConnectionOf(provider: KubernetesProvider): HelmConnection {
  const [login] = (provider.execInput ?? []) as KubernetesProviderExec[];
  return {
    host: provider.hostInput ?? "",
    clusterCaCertificate: provider.clusterCaCertificateInput ?? "",
    clientCertificate: provider.clientCertificateInput ?? "",
    clientKey: provider.clientKeyInput ?? "",
    ...(login && {
      exec: { apiVersion: login.apiVersion, command: login.command, args: login.args },
    }),
    ...NO_AMBIENT_SETTINGS,
  };
}
