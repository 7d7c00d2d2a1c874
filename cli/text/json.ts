import { visible } from "./visible";

/** JSON, in which no character hides or turns others. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2).split("\n").map(visible).join("\n")}\n`;
}
