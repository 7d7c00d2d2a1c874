import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { Grant, GrantOptions } from "../access/grant";
import { checkName } from "../private/checks";
import { sameThingTwice } from "../private/errors";
import { LibraryConstruct } from "../private/library-construct";
import { RULES } from "../private/rules";
import { checkArguments } from "../private/type-checks";
import type { IResourceGroup } from "../resource-group";
import { notInPool } from "./errors";
import { type IManagedIdentity, ManagedIdentity } from "./managed-identity";

/** The identities of a pool. */
export interface IdentityPoolProps {
  /** The group that holds the identities. */
  readonly resourceGroup: IResourceGroup;

  /**
   * The names of the identities, each of 3 to 128 letters, digits, `_` or `-`, first a letter or digit. A
   * name that is added makes an identity more; the others stay.
   */
  readonly names: string[];

  /**
   * The region, such as `eastus`. Changing it replaces the identities.
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
   * The azurerm provider, for identities in another subscription or tenant.
   *
   * @default - the stack's own
   */
  readonly provider?: TerraformProvider;
}

/**
 * Managed identities that may all do the same, for more than the 20 service accounts that one identity can
 * trust (https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations). Which
 * account becomes which of them is written down, not counted: an account that is added or removed moves no
 * other one.
 *
 * Throws when there is no name, or one breaks Azure's rules or is there twice.
 */
export class IdentityPool extends LibraryConstruct {
  /** The identities, in the order of their names. */
  public readonly identities: IManagedIdentity[];

  /** @param id unique within the scope */
  constructor(scope: Construct, id: string, props: IdentityPoolProps) {
    super(scope, id, "IdentityPoolProps", props);
    const { names, ...common } = props;
    if (names.length === 0) throw notInPool(this, undefined, names);
    names.forEach((name, index) => {
      checkName(this, `names[${index}]`, name, RULES.identity);
      if (names.indexOf(name) < index) throw sameThingTwice(this, "managed identity", name, this);
    });
    this.identities = names.map(
      (name) => new ManagedIdentity(this, `identity-${name}`, { ...common, name }),
    );
  }

  /**
   * The identity of a name.
   *
   * Throws when the pool has none of that name.
   */
  public identity(name: string): IManagedIdentity {
    checkArguments(this, "IdentityPool.identity", { name });
    const found = this.identities.find((one) => one.name === name);
    if (found) return found;
    throw notInPool(
      this,
      name,
      this.identities.map((one) => one.name),
    );
  }

  /** Gives each identity a role: the same as `Grant.of(identity, options)` for all of them. */
  public grant(options: GrantOptions): Grant[] {
    checkArguments(this, "IdentityPool.grant", { options });
    return this.identities.map((identity) => identity.grant(options));
  }
}
