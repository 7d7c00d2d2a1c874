import { sayApiServer } from "../../terraform/inventory/cluster-facts";
import { say } from "../../terraform/model/fact";
import { limited } from "../../text/markdown-parts";
import type { Terminal } from "../../text/terminal";
import { FOLDED_AFTER, seen } from "../../text/visible";
import type { AccessChange } from "../changes/access-change";
import type { AccessRow } from "../changes/access-rows";
import { sayClusters, sayUntrusted } from "../changes/other-rows";
import type { DrawnReview, FoundRisk, StackSummary } from "../review";
import { summary } from "../summary";
import { beside, folded } from "./fold";
import { capital, COUNTS, WORDS } from "./words";

/** So many entries of a part are shown. */
const ENTRIES = 50;

const COLORS = {
  critical: "red",
  high: "red",
  medium: "yellow",
  low: "cyan",
  gained: "yellow",
  widened: "yellow",
  changed: "yellow",
  lost: "red",
  narrowed: "cyan",
} as const;

/** The review for a terminal: what it could not see and what is dangerous first. */
export function text(drawn: DrawnReview, terminal: Terminal): string {
  const { colors, width } = terminal;
  // From here on no text of a plan turns or colours anything.
  const { risks, accessChanges, access, stacks, unseen, untrusted, others, clusters } = seen(
    shownOf(drawn),
  );
  const part = (title: string, entries: readonly string[], most = ENTRIES) =>
    [
      colors.bold(folded(title, width)),
      ...limited(entries, most),
      ...(entries.length > most ? ["`--format html` and `--format json` have them all."] : []),
    ].join("\n  ");
  const lines = (texts: readonly string[]) => texts.map((one) => folded(one, width, 4));
  const some = (title: string, entries: readonly string[]) =>
    entries.length === 0 ? [] : [part(title, entries)];

  const parts = [
    folded(
      seen(summary(drawn.review)).replace(/\*\*(.*)\*\*/, (_all, worst: string) =>
        colors.bold(worst),
      ),
      width,
    ),
    ...(unseen.length === 0 ? [] : [part(WORDS.unseen, lines(unseen), FOLDED_AFTER)]),
    part(
      WORDS.risks,
      risks.length === 0 ? [WORDS.noRisks] : risks.map((one) => riskEntry(one, terminal)),
    ),
    ...(accessChanges === undefined
      ? []
      : [
          part(
            WORDS.changes,
            accessChanges.length === 0
              ? [WORDS.noChanges]
              : accessChanges.map((one) => changeEntry(one, terminal)),
          ),
        ]),
    part(
      WORDS.access,
      access.length === 0 ? [WORDS.noAccess] : access.map((row) => accessEntry(row, terminal)),
    ),
    ...some(
      WORDS.untrusted,
      lines(
        untrusted.map(
          ({ workload, serviceAccount, beside: where }) =>
            `${workload} as ${say(serviceAccount)}${where ? ` (${where})` : ""}`,
        ),
      ),
    ),
    ...some(
      WORDS.others,
      lines(others.map(({ principal, role, scope }) => `${principal}: ${role} at ${scope}`)),
    ),
    ...some(
      WORDS.clusters,
      clusters.map(([{ pools, addOns, ...cluster }, name]) =>
        details(name, terminal, {
          "API server": [sayApiServer(cluster)],
          "node pools": [pools.map(say).join(", ") || WORDS.noneSeen],
          "add-ons": [addOns.join(", ") || WORDS.noneSeen],
        }),
      ),
    ),
    part(WORDS.stacks, lines(stacks.map(stackEntry))),
  ];
  return `${parts.join("\n\n")}\n`;
}

function shownOf({ review, others }: DrawnReview) {
  const { risks, accessChanges, access, stacks, unseen, inventory } = review;
  const untrusted = sayUntrusted(inventory);
  const clusters = sayClusters(inventory.clusters);
  return { risks, accessChanges, access, stacks, unseen, untrusted, others, clusters };
}

function riskEntry(
  { id, severity, about, reason, standing, findings }: FoundRisk,
  { colors, width }: Terminal,
): string {
  const where = findings.map(
    ({ stack, address, detail, standing: was }) =>
      `${address} in ${stack}: ${detail}${was && !standing ? " (standing)" : ""}`,
  );
  return beside(
    colors[COLORS[severity]](severity),
    [
      `${colors.bold(capital(about))} (${id})${standing ? ", standing" : ""}`,
      ...limited(where, FOLDED_AFTER),
      colors.dim(reason),
    ],
    { width, indent: 2, column: 12 },
  );
}

function changeEntry(
  { effect, who, before, after, stack, address }: AccessChange,
  { colors, width }: Terminal,
): string {
  return beside(
    colors[COLORS[effect]](effect),
    [
      colors.bold(who),
      ...(before === undefined ? [] : [`before: ${before}`]),
      ...(after === undefined ? [] : [`after:  ${after}`]),
      `${address} in ${stack}`,
    ],
    { width, indent: 2, column: 12 },
  );
}

function accessEntry(
  { workloads, serviceAccount, cluster, identity, roles, secrets, state }: AccessRow,
  terminal: Terminal,
): string {
  const { yellow, red } = terminal.colors;
  const mark = { same: "", new: ` ${yellow("(trust new)")}`, gone: ` ${red("(trust gone)")}` }[
    state
  ];
  const listed = (texts: readonly string[], none: string) =>
    texts.length === 0 ? [none] : limited(texts, FOLDED_AFTER);
  return details(`${serviceAccount} of ${cluster} can become ${identity}${mark}`, terminal, {
    workloads: listed(workloads, WORDS.noneHere),
    roles: listed(roles, WORDS.none),
    secrets: listed(secrets, WORDS.noneHere),
  });
}

/** What is known of something, by name. */
function details(
  head: string,
  { width }: Terminal,
  facts: Readonly<Record<string, readonly string[]>>,
): string {
  const column = Math.max(...Object.keys(facts).map((name) => name.length)) + 7;
  return [
    folded(head, width, 4),
    ...Object.entries(facts).map(
      ([name, texts]) => `  ${beside(`${name}:`, texts, { width, indent: 4, column })}`,
    ),
  ].join("\n  ");
}

function stackEntry({ name, counts }: StackSummary): string {
  if (!counts) return `${name}: ${WORDS.notPlanned}`;
  const told = COUNTS.filter(([action]) => counts[action] > 0).map(
    ([action, head]) => `${counts[action]} ${head.toLowerCase()}`,
  );
  return `${name}: ${told.join(", ") || WORDS.none}`;
}
