import { DARK, DIAGRAM_STYLE, LIGHT } from "./diagram-style";

/** The style of the page: light and dark, on screen and on paper. */
export const STYLE = `
:root { color-scheme: light dark; ${LIGHT} }
@media (prefers-color-scheme: dark) { :root { ${DARK} } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem; max-width: 80rem; background: var(--ground); color: var(--ink);
  font: 15px/1.5 Helvetica, Arial, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.2rem 0 .4rem; }
.summary { padding: .7rem 1rem; border-left: 4px solid var(--green); background: var(--panel); }
.summary.critical, .summary.high { border-color: var(--red); }
.summary.medium, .summary.low { border-color: var(--amber); }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid var(--line); padding: .4rem .6rem; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; min-width: 6rem; }
th { background: var(--panel); }
code { font: 13px/1.5 ui-monospace, Menlo, Consolas, monospace; }
li { overflow-wrap: anywhere; }
summary { cursor: pointer; padding: .3rem 0; color: var(--blue); }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
small, i { color: var(--dim); }
.badge, .legend span { display: inline-block; padding: 0 .5rem; border: 1px solid currentColor;
  border-radius: 1rem; font-size: .87em; font-weight: 600; color: var(--dim); }
.badge.critical, .badge.high, .badge.lost, .badge.gone, .legend .gone { color: var(--red); }
.badge.medium, .badge.widened, .badge.changed { color: var(--amber); }
.badge.gained, .badge.new, .legend .new { color: var(--green); }
.badge.narrowed { color: var(--blue); }
figure { margin: 0; padding: 1rem; border: 1px solid var(--line); border-radius: 6px; overflow-x: auto; }
svg { display: block; max-width: 100%; height: auto; }
${DIAGRAM_STYLE.trim()}
@media screen and (max-width: 56rem) {
  body { padding: 1rem; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tr, td { display: block; }
  tr { margin-bottom: .8rem; border: 1px solid var(--line); border-radius: 6px; padding: .4rem .6rem; }
  td { border: 0; padding: .15rem 0; }
  td::before { content: attr(data-head); display: block; font-size: 12px; color: var(--dim); }
  td:empty { display: none; }
  svg { max-width: none; }
}
@media print {
  body { padding: 0; max-width: none; font-size: 11px; }
  code { font-size: 10px; }
  summary { display: none; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  thead { display: table-header-group; }
  tr, figure { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  figure { overflow: visible; border: 0; padding: 0; }
}
`;
