import { sayApiServer } from "../../terraform/inventory/cluster-facts";
import { say } from "../../terraform/model/fact";
import { bullets, code, limited, plain, table } from "../../text/markdown-parts";
import type { AccessChange } from "../changes/access-change";
import type { AccessRow } from "../changes/access-rows";
import type { Diagram } from "../diagram/diagram";
import type { DrawnReview, FoundRisk, Review, StackSummary } from "../review";
import { type OtherGrant, sayClusters, sayUntrusted } from "../changes/other-rows";
import { summary } from "../summary";
import { mermaid } from "../diagram/mermaid";
import { capital, COUNTS, WORDS } from "./words";

/** A comment of a pull request on GitHub holds 65,536 characters; some are left for what surrounds it. */
const MAX_LENGTH = 65_000;

/** How much is shown, until the whole fits into a comment. */
const LIMITS = [
  { rows: 100, items: 10, diagram: true },
  { rows: 50, items: 10, diagram: false },
  { rows: 20, items: 5, diagram: false },
  { rows: 8, items: 3, diagram: false },
  { rows: 3, items: 2, diagram: false },
];

type Limits = (typeof LIMITS)[number];

/** The review in Markdown, as code hosts show it, in a length that fits into a comment. */
export function markdown(drawn: DrawnReview): string {
  let written = "";
  for (const limits of LIMITS) {
    written = compose(drawn, limits);
    if (written.length <= MAX_LENGTH) break;
  }
  return written.slice(0, MAX_LENGTH);
}

function compose({ review, diagram, others }: DrawnReview, limits: Limits): string {
  const { rows } = limits;
  const heads = [
    "Workloads",
    "Service account",
    "Cluster",
    "Identity",
    "Roles",
    "Secrets it may read",
  ];
  return (
    [
      `# ${WORDS.title}`,
      summary(review),
      ...(review.accessChanges
        ? [`## ${WORDS.changes}`, changes(review.accessChanges, limits)]
        : []),
      `## ${WORDS.risks}`,
      review.risks.length === 0 ? WORDS.noRisks : risks(review.risks, limits),
      `## ${WORDS.access}`,
      review.access.length === 0
        ? WORDS.noAccess
        : table(
            heads,
            review.access.map((row) => accessRow(row, limits)),
            rows,
          ),
      ...untrusted(review, limits),
      ...rolesOf(others, limits),
      ...trustChain(diagram, limits),
      ...clusters(review, limits),
      `## ${WORDS.stacks}`,
      table(["Stack", ...COUNTS.map(([, head]) => head)], review.stacks.map(stackRow), rows),
      ...(review.unseen.length === 0
        ? []
        : [`## ${WORDS.unseen}`, bullets(review.unseen.map(code), rows)]),
    ].join("\n\n") + "\n"
  );
}

function trustChain(diagram: Diagram, { diagram: drawn }: Limits): string[] {
  if (diagram.nodes.length === 0) return [];
  if (!drawn) return ["## Trust chain", "Too large for a comment: `--format html` draws it."];
  return ["## Trust chain", "```mermaid\n" + mermaid(diagram) + "\n```"];
}

function stackRow({ name, counts }: StackSummary): string[] {
  if (!counts) return [code(name), WORDS.notPlanned, "", "", "", ""];
  return [code(name), ...COUNTS.map(([action]) => `${counts[action]}`)];
}

function risks(found: readonly FoundRisk[], { rows, items }: Limits): string {
  const cells = found.map(({ id, severity, about, reason, standing, findings }) => [
    `**${severity}**${standing ? "<br>standing" : ""}`,
    `${plain(capital(about))}<br>\`${id}\``,
    plain(reason),
    limited(
      findings.map(
        ({ stack, address, detail, standing: was }) =>
          `${code(address)} in ${code(stack)}: ${plain(detail)}${was && !standing ? " (standing)" : ""}`,
      ),
      items,
    ).join("<br>"),
  ]);
  return table(["Severity", "Risk", "Why it matters", "Where"], cells, rows);
}

function changes(all: readonly AccessChange[], { rows }: Limits): string {
  if (all.length === 0) return WORDS.noChanges;
  const cells = all.map(({ effect, who, before, after, stack, address }) => [
    `**${effect}**`,
    code(who),
    before === undefined ? "" : plain(before),
    after === undefined ? "" : plain(after),
    `${code(address)} in ${code(stack)}`,
  ]);
  return table(["Access", "Who", "Before", "After", "Where"], cells, rows);
}

function accessRow(
  { workloads, serviceAccount, cluster, identity, roles, secrets, state }: AccessRow,
  { items }: Limits,
): string[] {
  const mark = state === "same" ? "" : ` **(trust ${state})**`;
  const listed = (texts: readonly string[], none: string) =>
    limited(texts, items).join("<br>") || none;
  return [
    listed(workloads.map(code), WORDS.noneHere),
    code(serviceAccount) + mark,
    code(cluster),
    code(identity),
    listed(roles.map(plain), WORDS.none),
    listed(secrets.map(code), WORDS.noneHere),
  ];
}

function untrusted({ inventory }: Review, { rows }: Limits): string[] {
  const lines = sayUntrusted(inventory).map(
    ({ workload, serviceAccount, beside }) =>
      `${code(workload)} as ${code(say(serviceAccount))}${beside ? ` (${code(beside)})` : ""}`,
  );
  if (lines.length === 0) return [];
  return [WORDS.untrusted, bullets(lines, rows)];
}

function rolesOf(others: readonly OtherGrant[], { rows }: Limits): string[] {
  if (others.length === 0) return [];
  const cells = others.map(({ principal, role, scope }) => [
    code(principal),
    plain(role),
    plain(scope),
  ]);
  return [`${WORDS.others}:`, table(["Principal", "Role", "Scope"], cells, rows)];
}

/** Folded: of interest to whoever asks where the pods run. */
function clusters({ inventory }: Review, { rows, items }: Limits): string[] {
  const all = inventory.clusters;
  if (all.length === 0) return [];
  const listed = (texts: readonly string[]) =>
    limited(texts, items).map(plain).join(", ") || WORDS.noneSeen;
  const cells = sayClusters(all).map(([cluster, name]) => [
    code(name),
    plain(sayApiServer(cluster)),
    listed(cluster.pools.map(say)),
    listed(cluster.addOns),
  ]);
  return [
    `## ${WORDS.clusters}`,
    `<details><summary>${all.length === 1 ? "1 cluster" : `${all.length} clusters`}</summary>`,
    table(["Cluster", "API server", "Node pools", "Add-ons"], cells, rows),
    "</details>",
  ];
}
