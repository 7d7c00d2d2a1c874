import { createHash } from "node:crypto";
import type { Json } from "../model/json";
import type { PlannedStack } from "../model/stack";
import { failedPlan, malformed, notAPlan, notJson, wrongVersion } from "./input-error";
import { type JsonPath, JsonScanner } from "./json-scanner";
import { PlanBuilder } from "./plan";
import { fileBytes, type PlanBytes, type Reading } from "./plan-bytes";
import { enters } from "./plan-layout";

/** Reads the JSON of one plan, as `terraform show -json` writes it. Reads the file once. */
export function readPlanFile(stack: string, file: string): PlannedStack {
  return readPlan(stack, fileBytes(file), { isAlone: false });
}

interface ReadOptions {
  /** Whether no other plan is read, that could be the same. */
  readonly isAlone: boolean;
  readonly reading?: Reading;
}

/** Reads the JSON of one plan. */
export function readPlan(
  stack: string,
  { input, bytes }: PlanBytes,
  { isAlone, reading }: ReadOptions,
): PlannedStack {
  const plan = new PlanBuilder(stack);
  const facts = new Map<string, Json>();
  const scanner = new JsonScanner(bytes, {
    enters: (path) => {
      // An empty plan has parts in which nothing is read.
      if (path.length === 1) facts.set(`${path[0]}`, true);
      return enters(path);
    },
    passed: (position) => reading?.(input, position, bytes.length),
    read: (path, value) => {
      if (path.length === 1) facts.set(`${path[0]}`, typeof value === "object" ? true : value);
      else facts.set(`${path[0] ?? ""}`, true);
      refuseEarly(input, path, value);
      plan.add(path, value);
    },
  });
  try {
    scanner.scan();
    refuse(input, facts);
    return plan.build(isAlone ? undefined : createHash("sha256").update(bytes).digest("hex"));
  } catch (error) {
    if (error instanceof SyntaxError) throw notJson(input, hintOn(bytes) ?? error.message);
    if (error instanceof TypeError) throw malformed(input, error.message);
    throw error;
  }
}

function hintOn(bytes: Buffer): string | undefined {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return "a gzip file; unpack it first";
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    return "a binary plan, as `terraform plan -out` saves it";
  if (bytes.subarray(0, 200).includes('"@level"')) return "the log of `terraform plan -json`";
  return undefined;
}

// The version comes first in the file: a format that is not known should say so, whatever follows.
function refuseEarly(input: string, path: JsonPath, value: Json): void {
  if (path.length !== 1 || path[0] !== "format_version") return;
  if (typeof value !== "string" || !/^1\.\d+$/.test(value))
    throw wrongVersion(input, String(value));
}

function refuse(input: string, facts: ReadonlyMap<string, Json>): void {
  if (facts.has("@level")) throw notAPlan(input, "the log of `terraform plan -json`");
  if (facts.has("")) throw notAPlan(input, "a JSON value that is no object");
  if (!facts.has("format_version")) {
    const shown = [...facts.keys()].slice(0, 5).join(", ");
    throw notAPlan(
      input,
      shown ? `a JSON object with ${shown}` : "a JSON object without format_version",
    );
  }
  if (facts.has("provider_schemas")) throw notAPlan(input, "the schemas of providers");
  if (facts.get("errored") === true) throw failedPlan(input);
  if (facts.has("values"))
    throw notAPlan(input, "a state, as `terraform show -json` writes it without a plan file");
  const parts = ["planned_values", "resource_changes", "configuration"];
  if (!parts.some((part) => facts.has(part))) {
    throw notAPlan(
      input,
      "what `terraform show -json` writes where there is neither state nor plan",
    );
  }
}
