import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type JsonObject, object, text } from "../model/json";
import type { StackView } from "../model/stack";
import { cannotRead, notJson } from "./input-error";
import { readSynthesized } from "./synthesized";

/** A stack in the manifest of a synthesized app. */
export interface ManifestStack {
  readonly name: string;
  readonly synthesizedStackPath: string;
}

/** The stacks of the app in a folder, or undefined where none was synthesized. */
export function readManifest(folder: string): ManifestStack[] | undefined {
  const file = join(folder, "manifest.json");
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw cannotRead(file, (error as NodeJS.ErrnoException).code ?? "unreadable");
  }
  return Object.entries(object(parse(file, content).stacks)).map(([name, stack]) => ({
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
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch (error) {
    throw cannotRead(file, (error as NodeJS.ErrnoException).code ?? "unreadable");
  }
  return readSynthesized(stack.name, parse(file, content));
}

function parse(file: string, content: string): JsonObject {
  try {
    return object(JSON.parse(content));
  } catch (error) {
    throw notJson(file, error instanceof Error ? error.message : String(error));
  }
}
