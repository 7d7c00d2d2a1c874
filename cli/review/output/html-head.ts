import type { DrawnReview, FoundRisk, StackSummary } from "../review";
import { SEVERITIES } from "../risks/severity";
import { summary } from "../summary";
import { broken, type Html, html, name, type Part, type Section } from "./markup";
import { WORDS } from "./words";

/** More stacks are counted: the table at the end has them all. */
const NAMED = 8;

/** What is reviewed, and how bad it is. */
export function head(drawn: DrawnReview, version: string): Html {
  const { review, plannedAt } = drawn;
  const worst = review.risks.find(({ standing }) => !standing)?.severity ?? "none";
  return html`<h1>${WORDS.title}</h1>
    <p class="summary ${worst}">${summary(review).replace(/\*\*/g, "")}</p>
    ${counts(review.risks)}
    <dl>
      <div>
        <dt>${review.stacks.length === 1 ? "Stack" : "Stacks"}</dt>
        <dd>${stacks(review.stacks)}</dd>
      </div>
      ${
        plannedAt.length > 0 &&
        html`<div>
          <dt>Planned</dt>
          <dd>${period(plannedAt)}</dd>
        </div>`
      }
      <div>
        <dt>Reviewed with</dt>
        <dd>aks-workload-identity ${version}</dd>
      </div>
    </dl>`;
}

/** How many risks there are of each severity, worst first: those that the plans bring, then those that stood. */
function counts(risks: readonly FoundRisk[]): Part {
  const badges = [false, true].flatMap((is) =>
    SEVERITIES.flatMap((severity) => {
      const count = risks.filter((one) => one.standing === is && one.severity === severity).length;
      if (count === 0) return [];
      return [html`<li class="badge ${severity}">${count} ${severity}${is && ", standing"}</li>`];
    }),
  );
  return (
    badges.length > 0 &&
    html`<ul class="counts" aria-label="Risks by severity">
      ${badges}
    </ul>`
  );
}

function stacks(all: readonly StackSummary[]): Part {
  const named = all.slice(0, NAMED).map(({ name: stack, source }, index) => {
    return html`${index > 0 && ", "}${name(stack)}${source === "synthesized" && " (no plan)"}`;
  });
  return [named, all.length > NAMED && ` and ${all.length - NAMED} more`];
}

/** When plans were made. A review is the same whenever it is written: it does not look at the clock. */
function period(times: readonly string[]): Part {
  const minutes = times.map(minute);
  const [first = ""] = minutes;
  const last = minutes.at(-1);
  return broken(first === last ? first : `${first} to ${last}`);
}

function minute(time: string): string {
  const [, day, hour] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?Z$/.exec(time) ?? [];
  return day === undefined ? time : `${day} ${hour} UTC`;
}

/** Where what is on the page. */
export function contents(sections: readonly Section[]): Html {
  return html`<nav aria-label="Contents">
    <ul>
      ${sections.map(
        ({ id, title, rows }) =>
          html`<li>
            <a href="#${id}">${title}</a>${rows !== undefined && html` <small>${rows}</small>`}
          </li>`,
      )}
    </ul>
  </nav>`;
}
