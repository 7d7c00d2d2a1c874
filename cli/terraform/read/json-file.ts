import { readFileSync } from "node:fs";
import type { Json } from "../model/json";
import { cannotRead, notJson, quoted } from "./input-error";

/** Reads a JSON file as a whole. */
export function readJson(file: string): Json {
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch (error) {
    throw cannotRead(quoted(file), (error as NodeJS.ErrnoException).code ?? "unreadable");
  }
  try {
    return JSON.parse(content) as Json;
  } catch (error) {
    throw notJson(quoted(file), error instanceof Error ? error.message : String(error));
  }
}
