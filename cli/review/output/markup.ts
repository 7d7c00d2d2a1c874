import { FOLDED_AFTER, visible } from "../../text/visible";

/** Text that is HTML already. */
export class Html {
  constructor(public readonly text: string) {}
}

/** What may stand in HTML; whatever is not HTML already is escaped. */
export type Part = string | number | undefined | false | Html | readonly Part[];

/** Builds HTML. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.reduce((all, text, index) => all + render(parts[index - 1]) + text));
}

function render(part: Part): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(render).join("");
  return visible(String(part)).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A part of the page. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** How many rows it has. */
  readonly rows?: number;
  readonly body: Part;
}

export function section({ id, title, body }: Section): Html {
  return html`<section id="${id}">
    <h2>${title}</h2>
    ${body}
  </section>`;
}

const BREAK = new Html("<wbr>");

/** Text that may go on in the next line behind the parts of a name. */
export function broken(text: string): Part {
  const parts = text.split(/(?<=[/_.])(?=[^\s/_.])/);
  return parts.map((part, index) => (index === 0 ? part : [BREAK, part]));
}

/** A name, as it is written. */
export function name(text: string): Html {
  return html`<code>${broken(text)}</code>`;
}

function cellOf(cell: Part): Part {
  return typeof cell === "string" ? broken(cell) : cell;
}

/** A table; each cell knows its head, for screens on which it stands alone. Many rows are folded. */
export function table(head: readonly string[], rows: readonly Part[][]): Part {
  const line = (row: readonly Part[]) =>
    html`<tr>
      ${row.map((cell, at) => html`<td data-head="${head[at]}">${cellOf(cell)}</td>`)}
    </tr>`;
  return folded(
    rows,
    (some) =>
      html`<table>
        <thead>
          <tr>
            ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${some.map(line)}
        </tbody>
      </table>`,
  );
}

export function bullets(items: readonly Part[]): Part {
  return folded(
    items,
    (some) =>
      html`<ul>
        ${some.map((item) => html`<li>${cellOf(item)}</li>`)}
      </ul>`,
  );
}

/** Lines of a cell. */
export function lines(items: readonly Part[], none: string): Part {
  if (items.length === 0) return html`<i>${none}</i>`;
  return folded(items, (some) => html`${some.map((item) => html`<div>${cellOf(item)}</div>`)}`);
}

function folded<T>(items: readonly T[], shown: (some: readonly T[]) => Html): Part {
  const rest = items.slice(FOLDED_AFTER);
  return [
    shown(items.slice(0, FOLDED_AFTER)),
    rest.length > 0
      ? html`<details class="folded">
          <summary>${rest.length} more</summary>
          ${shown(rest)}
        </details>`
      : undefined,
  ];
}
