import { groupBy } from "../../terraform/model/collections";
import { shortened, visible } from "../../text/visible";
import {
  type Diagram,
  type DiagramEdge,
  type DiagramFrame,
  type DiagramNode,
  legendOf,
  notDrawn,
  withState,
} from "./diagram";
import type { State } from "./states";

/** The outline of what has a state: lines that are seen on a light and on a dark ground. */
const LINES: Readonly<Partial<Record<State, string>>> = {
  new: "stroke:#1a7f37,stroke-width:2px",
  gone: "stroke:#cf222e,stroke-width:2px,stroke-dasharray:6 4",
  replaced: "stroke:#cf222e,stroke-width:4px",
  changed: "stroke:#9a6700,stroke-width:2px",
  unknown: "stroke:#818b98,stroke-width:2px,stroke-dasharray:2 4",
  outside: "stroke-dasharray:2 4",
};

/** Light boxes have dark letters, whatever is around them. */
const FILLS: Readonly<Partial<Record<State, string>>> = {
  new: "fill:#dafbe1,color:#1f2328,",
  gone: "fill:#ffebe9,color:#1f2328,",
  replaced: "fill:#ffebe9,color:#1f2328,",
  changed: "fill:#fff8c5,color:#1f2328,",
  unknown: "fill:#f6f8fa,color:#1f2328,",
};

/** The diagram in Mermaid, which code hosts draw. */
export function mermaid(diagram: Diagram): string {
  const { frames, nodes, edges } = diagram;
  const held = groupBy(nodes, ({ frame = "" }) => frame);
  const states = Object.keys(LINES) as State[];
  const marked = new Set([...nodes, ...legendOf(diagram)].map(({ state }) => state));
  return [
    "flowchart LR",
    ...frames.flatMap((frame) => [
      framed(frame),
      ...(held.get(frame.id) ?? []).map((node) => `    ${box(node)}`),
      "  end",
    ]),
    ...(held.get("") ?? []).map((node) => `  ${box(node)}`),
    ...edges.map((edge) => `  ${arrow(edge)}`),
    ...legend(diagram),
    ...frames.flatMap(({ id, state }) => (LINES[state] ? [`  style ${id} ${LINES[state]}`] : [])),
    ...states.flatMap((state) => {
      const meant = edges.flatMap((edge, index) => (edge.state === state ? [index] : []));
      return meant.length === 0 ? [] : [`  linkStyle ${meant.join(",")} ${LINES[state]}`];
    }),
    ...states
      .filter((state) => marked.has(state))
      .map((state) => `  classDef ${state} ${FILLS[state] ?? ""}${LINES[state]}`),
  ].join("\n");
}

function framed({ id, caption, label, state }: DiagramFrame): string {
  return `  subgraph ${id}["${escaped(withState(`${caption} ${label}`, state))}"]`;
}

function legend(diagram: Diagram): string[] {
  const left = notDrawn(diagram);
  const explained = legendOf(diagram).map(
    ({ state, words }, index) => `    l${index + 1}["${escaped(words)}"]${classOf(state)}`,
  );
  return [
    ...(explained.length === 0 ? [] : ['  subgraph legend["Legend"]', ...explained, "  end"]),
    ...(left === undefined ? [] : [`  left["${escaped(left)}"]`]),
  ];
}

function box({ id, kind, caption, label, state }: DiagramNode): string {
  const words = `"${escaped(withState(caption, state))}<br/>${escaped(label)}"`;
  const shaped = {
    workload: `[${words}]`,
    account: `(${words})`,
    identity: `{{${words}}}`,
    scope: `[(${words})]`,
  }[kind];
  return `${id}${shaped}${classOf(state)}`;
}

function classOf(state: State): string {
  return LINES[state] ? `:::${state}` : "";
}

function arrow({ from, to, label, state }: DiagramEdge): string {
  const line = state === "gone" || state === "unknown" ? "-.->" : state === "new" ? "==>" : "-->";
  return `${from} ${line}|"${escaped(withState(label, state))}"| ${to}`;
}

/** Mermaid reads entities within quotes; nothing else of a name may be read as its syntax or as HTML. */
function escaped(text: string): string {
  return visible(shortened(text))
    .replace(/\s+/g, " ")
    .replace(/[^\p{L}\p{N} .,:/_()@+=$-]/gu, (character) => `#${character.codePointAt(0)};`);
}
