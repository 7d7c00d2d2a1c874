import type { Terminal } from "../../text/terminal";
import { seen } from "../../text/visible";
import { LINKS, type Report, type State } from "../report";
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

/** A word of the table, and what colours it. */
interface Cell {
  readonly word: string;
  readonly paint: (word: string) => string;
}

const plain = (word: string): Cell => ({ word, paint: (same) => same });

function table(report: Report, colors: Terminal["colors"]): string {
  const { rows, left } = listed(report);
  const painted = (state: State, word: string): Cell => ({ word, paint: colors[COLORS[state]] });
  const head = ["WORKLOAD", ...LINKS.map((link) => link.toUpperCase()), "VERDICT"].map(plain);
  const body = rows.map(({ workload, links, verdict }) => [
    plain(workload),
    ...LINKS.map((link) => painted(links[link], MARKS[links[link]])),
    painted(verdict, verdict),
  ]);
  const widths = head.map((_title, at) =>
    Math.max(...[head, ...body].map((cells) => cells[at]?.word.length ?? 0)),
  );
  const line = (cells: readonly Cell[]) =>
    cells
      .map(({ word, paint }, at) => paint(word) + word.padEnd(widths[at] ?? 0).slice(word.length))
      .join("  ")
      .trimEnd();
  const lines = [colors.bold(line(head)), ...body.map(line)];
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
