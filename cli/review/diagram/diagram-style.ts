/** The colours of the page and its diagram, on a light and on a dark ground. */
export const LIGHT = `--ink: #1f2328; --dim: #59636e; --line: #d1d9e0; --ground: #fff;
  --panel: #f6f8fa; --red: #cf222e; --amber: #9a6700; --green: #1a7f37; --blue: #0969da;
  --tint: #ddf4ff;`;
export const DARK = `--ink: #f0f6fc; --dim: #9198a1; --line: #3d444d; --ground: #0d1117;
  --panel: #151b23; --red: #f85149; --amber: #d29922; --green: #3fb950; --blue: #4493f8;
  --tint: #121d2f;`;

/** How the boxes, frames and arrows look by what becomes of them; the words on them say the same. */
export const DIAGRAM_STYLE = `
.trust-chain text { fill: var(--ink); }
.trust-chain .node path, .trust-chain .node polygon { fill: var(--panel); stroke: var(--dim); }
.trust-chain .identity path { fill: var(--tint); stroke: var(--blue); }
.trust-chain .cluster path, .trust-chain .cluster polygon { fill: none; stroke: var(--line); stroke-width: 1.5; }
.trust-chain .edge path { stroke: var(--dim); fill: none; }
.trust-chain .edge polygon { stroke: var(--dim); fill: var(--dim); }
.trust-chain .new path, .trust-chain .edge.new polygon { stroke: var(--green); stroke-width: 2; }
.trust-chain .gone path, .trust-chain .edge.gone polygon { stroke: var(--red); stroke-width: 2; }
.trust-chain .replaced path, .trust-chain .edge.replaced polygon { stroke: var(--red); stroke-width: 3; }
.trust-chain .changed path, .trust-chain .edge.changed polygon { stroke: var(--amber); stroke-width: 2; }
.trust-chain .gone path { stroke-dasharray: 6 4; }
.trust-chain .unknown path, .trust-chain .outside path { stroke-dasharray: 1.5 4; stroke-linecap: round; }
.trust-chain .unknown path { stroke-width: 2; }
.trust-chain .edge.new polygon { fill: var(--green); }
.trust-chain .edge.gone polygon, .trust-chain .edge.replaced polygon { fill: var(--red); }
.trust-chain .edge.changed polygon { fill: var(--amber); }
`;
