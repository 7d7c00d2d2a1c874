import { FOLDED_AFTER, shortened, visible, withShortNames } from "./visible";

/** A table; what is beyond its first rows is folded, and what is far beyond is only counted. */
export function table(head: readonly string[], rows: readonly string[][], most: number): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const of = (some: readonly string[][]) =>
    [line(head), line(head.map(() => "---")), ...some.map(line)].join("\n");
  const open = Math.min(most, FOLDED_AFTER);
  const folded = rows.slice(open, most);
  const more = rows.length - most;
  return [
    of(rows.slice(0, open)),
    ...(folded.length > 0
      ? [`<details><summary>${folded.length} more</summary>`, of(folded), "</details>"]
      : []),
    ...(more > 0
      ? [`${more} more rows: \`--format html\` and \`--format json\` have them all.`]
      : []),
  ].join("\n\n");
}

/** A list of which the rest is counted. */
export function bullets(lines: readonly string[], most: number): string {
  return limited(
    lines.map((line) => `- ${line}`),
    most,
  ).join("\n");
}

/** The first of some lines, and how many more there are. */
export function limited(lines: readonly string[], most: number): string[] {
  if (lines.length <= most) return [...lines];
  return [...lines.slice(0, most), `${lines.length - most} more`];
}

/** A name as code. In a table only the pipe has a meaning there; a name with backticks is put in more. */
export function code(text: string): string {
  return wholeCode(shortened(text));
}

/** The same, however long it is: a command is there to be copied. */
export function wholeCode(text: string): string {
  const inner = visible(text).replace(/\s+/g, " ").replace(/\|/g, "\\|");
  const longest = Math.max(0, ...[...inner.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const pad = inner.startsWith("`") || inner.endsWith("`") ? " " : "";
  return `${fence}${pad}${inner}${pad}${fence}`;
}

/**
 * Text in which nothing is markup or mathematics, mentions someone or links somewhere. What could hold a
 * picture by its name (`:fire:`, as in the subject of a token) is code.
 */
export function plain(text: string): string {
  return withShortNames(text)
    .split(/(\S*:[\w+-]+:\S*)/)
    .map((part, at) => (at % 2 === 1 ? code(part) : inert(part)))
    .join("");
}

function inert(text: string): string {
  return visible(text)
    .replace(/\s+/g, " ")
    .replace(/[\\`*[\]|~$]|(?<![a-zA-Z0-9])_|_(?![a-zA-Z0-9])/g, "\\$&")
    .replace(/[@#](?=\w)/g, "$&\u200b")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/\b(https?|ftp):\/\//gi, "$1:&#8203;//")
    .replace(/\bwww\./gi, "www&#8203;.")
    .replace(/\b(gh-)(?=\d)/gi, "$1&#8203;");
}
