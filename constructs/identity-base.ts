import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { Grant, type GrantOptions } from "./grant";
import { type IPrincipal, PrincipalType } from "./principal";
import { checkId } from "./private/checks";
import { keepInventory } from "./private/inventory";

/** A user-assigned managed identity. */
export interface IManagedIdentity extends IPrincipal {
  /** The resource id. */
  readonly id: string;

  /** The name. */
  readonly name: string;

  /** The name of the resource group that holds the identity, and with it its federated credentials. */
  readonly resourceGroupName: string;

  /** The client id: what a pod presents, and what the service account is annotated with. */
  readonly clientId: string;

  /** The tenant of the identity. */
  readonly tenantId: string;

  /** Gives the identity a role: the same as `Grant.of(identity, options)`. */
  grant(options: GrantOptions): Grant;
}

/**
 * What every identity can do.
 *
 * @internal
 */
export abstract class ManagedIdentityBase extends Construct implements IManagedIdentity {
  public readonly grantPrincipal: IPrincipal = this;
  public readonly principalType?: PrincipalType = PrincipalType.SERVICE_PRINCIPAL;
  public abstract readonly id: string;
  public abstract readonly name: string;
  public abstract readonly resourceGroupName: string;
  public abstract readonly clientId: string;
  public abstract readonly principalId: string;
  public abstract readonly tenantId: string;

  public readonly provider?: TerraformProvider;

  constructor(scope: Construct, id: string, provider?: TerraformProvider) {
    super(scope, id);
    checkId(this);
    keepInventory(this);
    this.provider = provider;
  }

  public grant(options: GrantOptions): Grant {
    return Grant.of(this, options);
  }
}
