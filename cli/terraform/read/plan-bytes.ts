import { readFileSync, statSync } from "node:fs";
import { STEP } from "./json-scanner";
import { cannotRead, emptyFile, notAPlan, quoted, terminalAsPlan, tooLarge } from "./input-error";

/** Node holds no larger file at once. */
const LIMIT = 2 ** 31 - 1;

/** The JSON of a plan, and how messages name what it was read from. */
export interface PlanBytes {
  readonly input: string;
  readonly bytes: Buffer;
}

/** What `--plan <stack>=-` reads. */
export const STANDARD_INPUT = "-";

/** Tells how far the reading of a plan is, in bytes. */
export type Reading = (input: string, done: number, of?: number) => void;

export function fileBytes(file: string): PlanBytes {
  const input = quoted(file);
  try {
    const { size } = statSync(file);
    if (size > LIMIT) throw tooLarge(input, size, LIMIT);
    return { input, bytes: utf8(input, readFileSync(file)) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw cannotRead(input, code);
  }
}

/** Reads the plan of a stack from standard input, to its end. */
export async function standardInputBytes(stack: string, reading?: Reading): Promise<PlanBytes> {
  const input = "standard input";
  if (process.stdin.isTTY) throw terminalAsPlan(stack);
  const chunks: Buffer[] = [];
  let [size, told] = [0, 0];
  try {
    for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > LIMIT) throw tooLarge(input, size, LIMIT);
      if (size - told < STEP) continue;
      told = size;
      reading?.(input, size);
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw cannotRead(input, code);
  }
  return { input, bytes: utf8(input, Buffer.concat(chunks)) };
}

function utf8(input: string, read: Buffer): Buffer {
  const bytes = decoded(read);
  const first = bytes.find((byte) => byte > 0x20);
  if (first === undefined) throw emptyFile(input);
  if (first === 0x5b) throw notAPlan(input, "a JSON list");
  return bytes;
}

// Windows PowerShell redirects into UTF-16 with a byte order mark, some editors add that of UTF-8.
function decoded(bytes: Buffer): Buffer {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return Buffer.from(bytes.toString("utf16le", 2), "utf8");
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff && bytes.length % 2 === 0) {
    return Buffer.from(bytes.swap16().toString("utf16le", 2), "utf8");
  }
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return marked ? bytes.subarray(3) : bytes;
}
