import { type App, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { watchProviders } from "./providers";

/** How cdktf begins what `watchProviders` finds too, and says with the way out. */
const SAID_BY_CDKTF = "Found resources without a matching provider construct.";

/** What the validations of an app find, each with its place. */
export function complaintsOf(app: App, stacks: readonly TerraformStack[]): string[] {
  stacks.forEach(watchProviders);
  const constructs = new Set<IConstruct>([...stacks.flatMap((stack) => stack.node.findAll()), app]);
  return [...constructs].flatMap(complaintsAt);
}

function complaintsAt(construct: IConstruct): string[] {
  try {
    const found = construct.node.validate();
    const own = found.filter((text) => !text.startsWith(SAID_BY_CDKTF));
    return own.map((text) => `[${construct.node.path}] ${text}`);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
