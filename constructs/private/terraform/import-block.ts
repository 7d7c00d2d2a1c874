import { TerraformElement, type TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/**
 * An `import` block. cdktf's own `importFrom` runs the `terraform` binary at synth to ask for its
 * version.
 */
export class ImportBlock extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly resource: TerraformResource,
    private readonly resourceId: string,
  ) {
    super(scope, id);
  }

  public override toTerraform(): unknown {
    const { terraformResourceType, friendlyUniqueId } = this.resource;
    return {
      import: [{ to: `${terraformResourceType}.${friendlyUniqueId}`, id: this.resourceId }],
    };
  }
}
