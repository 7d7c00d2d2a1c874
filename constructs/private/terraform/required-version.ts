import { TerraformElement, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/** Terraform's `required_version`, said by the constructs that need it. */
class RequiredVersion extends TerraformElement {
  public override toTerraform(): unknown {
    return { terraform: { required_version: ">= 1.11" } };
  }
}

/** By which cdktn checks what a program writes; without it, it assumes Terraform 1.5.7 and OpenTofu 1.6. */
const TARGET_VERSIONS = "targetVersions";

/**
 * Makes the stack say that it needs Terraform 1.11, the first with write-only arguments, and tells cdktn that
 * what is below the scope does; nothing is yet. A `required_version` that the stack's author sets by an
 * override wins, and so do the target versions of a program.
 */
export function requireTerraform111(scope: Construct): void {
  if (scope.node.tryGetContext(TARGET_VERSIONS) === undefined) {
    scope.node.setContext(TARGET_VERSIONS, { terraform: ">=1.11", opentofu: ">=1.11" });
  }
  const stack = TerraformStack.of(scope);
  if (!stack.node.tryFindChild("required-version")) new RequiredVersion(stack, "required-version");
}
