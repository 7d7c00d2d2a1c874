import { TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/**
 * Terraform's built-in `terraform_data`: replaced when one of its triggers changes, and never without. cdktf's own
 * `DataResource` runs the `terraform` binary at synth to ask for its version.
 */
export class TerraformData extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly triggersReplace?: Record<string, unknown>,
    private readonly input?: Record<string, unknown>,
  ) {
    super(scope, id, { terraformResourceType: "terraform_data" });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { triggers_replace: this.triggersReplace, input: this.input };
  }
}
