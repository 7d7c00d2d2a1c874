import { DARK, DIAGRAM_STYLE, LIGHT } from "../diagram/diagram-style";

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
dl { display: flex; flex-wrap: wrap; gap: .3rem 2rem; margin: .8rem 0; }
dt { font-size: .87em; color: var(--dim); }
dd { margin: 0; overflow-wrap: anywhere; }
a { color: var(--blue); }
.counts, nav ul, .legend { display: flex; flex-wrap: wrap; gap: .4rem 1rem; margin: .8rem 0; padding: 0; list-style: none; }
section { scroll-margin-top: 3.5rem; }
#filter { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .3rem 1rem; align-items: center;
  padding: .5rem 0; background: var(--ground); border-bottom: 1px solid var(--line); }
#filter[hidden] { display: none; }
#filter input { font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--dim);
  border-radius: 6px; padding: .2rem .5rem; width: 16rem; max-width: 100%; }
.badge { display: inline-block; padding: 0 .5rem; border: 1px solid currentColor;
  border-radius: 1rem; font-size: .87em; font-weight: 600; color: var(--dim); }
.badge.critical, .badge.high, .badge.lost, .badge.gone { color: var(--red); }
.badge.medium, .badge.widened, .badge.changed { color: var(--amber); }
.badge.gained, .badge.new { color: var(--green); }
.badge.narrowed { color: var(--blue); }
figure { margin: 0; padding: 1rem; border: 1px solid var(--line); border-radius: 6px; overflow-x: auto; }
.legend li::before { content: ""; display: inline-block; width: 1.5rem; height: .8rem; margin-right: .5rem;
  border: 2px solid var(--dim); border-radius: 3px; background: var(--panel); }
.legend .new::before { border-color: var(--green); }
.legend .gone::before { border: 2px dashed var(--red); }
.legend .replaced::before { border: 3px solid var(--red); }
.legend .changed::before { border-color: var(--amber); }
.legend .same::before { border-width: 1px; }
.legend .unknown::before { border-style: dotted; }
.legend .outside::before { border: 1px dotted var(--dim); }
svg { display: block; max-width: 100%; height: auto; }
svg.wide { max-width: none; }
${DIAGRAM_STYLE.trim()}
@media screen {
  th, td { min-width: 7.5rem; }
  .out { display: none; }
}
@media screen and (max-width: 56rem) {
  body { padding: 1rem; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tr, td { display: block; }
  tr { margin-bottom: .8rem; border: 1px solid var(--line); border-radius: 6px; padding: .4rem .6rem; }
  td { border: 0; padding: .15rem 0; }
  td::before { content: attr(data-head); display: block; font-size: 12px; color: var(--dim); }
  td:empty { display: none; }
  svg { max-width: none; }
  section { scroll-margin-top: 6rem; }
}
@media print {
  body { padding: 0; max-width: none; font-size: 11px; }
  code { font-size: 10px; }
  summary, nav, #filter { display: none; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  thead { display: table-header-group; }
  tr, figure { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  figure { overflow: visible; border: 0; padding: 0; }
}
`;
