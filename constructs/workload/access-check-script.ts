import { readFileSync } from "node:fs";
import { join } from "node:path";

let script: string | undefined;

/**
 * The program of an access check, which lies in `assets/` beside this file and is packed as it is. A
 * checkout with the line ends of Windows gives the same text.
 */
export function accessCheckScript(): string {
  const file = join(__dirname, "assets", "access-check.js");
  script ??= readFileSync(file, "utf8").replace(/\r\n/g, "\n");
  return script;
}
