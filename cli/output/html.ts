import type { AccessChange } from "../findings/access-change";
import type { AccessRow } from "../findings/access-rows";
import { sayApiServer } from "../findings/cluster-facts";
import { notDrawn } from "../findings/diagram";
import type { DrawnReview, FoundRisk, Review, StackSummary } from "../findings/review";
import { summary } from "../findings/summary";
import { STYLE } from "./html-style";
import { bullets, Html, html, lines, type Part, section, table } from "./markup";
import { svg } from "./svg";

/** The review as one file: no script, no font, no diagram from elsewhere. */
export async function page({ review, diagram }: DrawnReview): Promise<string> {
  const drawn = diagram.nodes.length === 0 ? undefined : new Html(await svg(diagram));
  const { risks, access, accessChanges, stacks, unseen } = review;
  const worst = risks.find(({ standing }) => !standing)?.severity ?? "none";
  const body = html`<header>
      <h1>Review of workload identities</h1>
      <p class="summary ${worst}">${summary(review).replace(/\*\*/g, "")}</p>
    </header>
    <main>
      ${accessChanges && section("What changes in access", changes(accessChanges))}
      ${section("Risks", risks.length === 0 ? html`<p>None found.</p>` : table(RISK, risks.map(riskRow)))}
      ${section(
        "Who can become whom",
        access.length === 0
          ? html`<p>No identity trusts a service account.</p>`
          : table(ACCESS, access.map(accessRow)),
        others(review),
      )}
      ${
        drawn &&
        section(
          "Trust chain",
          accessChanges && LEGEND,
          html`<figure tabindex="0" role="region" aria-label="Trust chain">${drawn}</figure>`,
          diagram.left.length > 0 ? html`<p>${notDrawn(diagram)}</p>` : undefined,
        )
      }
      ${clusters(review)} ${section("Stacks", table(STACK, stacks.map(stackRow)))}
      ${
        unseen.length === 0 ? undefined : section("What this review could not see", bullets(unseen))
      }
    </main>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Review of workload identities</title>
<style>${STYLE}</style>
</head>
<body>
${body.text}
</body>
</html>
`;
}

const LEGEND = html`<p class="legend">
  <span class="new">new</span> <span class="gone">gone</span> <span>stays</span>
</p>`;

const RISK = ["Severity", "Risk", "Why it matters", "Where"];
const ACCESS = [
  "Workloads",
  "Service account",
  "Cluster",
  "Identity",
  "Roles",
  "Secrets it may read",
];
const STACK = ["Stack", "Create", "Update", "Replace", "Destroy", "Unchanged"];

function stackRow({ name, counts }: StackSummary): Part[] {
  if (!counts) return [html`<code>${name}</code>`, html`<i>not planned</i>`, "", "", "", ""];
  const { create, update, replace, destroy } = counts;
  return [html`<code>${name}</code>`, create, update, replace, destroy, counts["no-op"]];
}

function riskRow({ id, severity, about, reason, standing, findings }: FoundRisk): Part[] {
  const where = findings.map(
    ({ stack, address, detail, standing: was }) =>
      html`<code>${address}</code> in <code>${stack}</code>:
        ${detail}${was && !standing ? " (standing)" : undefined}`,
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
  if (all.length === 0) return undefined;
  return section(
    "Clusters",
    html`<details>
      <summary>${all.length === 1 ? "1 cluster" : `${all.length} clusters`}</summary>
      ${table(
        ["Cluster", "API server", "Node pools", "Add-ons"],
        all.map((cluster) => [
          html`<code>${cluster.name}</code>`,
          sayApiServer(cluster),
          lines(cluster.pools, "none seen"),
          lines(cluster.addOns, "none seen"),
        ]),
      )}
    </details>`,
  );
}

function changes(all: readonly AccessChange[]): Part {
  if (all.length === 0)
    return html`<p>Nothing: once it is applied, the same pods can do the same.</p>`;
  return table(
    ["Access", "Who", "Before", "After", "Where"],
    all.map(({ effect, who, before, after, stack, address }) => [
      html`<span class="badge ${effect}">${effect}</span>`,
      html`<code>${who}</code>`,
      before,
      after,
      html`<code>${address}</code> in <code>${stack}</code>`,
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
  const mark = state === "same" ? undefined : html` <span class="badge ${state}">${state}</span>`;
  return [
    lines(
      workloads.map((workload) => html`<code>${workload}</code>`),
      "none in these stacks",
    ),
    [html`<code>${serviceAccount}</code>`, mark],
    html`<code>${cluster}</code>`,
    html`<code>${identity}</code>`,
    lines(roles, "none"),
    lines(
      secrets.map((secret) => html`<code>${secret}</code>`),
      "none in these stacks",
    ),
  ];
}

function others({ inventory }: Review): Part {
  const { otherGrants, untrusted } = inventory;
  return [
    untrusted.length === 0
      ? undefined
      : html`<h3>Workloads that no identity of these stacks trusts</h3>
          ${bullets(
            untrusted.map(
              (one) => html`<code>${one.workload}</code> as <code>${one.serviceAccount}</code>`,
            ),
          )}`,
    otherGrants.length === 0
      ? undefined
      : html`<h3>Roles of others</h3>
          ${table(
            ["Principal", "Role", "Scope"],
            otherGrants.map(({ principal, role, scope }) => [
              html`<code>${principal}</code>`,
              role,
              scope,
            ]),
          )}`,
  ];
}
