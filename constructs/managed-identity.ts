import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { Construct } from "constructs";
import { Grant, type GrantOptions } from "./grant";
import { type IPrincipal, PrincipalType } from "./principal";
import { checkId, checkName, checkTags } from "./private/checks";
import { keepInventory } from "./private/inventory";
import { normalizeLocation, RULES } from "./private/names";
import type { IResourceGroup } from "./resource-group";

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

/** How a managed identity is created. */
export interface ManagedIdentityProps {
  /** The group that holds the identity. */
  readonly resourceGroup: IResourceGroup;

  /** 3 to 128 letters, digits, `_` or `-`, first a letter or digit. Changing it replaces the identity. */
  readonly name: string;

  /**
   * The region, such as `eastus`. Changing it replaces the identity. Some regions hold identities that
   * take no federated credentials (https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations);
   * the identity may live in another region than the cluster.
   *
   * @default - the region of the resource group
   */
  readonly location?: string;

  /**
   * At most 50 tags, keys of at most 512 and values of at most 256 characters.
   *
   * @default - no tags
   */
  readonly tags?: Record<string, string>;
}

/**
 * A user-assigned managed identity (`az identity create`).
 *
 * One identity may trust up to 20 service accounts, of one cluster or of several: give it to as many
 * `FederatedIdentity` constructs. Throws when the name, the location or a tag breaks Azure's rules.
 */
export class ManagedIdentity extends Construct implements IManagedIdentity {
  public readonly grantPrincipal: IPrincipal = this;
  public readonly id: string;
  public readonly name: string;
  public readonly resourceGroupName: string;
  public readonly clientId: string;
  public readonly principalId: string;
  public readonly principalType?: PrincipalType = PrincipalType.SERVICE_PRINCIPAL;
  public readonly tenantId: string;

  constructor(scope: Construct, id: string, props: ManagedIdentityProps) {
    super(scope, id);
    checkId(this);
    keepInventory(this);
    checkName(this, "name", props.name, RULES.identity);
    const location = props.location && normalizeLocation(props.location);
    checkName(this, "location", location, RULES.location);
    checkTags(this, props.tags);

    const identity = new UserAssignedIdentity(this, "Default", {
      name: props.name,
      resourceGroupName: props.resourceGroup.name,
      location: location ?? props.resourceGroup.location,
      tags: props.tags,
    });
    this.id = identity.id;
    this.name = props.name;
    this.resourceGroupName = props.resourceGroup.name;
    this.clientId = identity.clientId;
    this.principalId = identity.principalId;
    this.tenantId = identity.tenantId;
  }

  public grant(options: GrantOptions): Grant {
    return Grant.of(this, options);
  }
}
