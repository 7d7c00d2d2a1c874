import { groupBy } from "../../terraform/model/collections";
import { escapedXml } from "../../text/visible";
import {
  type Diagram,
  type DiagramEdge,
  type DiagramFrame,
  type DiagramNode,
  withState,
} from "./diagram";

/** The diagram in Graphviz' own language. */
export function dot({ frames, nodes, edges }: Diagram): string {
  const held = groupBy(nodes, ({ frame = "" }) => frame);
  return [
    "digraph {",
    '  graph [rankdir=LR, bgcolor=transparent, nodesep=0.3, ranksep=0.9, fontname="Helvetica", fontsize=12]',
    '  node [shape=box, style=rounded, fontname="Helvetica", fontsize=12, margin="0.18,0.1"]',
    '  edge [fontname="Helvetica", fontsize=10, arrowsize=0.7]',
    ...frames.flatMap((frame) => [
      `  subgraph cluster_${frame.id} {`,
      `    ${framed(frame)}`,
      ...(held.get(frame.id) ?? []).map((node) => `    ${box(node)}`),
      "  }",
    ]),
    ...(held.get("") ?? []).map((node) => `  ${box(node)}`),
    ...edges.map((edge) => `  ${arrow(edge)}`),
    "}",
  ].join("\n");
}

function framed({ caption, label, state }: DiagramFrame): string {
  const words = withState(`${caption} ${label}`, state);
  return `label=${quoted(words)}; labeljust=l; margin=14; style=rounded; class="aks ${state}"`;
}

function box({ id, kind, caption, label, state }: DiagramNode): string {
  const said = escapedXml(withState(caption, state));
  const words = `<<font point-size="9">${said}</font><br/>${escapedXml(wrapped(label))}>`;
  return `${id} [id="${id}", class="${kind} ${state}", label=${words}, tooltip=${quoted(label)}]`;
}

function arrow({ from, to, label, state }: DiagramEdge): string {
  const words = withState(label, state);
  return `${from} -> ${to} [class="${state}", label=${quoted(`  ${words}  `)}, tooltip=${quoted(label)}]`;
}

const MAX_LABEL = 60;

function wrapped(label: string): string {
  return label.length <= MAX_LABEL ? label : `${label.slice(0, MAX_LABEL - 1)}…`;
}

/** Graphviz reads escapes and entities in labels; a name is neither. */
function quoted(text: string): string {
  return `"${escapedXml(text).replace(/\\/g, "\\\\")}"`;
}
