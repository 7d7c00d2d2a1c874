import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";

/** A `check` block: a condition whose failure is a warning of the plan. cdktf has no construct for it. */
export class CheckBlock extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly condition: string,
    private readonly message: string,
  ) {
    super(scope, id);
  }

  public override toTerraform(): unknown {
    const assert = [{ condition: this.condition, error_message: this.message }];
    return { check: { [this.friendlyUniqueId]: { assert } } };
  }
}
