/** The style of the page: light and dark, on screen and on paper. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1f2328; --dim: #59636e; --line: #d1d9e0; --ground: #fff;
  --panel: #f6f8fa; --red: #cf222e; --amber: #9a6700; --green: #1a7f37; --blue: #0969da; }
@media (prefers-color-scheme: dark) { :root { --ink: #f0f6fc; --dim: #9198a1; --line: #3d444d;
  --ground: #0d1117; --panel: #151b23; --red: #f85149; --amber: #d29922; --green: #3fb950; --blue: #4493f8; } }
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
svg text { fill: var(--ink); }
svg .node path, svg .node polygon { fill: var(--panel); stroke: var(--dim); }
svg .identity path { fill: color-mix(in srgb, var(--blue) 15%, var(--ground)); stroke: var(--blue); }
svg .cluster path, svg .cluster polygon { fill: none; stroke: var(--line); stroke-width: 1.5; }
svg .edge path { stroke: var(--dim); fill: none; }
svg .edge polygon { stroke: var(--dim); fill: var(--dim); }
svg .node.new path, svg .edge.new path, svg .edge.new polygon { stroke: var(--green); stroke-width: 2; }
svg .node.gone path, svg .edge.gone path, svg .edge.gone polygon { stroke: var(--red); stroke-width: 2; }
svg .node.gone path { stroke-dasharray: 5 3; }
svg .edge.new polygon { fill: var(--green); }
svg .edge.gone polygon { fill: var(--red); }
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
