import { DataAzurermUserAssignedIdentity } from "@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity";
import { type TerraformProvider, Token } from "cdktf";
import type { Construct } from "constructs";
import { nameKey, subscriptionKey } from "../private/azure-places";
import { checkName, given } from "../private/checks";
import { checkSubscription, parseResourceId, type ResourceId } from "../private/resource-ids";
import { RULES } from "../private/rules";
import { sameClientAndPrincipalId } from "./errors";
import { IdentityBase } from "./identity-base";

/** An identity that exists, by its resource id. */
export interface IdentityIdOptions {
  /** The resource id, as `az identity show --query id` prints it, in whatever case. */
  readonly identityId: string;

  /**
   * The azurerm provider, for an identity in another subscription or tenant.
   *
   * @default - the stack's own
   */
  readonly provider?: TerraformProvider;
}

/** An identity that exists, by its name. */
export interface IdentityNameOptions {
  /** The name of the identity. */
  readonly identityName: string;

  /** The name of its resource group. */
  readonly resourceGroupName: string;

  /**
   * The azurerm provider, for an identity in another subscription or tenant.
   *
   * @default - the stack's own
   */
  readonly provider?: TerraformProvider;
}

/** What is known of an identity. */
export interface IdentityAttributes {
  /** The resource id, with which the identity can be federated. */
  readonly identityId: string;

  /**
   * The client id, a GUID.
   *
   * @default - not known; service accounts need it
   */
  readonly clientId?: string;

  /**
   * The principal id (object id), a GUID and not the client id.
   *
   * @default - not known; grants need it
   */
  readonly principalId?: string;

  /**
   * The tenant id, a GUID.
   *
   * @default - not known; service accounts need it
   */
  readonly tenantId?: string;

  /**
   * The azurerm provider, for an identity in another subscription or tenant.
   *
   * @default - the stack's own
   */
  readonly provider?: TerraformProvider;
}

function identityKey(subscription: string, group: string, name: string): string | undefined {
  return Token.isUnresolved(subscription)
    ? undefined
    : nameKey("identity", subscription, group, name);
}

/**
 * An identity that Terraform looks up.
 *
 * @internal
 */
export class LookedUpIdentity extends IdentityBase {
  public readonly id: string;
  public readonly name: string;
  public readonly resourceGroupName: string;
  public override readonly _azureKeys?: readonly (string | undefined)[];
  public readonly clientId: string;
  public readonly principalId: string;
  public readonly tenantId: string;

  constructor(
    scope: Construct,
    id: string,
    options: IdentityIdOptions | IdentityNameOptions,
    struct: "IdentityIdOptions" | "IdentityNameOptions",
  ) {
    super(scope, id, struct, options);
    const found = "identityId" in options ? this.take(options) : undefined;
    const { identityName, resourceGroupName } = found
      ? { identityName: found.name, resourceGroupName: found.resourceGroupName }
      : (options as IdentityNameOptions);
    checkName(this, "identityName", identityName, RULES.identity);
    checkName(this, "resourceGroupName", resourceGroupName, RULES.resourceGroup);
    const identity = new DataAzurermUserAssignedIdentity(this, "Default", {
      provider: options.provider,
      name: identityName,
      resourceGroupName,
    });
    const place = found?.subscriptionId ?? subscriptionKey(this, options.provider);
    this._azureKeys = [identityKey(place, resourceGroupName, identityName)];
    this.id = found?.id ?? identity.id;
    this.name = identityName;
    this.resourceGroupName = resourceGroupName;
    this.clientId = identity.clientId;
    this.principalId = identity.principalId;
    this.tenantId = identity.tenantId;
  }

  /** azurerm looks in the subscription of its provider, whatever the id says. */
  private take({ identityId, provider }: IdentityIdOptions): ResourceId {
    const found = parseResourceId(this, "identityId", identityId, "identity");
    checkSubscription(this, "identityId", found, provider);
    return found;
  }
}

/**
 * An identity of which only some things are known.
 *
 * @internal
 */
export class IdentityFromAttributes extends IdentityBase {
  public readonly id: string;
  public readonly name: string;
  public readonly resourceGroupName: string;
  public override readonly _azureKeys?: readonly (string | undefined)[];

  constructor(
    scope: Construct,
    id: string,
    private readonly attributes: IdentityAttributes,
  ) {
    super(scope, id, "IdentityAttributes", attributes);
    const found = parseResourceId(this, "identityId", attributes.identityId, "identity");
    checkName(this, "clientId", attributes.clientId, RULES.clientId);
    checkName(this, "principalId", attributes.principalId, RULES.objectId);
    checkName(this, "tenantId", attributes.tenantId, RULES.tenantId);
    const { principalId, clientId = "" } = attributes;
    if (principalId && principalId.toLowerCase() === clientId.toLowerCase()) {
      throw sameClientAndPrincipalId(this, principalId);
    }
    this._azureKeys = [
      identityKey(found.subscriptionId, found.resourceGroupName, found.name),
      principalId && nameKey("principal", "", principalId),
    ];
    this.id = found.id;
    this.name = found.name;
    this.resourceGroupName = found.resourceGroupName;
  }

  public get clientId(): string {
    return this.given("clientId");
  }

  public get principalId(): string {
    return this.given("principalId");
  }

  public get tenantId(): string {
    return this.given("tenantId");
  }

  private given(attribute: "clientId" | "principalId" | "tenantId"): string {
    return given(this, "fromIdentityAttributes", attribute, this.attributes[attribute]);
  }
}
