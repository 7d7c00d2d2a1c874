import { createHash } from "node:crypto";
import { Html, html } from "./markup";

/** From so many rows on a page has a filter. */
export const FILTERED_FROM = 20;

/** Shows the rows that hold all words, and opens what is folded around them. Without it all is there still. */
const SCRIPT = `
(() => {
  const form = document.getElementById("filter");
  const field = form.querySelector("input");
  const said = form.querySelector("output");
  const all = (selector) => [...document.querySelectorAll(selector)];
  const texts = new Map();
  const textOf = (one) => {
    if (!texts.has(one)) texts.set(one, one.textContent.toLowerCase());
    return texts.get(one);
  };
  const rows = all("main tbody tr, main ul:not(.legend) > li");
  const folds = all("main details");
  const lists = all("main table, main ul:not(.legend)");
  const open = new Map();
  const show = () => {
    const words = field.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const active = words.length > 0;
    const has = (one) => words.every((word) => textOf(one).includes(word));
    let shown = 0;
    for (const row of rows) {
      const fits = has(row);
      row.classList.toggle("out", !fits);
      if (fits) shown++;
    }
    for (const list of lists) list.classList.toggle("out", !list.querySelector("tbody tr:not(.out), li:not(.out)"));
    for (const fold of folds) {
      if (active && !open.has(fold)) open.set(fold, fold.open);
      if (active) fold.open = has(fold);
      else if (open.has(fold)) fold.open = open.get(fold);
    }
    if (!active) open.clear();
    said.textContent = active ? shown + " of " + rows.length + " rows" : rows.length + " rows";
  };
  field.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  show();
})();
`;

/** What a policy for content has to allow so that the script runs, and no other. */
export const SCRIPT_POLICY = `'sha256-${createHash("sha256").update(SCRIPT).digest("base64")}'`;

/** The field; it is there where scripts run. */
export const FILTER_FIELD = html`<form id="filter" role="search" hidden>
  <label>Filter the rows <input type="search" autocomplete="off" spellcheck="false" /></label>
  <output aria-live="polite"></output>
</form>`;

export const FILTER_SCRIPT = new Html(`<script>${SCRIPT}</script>`);
