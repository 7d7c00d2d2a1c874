import { visible } from "../../output/visible";
import { LINKS, type Report } from "../report";
import { counted, type Grouped, grouped, listed, MARKS, unseenOf } from "./grouped";

const LABELS = { broken: "FAIL", pending: "WAIT", unproven: "?", warning: "NOTE" } as const;

/** What was found, for a terminal. */
export function text(report: Report): string {
  const unseen = unseenOf(report);
  const parts = [
    counted(report),
    ...(report.workloads.length > 0 ? [table(report)] : []),
    ...grouped(report).map(finding),
    ...(unseen.length > 0
      ? [["Could not see:", ...unseen.map((one) => `  ${one}`)].join("\n")]
      : []),
  ];
  return `${parts.join("\n\n").split("\n").map(visible).join("\n")}\n`;
}

function table(report: Report): string {
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
  const lines = cells.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at]))
      .join("  ")
      .trimEnd(),
  );
  return [...lines, ...(left > 0 ? [`and ${left} more that work`] : [])].join("\n");
}

/** How many workloads of a finding are named. */
const NAMED = 5;

function finding({ level, id, text, got, expected, fix, place, workloads }: Grouped): string {
  const more = workloads.length > NAMED ? `, and ${workloads.length - NAMED} more` : "";
  const lines: [string, string | undefined][] = [
    ["got", got],
    ["expected", expected],
    ...fix.map((one, at): [string, string] => [at === 0 ? "fix" : "", one]),
    ["written", place && `${place.address} in the stack ${place.stack}`],
    ["of", workloads.slice(0, NAMED).join(", ") + more],
  ];
  return [
    `${LABELS[level]} ${id}: ${text}`,
    ...lines.flatMap(([name, value]) =>
      value === undefined ? [] : [`  ${(name && `${name}:`).padEnd(10)}${value}`],
    ),
  ].join("\n");
}
