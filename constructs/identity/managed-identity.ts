import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { Grant, GrantOptions } from "../access/grant";
import type { IPrincipal } from "../access/principal";
import { groupKey, nameKey } from "../private/azure-places";
import { checkLocation, checkName, checkTags } from "../private/checks";
import { registerOnce } from "../private/registry";
import { RULES } from "../private/rules";
import type { IResourceGroup } from "../resource-group";
import {
  type IdentityAttributes,
  IdentityFromAttributes,
  type IdentityIdOptions,
  type IdentityNameOptions,
  LookedUpIdentity,
} from "./existing-identity";
import { IdentityBase } from "./identity-base";

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

  /**
   * The azurerm provider, for an identity in another subscription or tenant.
   *
   * @default - the stack's own
   */
  readonly provider?: TerraformProvider;
}

/**
 * A user-assigned managed identity (`az identity create`).
 *
 * One identity may trust up to 20 service accounts, of one cluster or of several: give it to as many
 * `FederatedIdentity` constructs. Throws when the name, the location or a tag breaks Azure's rules.
 */
export class ManagedIdentity extends IdentityBase implements IManagedIdentity {
  /**
   * An identity that exists, by its resource id. Terraform looks up the rest when it plans.
   *
   * Throws when the id is that of something else, is not known at synth, or is in another subscription
   * than the provider.
   */
  public static fromIdentityId(
    scope: Construct,
    id: string,
    options: IdentityIdOptions,
  ): IManagedIdentity {
    return new LookedUpIdentity(scope, id, options, "IdentityIdOptions");
  }

  /**
   * An identity that exists, by its name and group. Terraform looks up the rest when it plans.
   *
   * Throws when a name breaks Azure's rules.
   */
  public static fromIdentityName(
    scope: Construct,
    id: string,
    options: IdentityNameOptions,
  ): IManagedIdentity {
    return new LookedUpIdentity(scope, id, options, "IdentityNameOptions");
  }

  /**
   * An identity of which only some things are known. Reading an attribute that was not given throws,
   * naming it; nothing is looked up.
   *
   * Throws when the id is that of something else or an attribute is not a GUID.
   */
  public static fromIdentityAttributes(
    scope: Construct,
    id: string,
    attributes: IdentityAttributes,
  ): IManagedIdentity {
    return new IdentityFromAttributes(scope, id, attributes);
  }

  public readonly id: string;
  public readonly name: string;
  public readonly resourceGroupName: string;
  public readonly clientId: string;
  public readonly tenantId: string;

  /**
   * The region, where it is known at synth.
   *
   * @internal
   */
  public readonly _location: string;

  /** @internal */
  public override readonly _azureKeys?: readonly (string | undefined)[];

  private readonly identity: UserAssignedIdentity;
  private objectId?: string;

  /** @param id unique within the scope */
  constructor(scope: Construct, id: string, props: ManagedIdentityProps) {
    super(scope, id, "ManagedIdentityProps", props);
    checkName(this, "name", props.name, RULES.identity);
    const location = checkLocation(this, "location", props.location);
    checkTags(this, props.tags);

    const place = groupKey(this, props.resourceGroup, props.provider);
    registerOnce(this, "managed identity", props.name, nameKey("", place, props.name));

    const identity = new UserAssignedIdentity(this, "Default", {
      provider: props.provider,
      name: props.name,
      resourceGroupName: props.resourceGroup.name,
      location: location ?? props.resourceGroup.location,
      tags: props.tags,
    });
    this._location = location ?? props.resourceGroup.location;
    this.id = identity.id;
    this._azureKeys = [nameKey("identity", place, props.name)];
    this.name = props.name;
    this.resourceGroupName = props.resourceGroup.name;
    this.clientId = identity.clientId;
    this.tenantId = identity.tenantId;
    this.identity = identity;
  }

  public get principalId(): string {
    return (this.objectId ??= this.identity.principalId);
  }
}
