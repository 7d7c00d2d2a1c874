import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as entraCodes from "../../azure/entra-codes.json";

let script: string | undefined;

/** What the check needs of the table: the rest explains more than a line of a log can. */
const CODES = Object.entries(entraCodes as Readonly<Record<string, Record<string, unknown>>>)
  .filter(([code]) => /^\d+$/.test(code))
  .map(([code, { hint, claims, final }]) => [code, { hint, claims, final }]);

/**
 * The program of an access check, which lies in `assets/` beside this file and is packed as it is, with the
 * table of Entra's codes. A checkout with the line ends of Windows gives the same text.
 */
export function accessCheckScript(): string {
  const file = join(__dirname, "assets", "access-check.js");
  script ??= readFileSync(file, "utf8")
    .replace(/\r\n/g, "\n")
    .replace("ENTRA_CODES", JSON.stringify(Object.fromEntries(CODES)));
  return script;
}
