import { sayApiServer } from "../../terraform/inventory/cluster-facts";
import { say } from "../../terraform/model/fact";
import type { AccessChange } from "../changes/access-change";
import type { AccessRow } from "../changes/access-rows";
import { type OtherGrant, sayClusters, sayUntrusted } from "../changes/other-rows";
import { type Diagram, legendOf, notDrawn } from "../diagram/diagram";
import type { DrawnReview, FoundRisk, Review, StackSummary } from "../review";
import { svg } from "../diagram/svg";
import { FILTER_FIELD, FILTER_SCRIPT, FILTERED_FROM, SCRIPT_POLICY } from "./filter";
import { contents, head } from "./html-head";
import { STYLE } from "./html-style";
import {
  broken,
  bullets,
  Html,
  html,
  lines,
  name,
  type Part,
  section,
  type Section,
  table,
} from "./markup";
import { COUNTS, WORDS } from "./words";

/** The review as one file: no font, no diagram and no script from elsewhere. */
export async function page(drawn: DrawnReview, version: string): Promise<string> {
  const sections = await sectionsOf(drawn);
  const rows = sections.reduce((sum, one) => sum + (one.rows ?? 0), 0);
  const filtered = rows >= FILTERED_FROM;
  const body = html`<header>${head(drawn, version)} ${contents(sections)}</header>
    ${filtered && FILTER_FIELD}
    <main>${sections.map(section)}</main>
    ${filtered && FILTER_SCRIPT}`;
  const scripts = filtered ? `; script-src ${SCRIPT_POLICY}` : "";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'${scripts}">
<title>${WORDS.title}</title>
<style>${STYLE}</style>
</head>
<body>
${body.text}
</body>
</html>
`;
}

async function sectionsOf({ review, diagram, others }: DrawnReview): Promise<Section[]> {
  const { risks, access, accessChanges, stacks, unseen, inventory } = review;
  const of = (id: string, title: string, rows: number, body: Part) => ({ id, title, rows, body });
  return [
    ...(accessChanges
      ? [of("changes", WORDS.changes, accessChanges.length, changes(accessChanges))]
      : []),
    of(
      "risks",
      WORDS.risks,
      risks.length,
      risks.length === 0 ? html`<p>${WORDS.noRisks}</p>` : table(RISK, risks.map(riskRow)),
    ),
    of("access", WORDS.access, access.length + others.length + inventory.untrusted.length, [
      access.length === 0 ? html`<p>${WORDS.noAccess}</p>` : table(ACCESS, access.map(accessRow)),
      untrusted(review),
      rolesOf(others),
    ]),
    ...(diagram.nodes.length === 0
      ? []
      : [{ id: "trust", title: "Trust chain", body: await trustChain(diagram) }]),
    ...(inventory.clusters.length === 0
      ? []
      : [of("clusters", WORDS.clusters, inventory.clusters.length, clusters(review))]),
    of("stacks", WORDS.stacks, stacks.length, table(STACK, stacks.map(stackRow))),
    ...(unseen.length === 0 ? [] : [of("unseen", WORDS.unseen, unseen.length, bullets(unseen))]),
  ];
}

async function trustChain(diagram: Diagram): Promise<Part> {
  const legend = legendOf(diagram);
  return [
    legend.length > 0 &&
      html`<ul class="legend">
        ${legend.map(({ state, words }) => html`<li class="${state}">${words}</li>`)}
      </ul>`,
    html`<figure tabindex="0" role="region" aria-label="Trust chain">
      ${new Html(await svg(diagram))}
    </figure>`,
    diagram.left.length > 0 && html`<p>${notDrawn(diagram)}</p>`,
  ];
}

const RISK = ["Severity", "Risk", "Why it matters", "Where"];
const ACCESS = [
  "Workloads",
  "Service account",
  "Cluster",
  "Identity",
  "Roles",
  "Secrets it may read",
];
const STACK = ["Stack", ...COUNTS.map(([, head]) => head)];

function stackRow({ name: stack, counts }: StackSummary): Part[] {
  if (!counts) return [name(stack), html`<i>${WORDS.notPlanned}</i>`, "", "", "", ""];
  return [name(stack), ...COUNTS.map(([action]) => counts[action])];
}

function riskRow({ id, severity, about, reason, standing, findings }: FoundRisk): Part[] {
  const where = findings.map(
    ({ stack, address, detail, standing: was }) =>
      html`${name(address)} in ${name(stack)}:
      ${broken(detail)}${was && !standing ? " (standing)" : undefined}`,
  );
  return [
    html`<span class="badge ${severity}">${severity}</span
      >${standing ? html`<br /><small>standing</small>` : undefined}`,
    html`<b>${about}</b><br /><small>${id}</small>`,
    reason,
    lines(where, ""),
  ];
}

function clusters({ inventory }: Review): Part {
  const all = inventory.clusters;
  return html`<details>
    <summary>${all.length === 1 ? "1 cluster" : `${all.length} clusters`}</summary>
    ${table(
      ["Cluster", "API server", "Node pools", "Add-ons"],
      sayClusters(all).map(([cluster, said]) => [
        name(said),
        sayApiServer(cluster),
        lines(cluster.pools.map(say), WORDS.noneSeen),
        lines(cluster.addOns, WORDS.noneSeen),
      ]),
    )}
  </details>`;
}

function changes(all: readonly AccessChange[]): Part {
  if (all.length === 0) return html`<p>${WORDS.noChanges}</p>`;
  return table(
    ["Access", "Who", "Before", "After", "Where"],
    all.map(({ effect, who, before, after, stack, address }) => [
      html`<span class="badge ${effect}">${effect}</span>`,
      name(who),
      before,
      after,
      html`${name(address)} in ${name(stack)}`,
    ]),
  );
}

function accessRow({
  workloads,
  serviceAccount,
  cluster,
  identity,
  roles,
  secrets,
  state,
}: AccessRow): Part[] {
  const mark =
    state === "same" ? undefined : html` <span class="badge ${state}">trust ${state}</span>`;
  return [
    lines(
      workloads.map((workload) => name(workload)),
      WORDS.noneHere,
    ),
    [name(serviceAccount), mark],
    name(cluster),
    name(identity),
    lines(roles, WORDS.none),
    lines(
      secrets.map((secret) => name(secret)),
      WORDS.noneHere,
    ),
  ];
}

function untrusted({ inventory }: Review): Part {
  const all = sayUntrusted(inventory);
  return (
    all.length > 0 && [
      html`<h3>Workloads that no identity of these stacks trusts</h3>`,
      bullets(
        all.map(
          ({ workload, serviceAccount, beside }) =>
            html`${name(workload)} as
            ${name(say(serviceAccount))}${beside && [" (", name(beside), ")"]}`,
        ),
      ),
    ]
  );
}

function rolesOf(others: readonly OtherGrant[]): Part {
  return (
    others.length > 0 && [
      html`<h3>${WORDS.others}</h3>`,
      table(
        ["Principal", "Role", "Scope"],
        others.map(({ principal, role, scope }) => [name(principal), role, scope]),
      ),
    ]
  );
}
