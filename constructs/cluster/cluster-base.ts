import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { IPrincipal } from "../access/principal";
import { FederatedIdentity, type FederatedIdentityOptions } from "../identity/federated-identity";
import type { IOidcIssuer } from "../identity/oidc-issuer";
import { addConnection, connectionsOf } from "../private/connections";
import { wrongLogin } from "../private/errors";
import { LibraryConstruct } from "../private/library-construct";
import { checkArguments } from "../private/type-checks";
import type { IResourceGroup } from "../resource-group";
import {
  ClusterLogin,
  type ConnectOptions,
  type KubeConfigs,
  providerConfig,
} from "./cluster-connection";

/**
 * What every cluster can do, created or existing.
 *
 * @internal
 */
export abstract class ClusterBase extends LibraryConstruct implements IOidcIssuer {
  public abstract readonly id: string;
  public abstract readonly name: string;
  public abstract readonly resourceGroup: IResourceGroup;
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
    checkArguments(this, "WorkloadIdentityCluster.addFederatedIdentity", { id, options });
    return new FederatedIdentity(this, id, { ...options, cluster: this });
  }

  public connect(scope: Construct, options: ConnectOptions = {}): KubernetesProvider {
    checkArguments(this, "WorkloadIdentityCluster.connect", { scope, options });
    const connections = connectionsOf(TerraformStack.of(scope));
    const known = connections.get(this);
    if (known) return known;

    const login = options.login ?? this._logins[0];
    if (!this._logins.includes(login)) throw wrongLogin(this, login, this._logins);
    const connection = new Construct(scope, `${this.node.id}-connection`);
    const kubeConfigs = this._kubeConfigsFor(connection, login);
    const provider = new KubernetesProvider(connection, "provider", {
      alias: connections.size === 0 ? undefined : this.node.path.replace(/[^a-zA-Z0-9]/g, "_"),
      ...providerConfig(this, kubeConfigs, login, options.kubelogin),
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
}
