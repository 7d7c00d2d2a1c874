import { TerraformProvider, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { checkName } from "../private/checks";
import { RULES } from "../private/rules";
import { checkPlacement, checkStruct } from "../private/type-checks";

/** How the azapi provider is configured. */
export interface AzapiProviderProps {
  /**
   * The subscription id, a GUID.
   *
   * @default - `ARM_SUBSCRIPTION_ID`
   */
  readonly subscriptionId?: string;

  /**
   * The tenant id, a GUID.
   *
   * @default - `ARM_TENANT_ID`
   */
  readonly tenantId?: string;
}

/** The version that the stack asks for, exactly, as prebuilt bindings do. */
const GENERATED = { providerName: "azapi", providerVersion: "2.12.0" };

/**
 * The provider Azure/azapi, for which there is no prebuilt binding
 * (https://registry.terraform.io/providers/Azure/azapi/latest/docs), of version 2.12.0;
 * `ProviderVersion.raiseTo` asks for a later one. `WorkloadIdentityCluster.enableOn` needs one in its stack.
 */
export class AzapiProvider extends TerraformProvider {
  constructor(scope: Construct, id: string, props: AzapiProviderProps = {}) {
    checkPlacement(scope, id);
    super(scope, id, {
      terraformResourceType: "azapi",
      terraformGeneratorMetadata: GENERATED,
      terraformProviderSource: "Azure/azapi",
    });
    checkStruct(this, "AzapiProviderProps", props);
    checkName(this, "subscriptionId", props.subscriptionId, RULES.subscriptionId);
    checkName(this, "tenantId", props.tenantId, RULES.tenantId);
    if (props.subscriptionId !== undefined)
      this.addOverride("subscription_id", props.subscriptionId);
    if (props.tenantId !== undefined) this.addOverride("tenant_id", props.tenantId);
  }
}

/** What changes in a resource that exists. */
interface AzapiUpdateConfig {
  readonly type: string;
  readonly resourceId: string;
  readonly body: Record<string, unknown>;
  /** The paths in the response that become the attribute `output`. */
  readonly responseExportValues: string[];
}

/**
 * `azapi_update_resource`: reads a resource, changes what the body says, and leaves all else.
 *
 * @internal
 */
export class AzapiUpdateResource extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly config: AzapiUpdateConfig,
  ) {
    super(scope, id, {
      terraformResourceType: "azapi_update_resource",
      terraformGeneratorMetadata: GENERATED,
    });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return {
      type: this.config.type,
      resource_id: this.config.resourceId,
      body: this.config.body,
      response_export_values: this.config.responseExportValues,
    };
  }
}
