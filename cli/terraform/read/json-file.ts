import { readFileSync } from "node:fs";
import type { Json } from "../model/json";
import { cannotRead, emptyFile, notJson, quoted } from "./input-error";

/** Reads a JSON file as a whole. */
export function readJson(file: string): Json {
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch (error) {
    throw cannotRead(quoted(file), (error as NodeJS.ErrnoException).code ?? "unreadable");
  }
  return parseJson(quoted(file), content);
}

/** The value of a JSON document. */
export function parseJson(input: string, content: string): Json {
  try {
    return JSON.parse(content) as Json;
  } catch (error) {
    if (content.trim() === "") throw emptyFile(input);
    const said = error instanceof Error ? error.message : "";
    throw notJson(input, hintOn(content) ?? mistakeIn(content, said));
  }
}

function hintOn(content: string): string | undefined {
  if (content.startsWith("\u001f\ufffd")) return "a gzip file; unpack it first";
  if (content.startsWith("PK")) return "a binary plan, as `terraform plan -out` saves it";
  if (content.slice(0, 200).includes('"@level"')) return "the log of `terraform plan -json`";
  return undefined;
}

/** Where V8 stopped, in words of our own: its message quotes the text, which may hold secrets. */
function mistakeIn(content: string, said: string): string {
  const place = placeIn(content, said);
  if (place === undefined) return "a mistake";
  if (place >= content.length)
    return `the text ends in the middle, after character ${content.length}`;
  const what = /^[^"]* after JSON at /.test(said)
    ? "there is more text after the end"
    : "a mistake";
  return `${what}, at character ${place + 1} of ${content.length}`;
}

/** How many characters V8 quotes before and after the one that it did not expect. */
const CONTEXT = 10;

function placeIn(content: string, said: string): number | undefined {
  if (said.startsWith("Unexpected end ")) return content.length;
  const [, position] = /^[^"]* at position (\d+)/.exec(said) ?? [];
  if (position !== undefined) return Number(position);
  const quote = /, (\.\.\.)?"(.+)"(?:\.\.\.)? is not valid JSON$/s.exec(said);
  if (!quote || content.length <= 2 * CONTEXT) return undefined;
  const [, cut, quoted = ""] = quote;
  return cut === undefined ? quoted.length - CONTEXT : content.indexOf(quoted) + CONTEXT;
}
