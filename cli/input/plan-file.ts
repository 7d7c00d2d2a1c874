import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import type { Json } from "../model/json";
import type { PlannedStack } from "../model/stack";
import {
  cannotRead,
  emptyFile,
  failedPlan,
  malformed,
  notAPlan,
  notJson,
  tooLarge,
  wrongVersion,
} from "./input-error";
import { type JsonPath, JsonScanner } from "./json-scanner";
import { PlanBuilder } from "./plan";
import { enters } from "./plan-layout";

/** Node reads no larger file at once. */
const LIMIT = 2 ** 31 - 1;

/** Reads the JSON of one plan, as `terraform show -json` writes it. Reads the file once. */
export function readPlanFile(stack: string, file: string, isAlone = false): PlannedStack {
  const bytes = readBytes(file);
  const plan = new PlanBuilder(stack);
  const facts = new Map<string, Json>();
  const scanner = new JsonScanner(bytes, {
    enters: (path) => {
      // An empty plan has parts in which nothing is read.
      if (path.length === 1) facts.set(`${path[0]}`, true);
      return enters(path);
    },
    read: (path, value) => {
      if (path.length === 1) facts.set(`${path[0]}`, typeof value === "object" ? true : value);
      else facts.set(`${path[0] ?? ""}`, true);
      refuseEarly(file, path, value);
      plan.add(path, value);
    },
  });
  try {
    scanner.scan();
    refuse(file, facts);
    return plan.build(isAlone ? undefined : createHash("sha256").update(bytes).digest("hex"));
  } catch (error) {
    if (error instanceof SyntaxError) throw notJson(file, hintOn(bytes) ?? error.message);
    if (error instanceof TypeError) throw malformed(file, error.message);
    throw error;
  }
}

function readBytes(file: string): Buffer {
  let bytes: Buffer;
  try {
    const { size } = statSync(file);
    if (size > LIMIT) throw tooLarge(file, size, LIMIT);
    bytes = readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw cannotRead(file, code);
  }
  // Windows PowerShell redirects into UTF-16 with a byte order mark, some editors add that of UTF-8.
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    bytes = Buffer.from(bytes.toString("utf16le", 2), "utf8");
  } else if (bytes[0] === 0xfe && bytes[1] === 0xff && bytes.length % 2 === 0) {
    bytes = Buffer.from(bytes.swap16().toString("utf16le", 2), "utf8");
  } else if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    bytes = bytes.subarray(3);
  }
  const first = bytes.find((byte) => byte > 0x20);
  if (first === undefined) throw emptyFile(file);
  if (first === 0x5b) throw notAPlan(file, "a JSON list");
  return bytes;
}

function hintOn(bytes: Buffer): string | undefined {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return "a gzip file; unpack it first";
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    return "a binary plan, as `terraform plan -out` saves it";
  if (bytes.subarray(0, 200).includes('"@level"')) return "the log of `terraform plan -json`";
  return undefined;
}

// The version comes first in the file: a format that is not known should say so, whatever follows.
function refuseEarly(file: string, path: JsonPath, value: Json): void {
  if (path.length !== 1 || path[0] !== "format_version") return;
  if (typeof value !== "string" || !/^1\.\d+$/.test(value)) throw wrongVersion(file, String(value));
}

function refuse(file: string, facts: ReadonlyMap<string, Json>): void {
  if (facts.has("@level")) throw notAPlan(file, "the log of `terraform plan -json`");
  if (facts.has("")) throw notAPlan(file, "a JSON value that is no object");
  if (!facts.has("format_version")) {
    const shown = [...facts.keys()].slice(0, 5).join(", ");
    throw notAPlan(
      file,
      shown ? `a JSON object with ${shown}` : "a JSON object without format_version",
    );
  }
  if (facts.has("provider_schemas")) throw notAPlan(file, "the schemas of providers");
  if (facts.get("errored") === true) throw failedPlan(file);
  if (facts.has("values"))
    throw notAPlan(file, "a state, as `terraform show -json` writes it without a plan file");
  const parts = ["planned_values", "resource_changes", "configuration"];
  if (!parts.some((part) => facts.has(part))) {
    throw notAPlan(
      file,
      "what `terraform show -json` writes where there is neither state nor plan",
    );
  }
}
