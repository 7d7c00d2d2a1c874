import { dependable, type ITerraformDependable, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { orderAfter } from "../stack-order";

/**
 * The addresses of what something depends on. Terraform knows no `depends_on` across stacks: what is in
 * another stack makes that one come first.
 */
export function addressesOf(at: IConstruct, all: readonly ITerraformDependable[] = []): string[] {
  const own = TerraformStack.of(at);
  return all.flatMap((one) => {
    const home = Construct.isConstruct(one) ? TerraformStack.of(one) : own;
    if (home === own) return [dependable(one)];
    orderAfter(own, home);
    return [];
  });
}
