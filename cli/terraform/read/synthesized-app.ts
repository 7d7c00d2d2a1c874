import { existsSync } from "node:fs";
import { join } from "node:path";
import { object, text } from "../model/json";
import type { StackView } from "../model/stack";
import { readJson } from "./json-file";
import { readSynthesized } from "./synthesized";

/** A stack in the manifest of a synthesized app. */
export interface ManifestStack {
  readonly name: string;
  readonly synthesizedStackPath: string;
}

/** The stacks of the app in a folder, or undefined where none was synthesized. */
export function readManifest(folder: string): ManifestStack[] | undefined {
  const file = join(folder, "manifest.json");
  if (!existsSync(file)) return undefined;
  return Object.entries(object(object(readJson(file)).stacks)).map(([name, stack]) => ({
    name,
    synthesizedStackPath: text(object(stack).synthesizedStackPath) ?? `stacks/${name}/cdk.tf.json`,
  }));
}

/** Reads one stack; a stack that was written as HCL is only said to be there. */
export function readStackFile(folder: string, stack: ManifestStack): StackView {
  const file = join(folder, stack.synthesizedStackPath);
  if (!file.endsWith(".json")) {
    const unseen = [`${stack.name}: the whole stack, which is written as HCL`];
    return { ...readSynthesized(stack.name, {}), unseen };
  }
  return readSynthesized(stack.name, object(readJson(file)));
}
