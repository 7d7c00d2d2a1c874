import { TerraformElement, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/** Terraform's `required_version`, said by the constructs that need it. */
class RequiredVersion extends TerraformElement {
  public override toTerraform(): unknown {
    return { terraform: { required_version: ">= 1.11" } };
  }
}

/**
 * Makes the stack say that it needs Terraform 1.11, the first with write-only arguments. A
 * `required_version` that the stack's author sets by an override wins.
 */
export function requireTerraform111(scope: Construct): void {
  const stack = TerraformStack.of(scope);
  if (!stack.node.tryFindChild("required-version")) new RequiredVersion(stack, "required-version");
}
