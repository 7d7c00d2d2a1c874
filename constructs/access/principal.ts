import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config";
import { type TerraformProvider, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { nameKey } from "../private/azure-places";
import { checkName, checkOneOf } from "../private/checks";
import { LibraryConstruct } from "../private/library-construct";
import { RULES } from "../private/rules";

/** The kinds of principals that Azure assigns roles to. */
export enum PrincipalType {
  /** A person. */
  USER = "User",
  /** A group of Microsoft Entra ID. */
  GROUP = "Group",
  /** An application, or a managed identity. */
  SERVICE_PRINCIPAL = "ServicePrincipal",
}

/** Anything that can be given a role: it is, or represents, a principal. */
export interface IGrantable extends IConstruct {
  /** The principal that receives the role assignments. */
  readonly grantPrincipal: IPrincipal;
}

/** A user, group, service principal or managed identity of Microsoft Entra ID. */
export interface IPrincipal extends IGrantable {
  /** The object id (principal id), never the client id. */
  readonly principalId: string;

  /**
   * The kind of principal, where it is known. With it Azure skips the look-up that fails while a new
   * principal has not reached every directory replica.
   */
  readonly principalType?: PrincipalType;

  /**
   * The azurerm provider of the principal's subscription and tenant, where it is not the stack's own.
   * Its role assignments and federated credentials are made with it.
   */
  readonly provider?: TerraformProvider;
}

/** What is known of a principal that Terraform does not create. */
export interface PrincipalProps {
  /** The object id: a GUID. For an application, that of its service principal (enterprise application). */
  readonly objectId: string;

  /** The kind of principal. */
  readonly principalType: PrincipalType;
}

/**
 * A principal that exists: the pipeline's service principal, a team's group, a person.
 *
 * Creates no resource. Throws when `objectId` is not a GUID.
 */
export class Principal extends LibraryConstruct implements IPrincipal {
  public readonly grantPrincipal: IPrincipal = this;
  public readonly principalId: string;
  public readonly principalType?: PrincipalType;

  /** @internal */
  public readonly _azureKeys?: readonly (string | undefined)[];

  constructor(scope: Construct, id: string, props: PrincipalProps) {
    super(scope, id, "PrincipalProps", props);
    checkName(this, "objectId", props.objectId, RULES.objectId);
    checkOneOf(this, "principalType", props.principalType, Object.values(PrincipalType));
    this.principalId = props.objectId;
    this.principalType = props.principalType;
    this._azureKeys = [nameKey("principal", "", props.objectId)];
  }
}

/**
 * Whoever runs Terraform, as the azurerm provider is logged in. One per stack, read by the data source
 * `azurerm_client_config`. Its object id differs from operator to operator.
 *
 * @internal
 */
export class CurrentClient extends Construct implements IPrincipal {
  /** The current client of a scope's stack, by the stack's own azurerm provider or another. */
  public static of(scope: Construct, provider?: TerraformProvider): CurrentClient {
    const stack = TerraformStack.of(scope);
    const id = provider?.alias ? `current-client-${provider.alias}` : "current-client";
    const known = stack.node.tryFindChild(id);
    return (known as CurrentClient | undefined) ?? new CurrentClient(stack, id, provider);
  }

  public readonly grantPrincipal: IPrincipal = this;
  public readonly principalId: string;
  public readonly subscriptionId: string;
  public readonly tenantId: string;

  public readonly provider?: TerraformProvider;

  private constructor(stack: TerraformStack, id: string, provider?: TerraformProvider) {
    super(stack, id);
    this.provider = provider;
    const config = new DataAzurermClientConfig(this, "Default", { provider });
    this.principalId = config.objectId;
    this.subscriptionId = config.subscriptionId;
    this.tenantId = config.tenantId;
  }
}
