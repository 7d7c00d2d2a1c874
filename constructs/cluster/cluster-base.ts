import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { type TerraformProvider, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { isDeepStrictEqual } from "node:util";
import { ROLES } from "../../azure/roles";
import { Grant } from "../access/grant";
import type { IGrantScope } from "../access/grant-scope";
import type { IPrincipal } from "../access/principal";
import { Addon } from "../addon/addon";
import type { AddonOptions } from "../addon/addon-options";
import { FederatedIdentity, type FederatedIdentityOptions } from "../identity/federated-identity";
import type { IOidcIssuer } from "../identity/oidc-issuer";
import { addConnection, connectionsOf } from "../private/connections";
import { LibraryConstruct } from "../private/library-construct";
import { shortHash } from "../private/short-hash";
import { checkArguments, type StructName } from "../private/type-checks";
import type { IResourceGroup } from "../resource-group";
import { connectedOtherwise, wrongLogin } from "./connection-errors";
import { AddedNodePool, type AddNodePoolOptions, type INodePool } from "./added-node-pool";
import {
  ClusterLogin,
  type ConnectOptions,
  type KubeConfigs,
  type Logins,
  providerConfig,
} from "./cluster-connection";
import { type HelmConnection, helmConnectionOf } from "./helm-connection";
import { NodePools, type PoolSurroundings } from "./node-pools";

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
  public readonly provider?: TerraformProvider;

  /**
   * What tells that two objects of the program are one cluster.
   *
   * @internal
   */
  public readonly _azureKeys?: readonly (string | undefined)[];

  /**
   * The pools of the cluster that the program makes.
   *
   * @internal
   */
  public readonly _pools: NodePools;

  /**
   * What further pools have to know of the cluster.
   *
   * @internal
   */
  public readonly _poolSurroundings: PoolSurroundings = {};

  constructor(
    scope: Construct,
    id: string,
    struct: StructName,
    props: { readonly provider?: TerraformProvider },
  ) {
    super(scope, id, struct, props);
    this.provider = props.provider;
    this._pools = new NodePools(this);
    this.node.addValidation({ validate: () => this._pools.clashes() });
  }

  /**
   * The logins that the cluster allows, the preferred one first.
   *
   * @internal
   */
  public readonly _logins: Logins = [
    ClusterLogin.CERTIFICATE,
    ClusterLogin.ADMIN,
    ClusterLogin.KUBELOGIN,
  ];

  public addFederatedIdentity(id: string, options: FederatedIdentityOptions): FederatedIdentity {
    checkArguments(this, "WorkloadIdentityCluster.addFederatedIdentity", { id, options });
    return new FederatedIdentity(this, id, { ...options, cluster: this });
  }

  public addAddon(id: string, options: AddonOptions): Addon {
    checkArguments(this, "WorkloadIdentityCluster.addAddon", { id, options });
    return new Addon(this, id, { ...options, cluster: this });
  }

  public addNodePool(id: string, options: AddNodePoolOptions): INodePool {
    checkArguments(this, "WorkloadIdentityCluster.addNodePool", { id, options });
    return new AddedNodePool(this, id, options);
  }

  public attachRegistry(registry: IGrantScope): Grant {
    checkArguments(this, "WorkloadIdentityCluster.attachRegistry", { registry });
    return Grant.of(this.kubeletIdentity, { role: ROLES.ACR_PULL.name, scope: registry });
  }

  public connect(scope: Construct, options?: ConnectOptions): KubernetesProvider {
    checkArguments(this, "WorkloadIdentityCluster.connect", { scope, options });
    const stack = TerraformStack.of(scope);
    const known = connectionsOf(stack).get(this);
    if (known) {
      if (options && !isDeepStrictEqual(options, known.options)) {
        throw connectedOtherwise(this, stack.node.id);
      }
      return known.provider;
    }

    const { login = this._logins[0], kubelogin } = options ?? {};
    if (!this._logins.includes(login)) throw wrongLogin(this, login, this._logins);
    const connection = new Construct(scope, `${this.node.id}-connection`);
    this._explain?.(connection, login);
    const kubeConfigs = this._kubeConfigsFor(
      connection,
      login,
      this.lookUpProvider(stack, options),
    );
    const provider = new KubernetesProvider(connection, "provider", {
      alias: this.aliasIn(stack),
      ...providerConfig(this, kubeConfigs, login, kubelogin),
    });
    addConnection(this, stack, { provider, options });
    return provider;
  }

  public helmConnection(scope: Construct, options?: ConnectOptions): HelmConnection {
    checkArguments(this, "WorkloadIdentityCluster.helmConnection", { scope, options });
    return helmConnectionOf(this.connect(scope, options));
  }

  /** The azurerm provider that looks the cluster up from a stack. */
  private lookUpProvider(
    stack: TerraformStack,
    options?: ConnectOptions,
  ): TerraformProvider | undefined {
    if (options?.provider) return options.provider;
    return stack === TerraformStack.of(this) ? this.provider : undefined;
  }

  /** None for the first cluster of a stack; for others a name by Terraform's rule, each its own. */
  private aliasIn(stack: TerraformStack): string | undefined {
    const others = [...connectionsOf(stack).values()];
    if (others.length === 0) return undefined;
    const alias = this.node.path.replace(/[^a-zA-Z0-9]/g, "_").replace(/^(?=\d)/, "_");
    if (!others.some(({ provider }) => provider.alias === alias)) return alias;
    return `${alias}_${shortHash(this.node.path)}`;
  }

  /**
   * Says at a connection what it takes to get through to the cluster.
   *
   * @internal
   */
  public _explain?(connection: Construct, login: ClusterLogin): void;

  /**
   * Where the kubeconfigs are read for a connection.
   *
   * @internal
   */
  public abstract _kubeConfigsFor(
    connection: Construct,
    login: ClusterLogin,
    provider?: TerraformProvider,
  ): KubeConfigs;
}
