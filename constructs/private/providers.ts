import { TerraformDataSource, TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { unconnectedIn } from "./connections";
import { azapiMissing, providerMissing, stackNotConnected } from "./synthesis-errors";

/** What a stack has no provider for, each with the one way out. cdktf finds the same. */
function providersMissing(stack: TerraformStack): string[] {
  const present = new Set(["terraform"]);
  const first = new Map<string, TerraformResource | TerraformDataSource>();
  for (const one of stack.node.findAll()) {
    const isProvider = TerraformProvider.isTerraformProvider(one);
    if (!isProvider && !isOfProvider(one)) continue;
    const name = one.terraformGeneratorMetadata?.providerName;
    if (name === undefined) continue;
    if (isProvider) present.add(name);
    else if (!first.has(name)) first.set(name, one as TerraformResource);
  }
  return [...first].flatMap(([name, { terraformResourceType: type, node }]) => {
    if (present.has(name)) return [];
    if (name === "kubernetes") return stackNotConnected(type, node.path, unconnectedIn(stack));
    return (name === "azapi" ? azapiMissing : providerMissing)(type, node.path, name);
  });
}

/** Whether it is a resource or a data source. */
export function isOfProvider(one: IConstruct): one is TerraformResource | TerraformDataSource {
  return (
    TerraformResource.isTerraformResource(one) || TerraformDataSource.isTerraformDataSource(one)
  );
}

const watched = new WeakSet<TerraformStack>();

/** Lets the stack of a construct say what it has no provider for, however it is synthesized. */
export function watchProviders(at: IConstruct): void {
  const stack = at.node.scopes.reverse().find((scope) => TerraformStack.isStack(scope));
  if (!stack || watched.has(stack)) return;
  watched.add(stack);
  stack.node.addValidation({ validate: () => providersMissing(stack) });
}
