import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ISynthesisSession, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { inventoryOf } from "./review/inventory";
import { readStackFile } from "./review/synthesized-app";

/** The file next to the synthesized stacks. */
const FILE = "inventory.json";

const watched = new WeakSet<TerraformStack>();
const lasts = new WeakMap<ISynthesisSession, TerraformStack>();

/**
 * Makes the synthesis of the scope's app write `inventory.json` next to the stacks: who can become whom,
 * and who may do what. It is read from the synthesized JSON, so that it tells of resources that were
 * made without this library too.
 */
export function keepInventory(scope: IConstruct): void {
  const stack = TerraformStack.of(scope);
  if (watched.has(stack)) return;
  watched.add(stack);
  const { synthesizer } = stack;
  stack.synthesizer = {
    synthesize: (session) => {
      // Only now are all stacks there, and the one that is synthesized last is known.
      const last = lastOf(session, stack);
      keepInventory(last);
      synthesizer.synthesize(session);
      if (stack === last) writeInventory(session);
    },
  };
}

function lastOf(session: ISynthesisSession, stack: TerraformStack): TerraformStack {
  const known = lasts.get(session);
  if (known) return known;
  const all = stack.node.root.node.findAll().filter((one) => TerraformStack.isStack(one));
  const last = all.at(-1) ?? stack;
  lasts.set(session, last);
  return last;
}

function writeInventory({ outdir, manifest }: ISynthesisSession): void {
  const stacks = Object.values(manifest.stacks).map((stack) => readStackFile(outdir, stack));
  writeFileSync(join(outdir, FILE), `${JSON.stringify(inventoryOf(stacks), null, 2)}\n`);
}
