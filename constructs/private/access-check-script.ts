import { readFileSync } from "node:fs";
import { join } from "node:path";

let script: string | undefined;

/**
 * The program of an access check: `assets/access-check.js`, which lies as deep below the package from
 * `lib/` as from `constructs/`. A checkout with the line ends of Windows gives the same text.
 */
export function accessCheckScript(): string {
  const file = join(__dirname, "..", "..", "assets", "access-check.js");
  script ??= readFileSync(file, "utf8").replace(/\r\n/g, "\n");
  return script;
}
