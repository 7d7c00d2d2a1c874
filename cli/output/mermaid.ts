import type { Diagram, DiagramEdge, DiagramNode } from "../findings/diagram";
import { groupBy } from "../model/collections";
import { shortened, visible } from "./visible";

const CLASSES = [
  "classDef new fill:#dafbe1,stroke:#1a7f37,color:#1f2328",
  "classDef gone fill:#ffebe9,stroke:#cf222e,color:#1f2328,stroke-dasharray:5 3",
];

/** The diagram in Mermaid, which code hosts draw. */
export function mermaid({ nodes, edges }: Diagram): string {
  const grouped = groupBy(nodes, ({ cluster }) => cluster ?? "");
  const clusters = [...grouped].filter(([cluster]) => cluster !== "");
  return [
    "flowchart LR",
    ...clusters.flatMap(([cluster, held], index) => [
      `  subgraph c${index + 1}["${escaped(cluster)}"]`,
      ...held.map((node) => `    ${box(node)}`),
      "  end",
    ]),
    ...(grouped.get("") ?? []).map((node) => `  ${box(node)}`),
    ...edges.map((edge) => `  ${arrow(edge)}`),
    ...(nodes.some(({ state }) => state !== "same") ? CLASSES.map((line) => `  ${line}`) : []),
  ].join("\n");
}

function box({ id, kind, caption, label, state }: DiagramNode): string {
  const words = `"${escaped(caption)}<br/>${escaped(label)}"`;
  const shaped = {
    workload: `[${words}]`,
    account: `(${words})`,
    identity: `{{${words}}}`,
    scope: `[(${words})]`,
  }[kind];
  return `${id}${shaped}${state === "same" ? "" : `:::${state}`}`;
}

function arrow({ from, to, label, state }: DiagramEdge): string {
  const line = state === "gone" ? "-.->" : state === "new" ? "==>" : "-->";
  return `${from} ${line}|"${escaped(label)}"| ${to}`;
}

/** Mermaid reads entities within quotes; nothing else of a name may be read as its syntax or as HTML. */
function escaped(text: string): string {
  return visible(shortened(text))
    .replace(/\s+/g, " ")
    .replace(/[^\p{L}\p{N} .,:/_()@+=$-]/gu, (character) => `#${character.codePointAt(0)};`);
}
