import { bullets, code, plain, table, wholeCode } from "../../text/markdown-parts";
import { LINKS, type Report } from "../report";
import { counted, grouped, listed, MARKS, unseenOf } from "./grouped";

/** Long tables are folded, and nothing of them is left out. */
const MOST = Infinity;

/** What was found, in Markdown for the summary of a run. */
export function markdown(report: Report): string {
  const { rows, left } = listed(report);
  const unseen = unseenOf(report);
  const found = grouped(report);
  const cells = rows.map(({ workload, links, verdict }) => [
    code(workload),
    ...LINKS.map((link) => MARKS[links[link]]),
    `**${verdict}**`,
  ]);
  return [
    "# Workload identities, as they are",
    `${plain(counted(report))}.`,
    ...(rows.length > 0 ? [table(["Workload", ...LINKS, "Verdict"], cells, MOST)] : []),
    ...(left > 0 ? [`${left} more work.`] : []),
    ...(found.length > 0
      ? [
          "## Findings",
          table(
            ["Finding", "What", "Got", "Expected", "Fix", "Of"],
            found.map(({ id, level, text, got, expected, fix, workloads }) => [
              `**${level}**<br>\`${id}\``,
              plain(text),
              got === undefined ? "" : code(got),
              expected === undefined ? "" : code(expected),
              fix.map((one) => (COMMAND.test(one) ? wholeCode(one) : plain(one))).join("<br>"),
              workloads.slice(0, 10).map(code).join("<br>"),
            ]),
            MOST,
          ),
        ]
      : []),
    ...(unseen.length > 0 ? ["## Could not see", bullets(unseen.map(plain), MOST)] : []),
  ]
    .join("\n\n")
    .concat("\n");
}

const COMMAND = /^(az|kubectl|helm) /;
