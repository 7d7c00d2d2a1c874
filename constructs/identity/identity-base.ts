import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { Grant, type GrantOptions } from "../access/grant";
import { type IPrincipal, PrincipalType } from "../access/principal";
import { LibraryConstruct } from "../private/library-construct";
import type { StructName } from "../private/type-checks";

/**
 * What every identity can do, created or existing.
 *
 * @internal
 */
export abstract class IdentityBase extends LibraryConstruct implements IPrincipal {
  public readonly grantPrincipal: IPrincipal = this;
  public readonly principalType?: PrincipalType = PrincipalType.SERVICE_PRINCIPAL;
  public abstract readonly principalId: string;

  public readonly provider?: TerraformProvider;

  /**
   * What tells that two objects of the program are one identity.
   *
   * @internal
   */
  public readonly _azureKeys?: readonly (string | undefined)[];

  constructor(
    scope: Construct,
    id: string,
    struct: StructName,
    props: { readonly provider?: TerraformProvider },
  ) {
    super(scope, id, struct, props);
    this.provider = props.provider;
  }

  /** Gives the identity a role: the same as `Grant.of(identity, options)`. */
  public grant(options: GrantOptions): Grant {
    return Grant.of(this, options);
  }
}
