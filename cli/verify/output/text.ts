import type { Terminal } from "../../text/terminal";
import { seen } from "../../text/visible";
import { LINKS, type Report } from "../report";
import { counted, type Grouped, grouped, listed, MARKS, unseenOf } from "./grouped";

const LABELS = { broken: "FAIL", pending: "WAIT", unproven: "?", warning: "NOTE" } as const;

const COLORS = {
  works: "green",
  broken: "red",
  pending: "yellow",
  unproven: "yellow",
  warning: "cyan",
  skipped: "dim",
} as const;

/** What was found, for a terminal. */
export function text(found: Report, { colors }: Terminal): string {
  // From here on no name turns or colours anything.
  const report = seen(found);
  const unseen = unseenOf(report);
  const parts = [
    counted(report),
    ...(report.workloads.length > 0 ? [table(report, colors)] : []),
    ...grouped(report).map((one) => finding(one, colors)),
    ...(unseen.length > 0
      ? [["Could not see:", ...unseen.map((one) => `  ${one}`)].join("\n")]
      : []),
  ];
  return `${parts.join("\n\n")}\n`;
}

function table(report: Report, colors: Terminal["colors"]): string {
  const { rows, left } = listed(report);
  const cells = [
    ["WORKLOAD", ...LINKS.map((link) => link.toUpperCase()), "VERDICT"],
    ...rows.map(({ workload, links, verdict }) => [
      workload,
      ...LINKS.map((link) => MARKS[links[link]]),
      verdict,
    ]),
  ];
  const widths = cells[0].map((_head, at) => Math.max(...cells.map((row) => row[at].length)));
  const padded = (row: readonly string[]) => row.map((cell, at) => cell.padEnd(widths[at]));
  const lines = [
    colors.bold(padded(cells[0]).join("  ").trimEnd()),
    ...rows.map(({ links, verdict }, at) => {
      const [name, ...rest] = padded(cells[at + 1]);
      const states = [...LINKS.map((link) => links[link]), verdict];
      const shown = rest.map((cell, column) => {
        const word = cell.trimEnd();
        return colors[COLORS[states[column]]](word) + cell.slice(word.length);
      });
      return [name, ...shown].join("  ").trimEnd();
    }),
  ];
  return [...lines, ...(left > 0 ? [`and ${left} more that work`] : [])].join("\n");
}

/** How many workloads of a finding are named. */
const NAMED = 5;

function finding(
  { level, id, text: what, got, expected, fix, place, workloads }: Grouped,
  colors: Terminal["colors"],
): string {
  const more = workloads.length > NAMED ? `, and ${workloads.length - NAMED} more` : "";
  const lines: [string, string | undefined][] = [
    ["got", got],
    ["expected", expected],
    ...fix.map((one, at): [string, string] => [at === 0 ? "fix" : "", one]),
    ["written", place && `${place.address} in the stack ${place.stack}`],
    ["of", workloads.slice(0, NAMED).join(", ") + more],
  ];
  return [
    `${colors[COLORS[level]](LABELS[level])} ${id}: ${what}`,
    ...lines.flatMap(([name, value]) =>
      value === undefined ? [] : [`  ${(name && `${name}:`).padEnd(10)}${value}`],
    ),
  ].join("\n");
}
