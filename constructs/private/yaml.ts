import { Fn, Token } from "cdktf";

/** What a YAML document is made of. */
export type YamlValue =
  string | boolean | readonly YamlValue[] | { readonly [key: string]: YamlValue | undefined };

/**
 * A document in YAML: the text itself where all of it is known at synth, else what Terraform makes of it
 * when it knows the rest. Both are written alike, with sorted keys and quoted texts.
 */
export function yamlOf(document: YamlValue): string {
  const known = defined(document);
  return Token.isUnresolved(JSON.stringify(known))
    ? Fn.yamlencode(argument(known))
    : yamlText(known);
}

const TOKEN = /(\$\{TfToken\[[^\]]*\]\})/;

/** What cdktf writes for a function as it is: in texts it escapes line breaks alone. */
function argument(value: YamlValue): unknown {
  if (isList(value)) return value.map(argument);
  if (typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, argument(inner as YamlValue)]),
    );
  }
  if (typeof value === "boolean" || !/["\\\r\t]|%\{/.test(value.replace(TOKEN, ""))) return value;
  const parts = value.split(TOKEN).filter((part) => part !== "");
  const written = parts.map((part) => (TOKEN.test(part) ? part : literal(part)));
  return written.length === 1 ? written[0] : Fn.join("", written);
}

/** A text with all that HCL escapes in one; quotes and line breaks are cdktf's part. */
function literal(text: string): string {
  const escaped = text
    .replace(/\\/g, "\\\\")
    .replace(/\r/g, "\\r")
    .replace(/\t/g, "\\t")
    .replace(/%\{/g, "%%{");
  return Fn.rawString(escaped);
}

/** A document of known values in YAML, in the way of Terraform's `yamlencode`. */
export function yamlText(document: YamlValue): string {
  return `${linesOf(defined(document)).join("\n")}\n`;
}

function defined(value: YamlValue): YamlValue {
  if (isList(value)) return value.map(defined);
  if (typeof value !== "object") return value;
  const entries = Object.entries(value).flatMap(([key, inner]) =>
    inner === undefined ? [] : [[key, defined(inner)] as const],
  );
  return Object.fromEntries(entries);
}

function linesOf(value: YamlValue): string[] {
  if (typeof value === "boolean") return [`${value}`];
  if (typeof value === "string") return scalar(value);
  if (isList(value)) {
    return value.length === 0 ? ["[]"] : value.flatMap(itemLines);
  }
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return ["{}"];
  return entries.flatMap(([key, inner = ""]) => {
    const lines = linesOf(inner);
    const nested = typeof inner === "object" && lines[0] !== "{}" && lines[0] !== "[]";
    if (!nested) return [`${JSON.stringify(key)}: ${lines[0]}`, ...lines.slice(1)];
    return [`${JSON.stringify(key)}:`, ...(isList(inner) ? lines : lines.map(indented))];
  });
}

/** Several lines as a block, without the last break where the text has none. */
function scalar(text: string): string[] {
  const block =
    /^[^\s][^\n]*\n[^]*[^\n]\n?$/.test(text) && !/[^\n\x20-\x7e\u00a0-\ud7ff]/.test(text);
  if (!block) return [JSON.stringify(text)];
  const ends = text.endsWith("\n");
  const lines = (ends ? text.slice(0, -1) : text).split("\n");
  return [ends ? "|" : "|-", ...lines.map((line) => (line === "" ? line : indented(line)))];
}

function itemLines(item: YamlValue): string[] {
  const [first, ...rest] = linesOf(item);
  // The lines of a block are indented already.
  return [`- ${first}`, ...(typeof item === "string" ? rest : rest.map(indented))];
}

function indented(line: string): string {
  return `  ${line}`;
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}
