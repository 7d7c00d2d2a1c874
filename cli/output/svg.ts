import type { Diagram, DiagramEdge, DiagramNode } from "../findings/diagram";
import { groupBy } from "../model/collections";
import { visible } from "./visible";

/** The diagram as an SVG element, laid out by Graphviz; its colours are those of the page's classes. */
export async function svg(diagram: Diagram): Promise<string> {
  // Only who draws pays for loading it.
  const { instance } = await import("@viz-js/viz");
  const drawn = (await instance()).renderString(dot(diagram), { format: "svg" });
  return drawn
    .slice(drawn.indexOf("<svg"))
    .replace(/<!--[^]*?-->\n?/g, "")
    .replace("<svg", '<svg role="img" aria-label="Trust chain"')
    .trim();
}

/** The diagram in Graphviz' own language. */
export function dot({ nodes, edges }: Diagram): string {
  const grouped = groupBy(nodes, ({ cluster }) => cluster ?? "");
  const clusters = [...grouped].filter(([cluster]) => cluster !== "");
  return [
    "digraph {",
    '  graph [rankdir=LR, bgcolor=transparent, nodesep=0.3, ranksep=0.9, fontname="Helvetica", fontsize=12]',
    '  node [shape=box, style=rounded, fontname="Helvetica", fontsize=12, margin="0.18,0.1"]',
    '  edge [fontname="Helvetica", fontsize=10, arrowsize=0.7]',
    ...clusters.flatMap(([cluster, held], index) => [
      `  subgraph cluster_${index + 1} {`,
      `    label=${quoted(`cluster ${cluster}`)}; labeljust=l; margin=14; style=rounded; class="aks"`,
      ...held.map((node) => `    ${box(node)}`),
      "  }",
    ]),
    ...(grouped.get("") ?? []).map((node) => `  ${box(node)}`),
    ...edges.map((edge) => `  ${arrow(edge)}`),
    "}",
  ].join("\n");
}

function box({ id, kind, caption, label, state }: DiagramNode): string {
  const words = `<<font point-size="9">${escaped(caption)}</font><br/>${escaped(wrapped(label))}>`;
  return `${id} [id="${id}", class="${kind} ${state}", label=${words}, tooltip=${quoted(label)}]`;
}

function arrow({ from, to, label, state }: DiagramEdge): string {
  const style = state === "gone" ? ", style=dashed" : "";
  return `${from} -> ${to} [class="${state}", label=${quoted(`  ${label}  `)}, tooltip=${quoted(label)}${style}]`;
}

const MAX_LABEL = 60;

function wrapped(label: string): string {
  return label.length <= MAX_LABEL ? label : `${label.slice(0, MAX_LABEL - 1)}…`;
}

/** Graphviz reads escapes and entities in labels; a name is neither. */
function quoted(text: string): string {
  return `"${escaped(text).replace(/\\/g, "\\\\")}"`;
}

/** As text of XML, without characters that XML cannot hold. */
function escaped(text: string): string {
  return visible(text)
    .replace(/\s+/g, " ")
    .replace(/[^\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}
