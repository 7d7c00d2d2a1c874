import type { AccessChange } from "../findings/access-changes";
import type { AccessRow, DrawnReview, FoundRisk, Review, StackSummary } from "../findings/review";
import { summary } from "../findings/summary";
import { mermaid } from "./mermaid";

/** A comment of a pull request holds 65,536 characters. */
const MAX_ROWS = 100;

/** The review in Markdown, as code hosts show it. */
export function markdown({ review, diagram }: DrawnReview): string {
  return (
    [
      "# Review of workload identities",
      summary(review),
      table(
        ["Stack", "Create", "Update", "Replace", "Destroy", "Unchanged"],
        review.stacks.map(stackRow),
      ),
      "## Risks",
      review.risks.length === 0 ? "None found." : risks(review.risks),
      ...(review.accessChanges ? ["## What changes in access", changes(review.accessChanges)] : []),
      "## Who can become whom",
      review.access.length === 0
        ? "No identity trusts a service account."
        : table(
            ["Workloads", "Service account", "Cluster", "Identity", "Roles", "Secrets it may read"],
            review.access.map(accessRow),
          ),
      ...others(review),
      ...(diagram.nodes.length === 0
        ? []
        : [
            "## Trust chain",
            "```mermaid\n" + mermaid(diagram) + "\n```",
            ...leftOut(diagram.left),
          ]),
      ...(review.unseen.length === 0
        ? []
        : ["## What this review could not see", bullets(review.unseen.map(code))]),
    ].join("\n\n") + "\n"
  );
}

function stackRow({ name, counts }: StackSummary): string[] {
  if (!counts) return [code(name), "not planned", "", "", "", ""];
  const { create, update, replace, destroy } = counts;
  return [
    code(name),
    ...[create, update, replace, destroy, counts["no-op"]].map((count) => `${count}`),
  ];
}

function risks(found: readonly FoundRisk[]): string {
  const rows = found.map(({ id, severity, about, reason, findings }) => [
    `**${severity}**`,
    `${plain(capital(about))}<br>\`${id}\``,
    plain(reason),
    limited(
      findings.map(
        ({ stack, address, detail }) => `${code(address)} in ${code(stack)}: ${plain(detail)}`,
      ),
      10,
    ).join("<br>"),
  ]);
  return table(["Severity", "Risk", "Why it matters", "Where"], rows);
}

function changes(all: readonly AccessChange[]): string {
  if (all.length === 0) return "Nothing: once it is applied, the same pods can do the same.";
  const rows = all.map(({ effect, who, before, after, stack, address }) => [
    `**${effect}**`,
    code(who),
    before === undefined ? "" : plain(before),
    after === undefined ? "" : plain(after),
    `${code(address)} in ${code(stack)}`,
  ]);
  return table(["Access", "Who", "Before", "After", "Where"], rows);
}

function accessRow({
  workloads,
  serviceAccount,
  cluster,
  identity,
  roles,
  secrets,
  state,
}: AccessRow): string[] {
  const mark = state === "same" ? "" : ` **(${state})**`;
  return [
    limited(workloads.map(code), 10).join("<br>") || "none in these stacks",
    code(serviceAccount) + mark,
    code(cluster),
    code(identity),
    limited(roles.map(plain), 10).join("<br>") || "none",
    limited(secrets.map(code), 10).join("<br>") || "none in these stacks",
  ];
}

function others({ inventory }: Review): string[] {
  const { otherGrants, untrusted } = inventory;
  return [
    ...(untrusted.length === 0
      ? []
      : [
          "These workloads ask for an identity, and no identity of these stacks trusts them:",
          bullets(
            untrusted.map(
              ({ workload, serviceAccount }) => `${code(workload)} as ${code(serviceAccount)}`,
            ),
          ),
        ]),
    ...(otherGrants.length === 0
      ? []
      : [
          "Roles of others:",
          table(
            ["Principal", "Role", "Scope"],
            otherGrants.map(({ principal, role, scope }) => [
              code(principal),
              plain(role),
              plain(scope),
            ]),
          ),
        ]),
  ];
}

function leftOut(count: number): string[] {
  return count === 0 ? [] : [`${count} more federated credentials are not drawn.`];
}

function table(head: readonly string[], rows: readonly string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const more = rows.length - MAX_ROWS;
  return [
    line(head),
    line(head.map(() => "---")),
    ...rows.slice(0, MAX_ROWS).map(line),
    ...(more > 0 ? ["", `${more} more rows: \`--format json\` has them all.`] : []),
  ].join("\n");
}

function bullets(lines: readonly string[]): string {
  return limited(
    lines.map((line) => `- ${line}`),
    MAX_ROWS,
  ).join("\n");
}

function limited(lines: readonly string[], most: number): string[] {
  if (lines.length <= most) return [...lines];
  return [...lines.slice(0, most), `${lines.length - most} more`];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A name as code. In a table only the pipe has a meaning there; a name with backticks is put in more. */
function code(text: string): string {
  const inner = text.replace(/\s+/g, " ").replace(/\|/g, "\\|");
  const longest = Math.max(0, ...[...inner.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const pad = inner.startsWith("`") || inner.endsWith("`") ? " " : "";
  return `${fence}${pad}${inner}${pad}${fence}`;
}

/** Text in which nothing is markup, mentions someone or links somewhere. */
function plain(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\`*[\]|~]|(?<![a-zA-Z0-9])_|_(?![a-zA-Z0-9])/g, "\\$&")
    .replace(/[@#](?=\w)/g, "$&\u200b")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/\b(https?):\/\//g, "$1:&#8203;//");
}
