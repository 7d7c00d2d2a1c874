import type { AccessChange } from "../findings/access-changes";
import type { AccessRow, DrawnReview, FoundRisk, Review, StackSummary } from "../findings/review";
import { summary } from "../findings/summary";
import { STYLE } from "./html-style";
import { svg } from "./svg";
import { visible } from "./visible";

/** Text that is HTML already. */
class Html {
  constructor(public readonly text: string) {}
}

type Part = string | number | undefined | Html | readonly Part[];

/** Builds HTML; whatever is not HTML already is escaped. */
function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.reduce((all, text, index) => all + render(parts[index - 1]) + text));
}

function render(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(render).join("");
  return visible(String(part)).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The review as one file: no script, no font, no diagram from elsewhere. */
export async function page({ review, diagram }: DrawnReview): Promise<string> {
  const drawn = diagram.nodes.length === 0 ? undefined : new Html(await svg(diagram));
  const { risks, access, accessChanges, stacks, unseen } = review;
  const body = html`<header>
      <h1>Review of workload identities</h1>
      <p class="summary ${risks[0]?.severity ?? "none"}">${summary(review).replace(/\*\*/g, "")}</p>
      ${table(["Stack", "Create", "Update", "Replace", "Destroy", "Unchanged"], stacks.map(stackRow))}
    </header>
    <main>
      ${
        accessChanges &&
        html`<section>
          <h2>What changes in access</h2>
          ${changes(accessChanges)}
        </section>`
      }
      <section>
        <h2>Risks</h2>
        ${
          risks.length === 0
            ? html`<p>None found.</p>`
            : table(["Severity", "Risk", "Why it matters", "Where"], risks.map(riskRow))
        }
      </section>
      <section>
        <h2>Who can become whom</h2>
        ${
          access.length === 0
            ? html`<p>No identity trusts a service account.</p>`
            : table(
                [
                  "Workloads",
                  "Service account",
                  "Cluster",
                  "Identity",
                  "Roles",
                  "Secrets it may read",
                ],
                access.map(accessRow),
              )
        }
        ${others(review)}
      </section>
      ${
        drawn &&
        html`<section>
          <h2>Trust chain</h2>
          ${accessChanges && LEGEND}
          <figure>${drawn}</figure>
          ${diagram.left > 0 ? html`<p>${diagram.left} more federated credentials are not drawn.</p>` : undefined}
        </section>`
      }
      ${
        unseen.length === 0
          ? undefined
          : html`<section>
              <h2>What this review could not see</h2>
              <ul>
                ${unseen.map((line) => html`<li>${line}</li>`)}
              </ul>
            </section>`
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

function table(head: readonly string[], rows: readonly Part[][]): Html {
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function lines(items: readonly Part[], none: string): Part {
  return items.length === 0 ? html`<i>${none}</i>` : items.map((item) => html`<div>${item}</div>`);
}

function stackRow({ name, counts }: StackSummary): Part[] {
  if (!counts) return [html`<code>${name}</code>`, html`<i>not planned</i>`, "", "", "", ""];
  const { create, update, replace, destroy } = counts;
  return [html`<code>${name}</code>`, create, update, replace, destroy, counts["no-op"]];
}

function riskRow({ id, severity, about, reason, standing, findings }: FoundRisk): Part[] {
  const where = findings.map(
    ({ stack, address, detail }) =>
      html`<code>${address}</code> in <code>${stack}</code>: ${detail}`,
  );
  return [
    html`<span class="badge ${severity}">${severity}</span
      >${standing ? html`<br /><small>standing</small>` : undefined}`,
    html`<b>${about}</b><br /><small>${id}</small>`,
    reason,
    lines(where, ""),
  ];
}

function changes(all: readonly AccessChange[]): Html {
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
          <ul>
            ${untrusted.map(
              (one) =>
                html`<li><code>${one.workload}</code> as <code>${one.serviceAccount}</code></li>`,
            )}
          </ul>`,
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
