import { TerraformElement, type TerraformProvider, type TerraformResource, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { azureKey } from "../private/azure-places";
import { checkName } from "../private/checks";
import { LibraryConstruct } from "../private/library-construct";
import { RULES } from "../private/rules";
import { checkArguments } from "../private/type-checks";

/**
 * Where a role is assigned: any construct with the resource id of a management group, subscription,
 * resource group or resource. The vaults, secrets, clusters and resource groups of this library are
 * scopes; in TypeScript the resources of the azurerm provider are too, elsewhere `GrantScope.fromResource`
 * makes one of them.
 */
export interface IGrantScope extends IConstruct {
  /** The resource id, such as `/subscriptions/…/resourceGroups/…/providers/…`. */
  readonly id: string;

  /** The azurerm provider of the scope's subscription and tenant, where it is not the stack's own. */
  readonly provider?: TerraformProvider;
}

/** Makes scopes of what is no construct of this library. */
export class GrantScope {
  /**
   * A scope that exists, by its resource id: a management group, a subscription, a resource group or a
   * resource, as text or as a reference.
   */
  public static fromId(scope: Construct, id: string, resourceId: string): IGrantScope {
    return new ScopeFromId(scope, id, resourceId);
  }

  /** A resource of the program that has an attribute `id`: every one of the azurerm provider has. */
  public static fromResource(resource: TerraformResource): IGrantScope {
    checkArguments("GrantScope.fromResource", "GrantScope.fromResource", { resource });
    // Of the class, since later versions of constructs give it methods; made anew it would be in the tree.
    return Object.assign(Object.create(Construct.prototype) as Construct, {
      node: resource.node,
      id: armAttribute(resource) ?? Token.asString(resource.interpolationForAttribute("id")),
      provider: resource.provider,
    });
  }

  private constructor() {}
}

class ScopeFromId extends LibraryConstruct implements IGrantScope {
  constructor(
    scope: Construct,
    constructId: string,
    public readonly id: string,
  ) {
    super(scope, constructId);
    checkArguments(this, "GrantScope.fromId", { resourceId: id });
  }
}

/** Where the resource id is kept by what has a URL of the data plane as its `id`, in azurerm 4.55. */
const ARM_IDS = ["resourceVersionlessId", "resourceManagerVersionlessId", "resourceManagerId"];

/** What is made in a storage account by the account's resource id has such an `id` itself. */
function armAttribute(resource: object & { readonly storageAccountIdInput?: string }) {
  if (resource.storageAccountIdInput !== undefined) return undefined;
  const name = ARM_IDS.find((attribute) => attribute in resource);
  return name && (resource as Record<string, string>)[name];
}

/**
 * The resource id of a scope, refused where it is none.
 *
 * @internal
 */
export function armIdOf(at: IConstruct, scope: IGrantScope): string {
  const id = armAttribute(scope) ?? scope.id;
  checkName(at, "scope", id, RULES.scopeId);
  return id;
}

/**
 * What tells scopes apart: the id, which Azure compares without regard to case, or the construct where
 * the id is not known at synth.
 *
 * @internal
 */
export function scopeKey(scope: IGrantScope): string {
  return azureKey(scope, ownKey(scope));
}

/**
 * The same of this object alone, whatever else of the program is the same scope.
 *
 * @internal
 */
export function ownKey({ id, node }: IGrantScope): string {
  return Token.isUnresolved(id) ? node.addr : id.toLowerCase();
}

/** The resource or data source that a scope is, or is made of. */
export function elementOf({ node }: IGrantScope): TerraformElement | undefined {
  return [node.scopes[node.scopes.length - 1], node.defaultChild].find(
    (one): one is TerraformElement => one !== undefined && TerraformElement.isTerraformElement(one),
  );
}
