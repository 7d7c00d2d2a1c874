import { escapedXml } from "../../text/visible";
import { type Diagram, type DiagramNode, legendOf, notDrawn, withState } from "./diagram";
import { DARK, DIAGRAM_STYLE, LIGHT } from "./diagram-style";
import { dot } from "./dot";

/** What is drawn where there is nothing to draw. */
const NOTHING = "No identity trusts a service account.";

/** A wider diagram could not be read if it were made to fit a page. */
const SHRINKS_TO = 1150;

/** The diagram as an element of the page, which has its style and its legend. */
export async function svg(diagram: Diagram): Promise<string> {
  const { width, height, content } = await drawn(diagram);
  const wide = width > SHRINKS_TO ? " wide" : "";
  return `<svg class="trust-chain${wide}" role="img" aria-label="Trust chain" width="${width}pt" height="${height}pt" viewBox="0 0 ${width} ${height}" xmlns="http://www.w3.org/2000/svg">
${content}
</svg>`;
}

const MARGIN = 12;
const LINE = 18;
/** As wide as the longest line of a legend. */
const LEGEND = 270;

/** The diagram as a file of its own, with all that it takes to be read on a light and on a dark ground. */
export async function svgFile(diagram: Diagram): Promise<string> {
  const { width, height, content } = await drawn(diagram);
  const lines = [
    ...legendOf(diagram),
    ...[diagram.nodes.length === 0 ? NOTHING : notDrawn(diagram)].flatMap((words) =>
      words === undefined ? [] : [{ words }],
    ),
  ];
  const outer = {
    width: Math.max(width, LEGEND) + 2 * MARGIN,
    height: height + lines.length * LINE + 2 * MARGIN,
  };
  const rows = lines.map((line, index) => {
    const y = MARGIN + height + index * LINE;
    const sample =
      "state" in line
        ? `<g class="node ${line.state}"><path fill="none" stroke="black" d="M18 ${y + 3}h22v12h-22z"/></g>`
        : "";
    return `${sample}<text x="${sample ? 50 : 18}" y="${y + 13}">${escapedXml(line.words)}</text>`;
  });
  return `<svg class="trust-chain" role="img" aria-labelledby="title description" width="${outer.width}pt" height="${outer.height}pt" viewBox="0 0 ${outer.width} ${outer.height}" xmlns="http://www.w3.org/2000/svg">
<title id="title">Trust chain</title>
<desc id="description">${escapedXml(described(diagram))}</desc>
<style>
.trust-chain { ${LIGHT} }
@media (prefers-color-scheme: dark) { .trust-chain { ${DARK} } }
.ground { fill: var(--ground); }
${DIAGRAM_STYLE.trim()}
</style>
<rect class="ground" width="100%" height="100%" fill="white"/>
<g transform="translate(${MARGIN} ${MARGIN})">
${content}
</g>
<g font-family="Helvetica,sans-Serif" font-size="12">
${rows.join("\n")}
</g>
</svg>`;
}

/** What Graphviz makes of the diagram. Its titles are names of its own, and it links to nowhere to show others. */
async function drawn(
  diagram: Diagram,
): Promise<{ width: number; height: number; content: string }> {
  // Only who draws pays for loading it.
  const { instance } = await import("@viz-js/viz");
  const whole = (await instance()).renderString(dot(diagram), { format: "svg" });
  const [, width, height] = /<svg width="([\d.]+)pt" height="([\d.]+)pt"/.exec(whole) ?? [];
  const content = whole
    .slice(whole.indexOf("<g "), whole.lastIndexOf("</svg>"))
    .replace(/<!--[^]*?-->\n?/g, "")
    .replace(/<title>[^<]*<\/title>\n?/g, "")
    .replace(/<g id="a_[^"]*-label"><a [^>]*>\n?/g, "")
    .replace(/<g id="a_[^"]*"><a xlink:title="([^"]*)">\n?/g, "<title>$1</title>\n")
    .replace(/<\/a>\n<\/g>\n?/g, "")
    .trim();
  return { width: Number(width), height: Number(height), content };
}

/** More is for tables. */
const MAX_SAID = 60;

/** The diagram in words. */
function described({ nodes, edges }: Diagram): string {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const say = ({ caption, label, state }: DiagramNode) => `${withState(caption, state)} ${label}`;
  const said = edges.slice(0, MAX_SAID).flatMap(({ from, to, label, state }) => {
    const [one, other] = [byId.get(from), byId.get(to)];
    return one && other ? [`${say(one)} – ${withState(label, state)} – ${say(other)}`] : [];
  });
  const more = edges.length - said.length;
  return [...said, ...(more > 0 ? [`${more} more arrows`] : [])].join("; ");
}
