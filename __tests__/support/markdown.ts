import { readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");

/** A page of the documentation as it is committed. */
export function committedPage(name: string): string {
  return readFileSync(join(ROOT, "docs", name), "utf8");
}

/** A table with its columns aligned, as prettier leaves it. */
export function table(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((cell) => cell.replace(/\|/g, "\\|")));
  const widths = cells[0].map((_, n) => Math.max(3, ...cells.map((row) => row[n].length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, n) => cell.padEnd(widths[n])).join(" | ")} |`;
  const [head, ...body] = cells;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}

/** Text of a message, with its quoted parts as code. */
export function prose(text: string): string {
  return text.replace(/"([^"]+)"/g, "`$1`");
}

const SITES: Record<string, string> = {
  "learn.microsoft.com": "Microsoft Learn",
  "kubernetes.io": "Kubernetes",
  "developer.hashicorp.com": "HashiCorp",
  "azure.github.io": "Azure Workload Identity",
  "github.com": "GitHub",
};

/** Where a fact comes from: a link with the site's name, or the behaviour of a provider. */
export function source(text: string): string {
  const [, url, rest] = /^(https:\S+)(.*)$/.exec(text) ?? [];
  if (url) return `[${SITES[new URL(url).hostname]}](${url})${rest}`;
  return text.replace(/\b[a-z]+_[a-z_.]+/g, "`$&`");
}
