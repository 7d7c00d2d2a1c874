import { createHash } from "node:crypto";

/** The SHA-256 of a text: its first eight digits, as names have them that are to be told apart. */
export function shortHash(text: string, digits = 8): string {
  return createHash("sha256").update(text).digest("hex").slice(0, digits);
}
