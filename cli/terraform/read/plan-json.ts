import { constants, isAscii } from "node:buffer";
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import type { Json } from "../model/json";
import { cannotRead, quoted, terminalAsPlan, tooLarge } from "./input-error";
import { parseJson } from "./json-file";

/** The longest text that V8 holds: a plan is parsed as a whole. */
const LIMIT = constants.MAX_STRING_LENGTH;

/** How often to report how much came by standard input, in bytes. */
const STEP = 2 ** 20;

/** What a plan was read from, as messages name it, and what it is. */
export interface PlanJson {
  readonly input: string;
  readonly json: Json;
  /** The same for the same bytes. */
  readonly digest: string;
}

interface Content {
  readonly text: string;
  readonly digest: string;
}

/** What `--plan <stack>=-` reads. */
export const STANDARD_INPUT = "-";

/** Tells how much of a plan is being read, in bytes. */
export type Reading = (input: string, bytes: number) => void;

export function filePlan(file: string, reading?: Reading): PlanJson {
  const input = quoted(file);
  return parsed(input, fileContent(input, file, reading));
}

/** Reads the plan of a stack from standard input, to its end. */
export async function standardInputPlan(stack: string, reading?: Reading): Promise<PlanJson> {
  const input = "standard input";
  if (process.stdin.isTTY) throw terminalAsPlan(stack);
  return parsed(input, await standardInputContent(input, reading));
}

// The bytes are let go of before their text is parsed, and the text before what it says is gone through:
// measured with a plan of 300 MB, each is a third of the peak.
function parsed(input: string, { text, digest }: Content): PlanJson {
  return { input, json: parseJson(input, text), digest };
}

function fileContent(input: string, file: string, reading?: Reading): Content {
  try {
    const { size } = statSync(file);
    if (size > LIMIT) throw tooLarge(input, LIMIT, size);
    reading?.(input, size);
    return contentOf(readFileSync(file));
  } catch (error) {
    throw asInputError(input, error);
  }
}

async function standardInputContent(input: string, reading?: Reading): Promise<Content> {
  const chunks: Buffer[] = [];
  let [size, told] = [0, 0];
  try {
    for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > LIMIT) throw tooLarge(input, LIMIT);
      if (size - told < STEP) continue;
      told = size;
      reading?.(input, size);
    }
  } catch (error) {
    throw asInputError(input, error);
  }
  return contentOf(Buffer.concat(chunks));
}

function contentOf(bytes: Buffer): Content {
  const digest = createHash("sha256").update(bytes).digest("hex");
  return { text: decoded(bytes), digest };
}

// Windows PowerShell redirects into UTF-16 with a byte order mark, some editors add that of UTF-8.
function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString("utf16le", 2);
  if (bytes[0] === 0xfe && bytes[1] === 0xff && bytes.length % 2 === 0) {
    return bytes.swap16().toString("utf16le", 2);
  }
  // Such a text is kept outside the heap of V8.
  if (isAscii(bytes)) return bytes.toString("latin1");
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return bytes.toString("utf8", marked ? 3 : 0);
}

function asInputError(input: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? error : cannotRead(input, code);
}
