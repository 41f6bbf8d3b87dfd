import { drawingStyle, markup, px } from "../../markup.ts";
import { textWidth } from "../../table.ts";
import { shortText } from "../drawing.ts";
import type { Drawing, DrawnNode, DrawOptions } from "../model.ts";
import { statusOrder, statusStyles } from "../status.ts";
import { lineHeight } from "./boxes.ts";
import { frames } from "./frames.ts";
import { type PlacedBox, type Point, type Route, type Scene, sceneOf } from "./scene.ts";

const margin = 24;
const frameReach = 26;

/** A picture of the graph that stands alone. Ends with a newline. */
export function renderGraphSvg(drawing: Drawing, options: DrawOptions): string {
  const scene = sceneOf(drawing, options);
  const head = headLines(drawing);
  // Frames reach beyond the boxes, and have their names at the top.
  const framed = drawing.nodes.some(({ group }) => group.length > 0) ? frameReach : 0;
  const top = margin + head.length * 20 + (head.length > 0 ? 12 : 0) + framed;
  const legend = legendOf(drawing);
  const headWidth = Math.max(0, ...head.map((text) => textWidth(text) * 8.2));
  const width = Math.ceil(Math.max(scene.width, legend.width, headWidth) + 2 * margin);
  const height = Math.ceil(top + scene.height + framed + (legend.markup === "" ? 0 : 44) + margin);
  const shift = (width - scene.width) / 2;
  const body = [
    ...frames(drawing, scene),
    ...scene.routes.map((route) => edgeMarkup(route, options)),
    ...scene.boxes.map((box) => boxMarkup(box, drawing.nodes[box.place]!)),
    ...schemaLabels(scene, options),
  ];
  const title = [drawing.title, drawing.run].filter((text) => text !== null).join(", ");
  return `<svg xmlns="http://www.w3.org/2000/svg" class="wct" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${markup(shortText(title, 200))}">
<title>${markup(shortText(title, 200))}</title>
<style>${drawingStyle}${graphStyle}</style>
<defs>${arrow("arrow", "var(--line)")}${arrow("arrow-critical", "var(--critical)")}</defs>
<rect class="paper" width="${width}" height="${height}"/>
${head.map((text, line) => `<text class="${line === 0 ? "title" : "small faint"}" x="${margin}" y="${margin + 14 + line * 20}">${markup(text)}</text>`).join("\n")}
<g transform="translate(${px(shift)} ${px(top)})">
${body.join("\n")}
</g>
${legend.markup === "" ? "" : `<g transform="translate(${margin} ${px(top + scene.height + framed + 30)})">${legend.markup}</g>\n`}</svg>
`;
}

const graphStyle = `
.wct .edge{fill:none;stroke:var(--line);stroke-width:1.4}.wct .edge.critical{stroke:var(--critical);stroke-width:4}
.wct .box{fill:var(--box);stroke:var(--line);stroke-width:1.4}.wct .box.dashed{stroke-dasharray:6 4;stroke-width:2}
.wct .box.bold{stroke-width:3}.wct .box.critical{stroke-width:4}
.wct .filled text{fill:#111111}.wct .id{font-weight:600}.wct .frame{fill:var(--hair);fill-opacity:.35;stroke:var(--line);stroke-dasharray:2 4}
.wct .tag{paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}`;

const arrow = (id: string, color: string): string =>
  `<marker id="${id}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L10 5L0 10z" fill="${color}"/></marker>`;

function headLines({ title, run, note }: Drawing): readonly string[] {
  return [title, run, note].flatMap((text) => (text === null || text === "" ? [] : [shortText(text, 160)]));
}

function boxMarkup({ x, y, width, height, lines }: PlacedBox, node: DrawnNode): string {
  const style = node.status === null ? null : statusStyles[node.status];
  const classes = [
    "box",
    ...(style?.isDashed ? ["dashed"] : []),
    ...(style?.isBold ? ["bold"] : []),
    ...(node.isCritical ? ["critical"] : []),
  ];
  const paint = style === null ? "" : ` style="fill:${style.fill};stroke:${style.stroke}"`;
  const left = x - width / 2;
  const top = y - height / 2;
  const texts = lines.map(({ text, style: kind }, line) => {
    const classOf = kind === "id" ? "id mono" : "small";
    return `<text class="${classOf}" text-anchor="middle" x="${px(x)}" y="${px(top + 6 + (line + 0.75) * lineHeight)}">${markup(text)}</text>`;
  });
  const tip = [node.label, node.name, node.component, node.schema, style?.word].filter(
    (part) => part !== null && part !== undefined,
  );
  const rect = `<rect class="${classes.join(" ")}"${paint} x="${px(left)}" y="${px(top)}" width="${px(width)}" height="${px(height)}" rx="8"/>`;
  return `<g data-node="${node.key}" data-label="${markup(node.label)}"${node.status === null ? "" : ` class="filled" data-status="${node.status}"`}><title>${markup(tip.join("\n"))}</title>${rect}${texts.join("")}</g>`;
}

function edgeMarkup({ edge, points }: Route, { direction }: DrawOptions): string {
  const kind = edge.isCritical ? "edge critical" : "edge";
  const marker = edge.isCritical ? "arrow-critical" : "arrow";
  return `<path class="${kind}" data-from="${edge.from}" data-to="${edge.to}" marker-end="url(#${marker})" d="${curve(points, direction)}"/>`;
}

/** Bends between layers, straight through them. */
function curve(points: readonly Point[], direction: "TD" | "LR"): string {
  const at = ({ x, y }: Point): string => `${px(x)} ${px(y)}`;
  const [first, ...rest] = points;
  let from = first!;
  const parts = rest.map((to, index) => {
    const start = from;
    from = to;
    if (index % 2 === 1) return `L${at(to)}`;
    const [a, b] =
      direction === "TD"
        ? [
            { x: start.x, y: (start.y + to.y) / 2 },
            { x: to.x, y: (start.y + to.y) / 2 },
          ]
        : [
            { x: (start.x + to.x) / 2, y: start.y },
            { x: (start.x + to.x) / 2, y: to.y },
          ];
    return `C${at(a)} ${at(b)} ${at(to)}`;
  });
  return `M${at(first!)}${parts.join("")}`;
}

/** What flows out of a box is the same along all its edges: it is said once, where they begin. */
function schemaLabels({ routes }: Scene, { schemas, direction }: DrawOptions): readonly string[] {
  if (!schemas) return [];
  const bySource = Map.groupBy(routes, ({ edge }) => edge.from);
  return [...bySource.values()].flatMap((own) => {
    const { edge, points } = own[0]!;
    const start = points[0]!;
    if (edge.schema === null) return [];
    const [x, y, anchor] = direction === "TD" ? [start.x, start.y + 15, "middle"] : [start.x + 8, start.y - 7, "start"];
    return [`<text class="small tag" text-anchor="${anchor}" x="${px(x)}" y="${px(y)}">${markup(edge.schema)}</text>`];
  });
}

function legendOf({ nodes }: Drawing): { readonly markup: string; readonly width: number } {
  const present = statusOrder.filter((status) => nodes.some((node) => node.status === status));
  if (present.length === 0) return { markup: "", width: 0 };
  let x = 0;
  const parts = present.map((status) => {
    const { fill, stroke, symbol, word, isDashed, isBold } = statusStyles[status];
    const text = `${symbol} ${word}`;
    const swatch = `<rect class="box${isDashed ? " dashed" : ""}${isBold ? " bold" : ""}" style="fill:${fill};stroke:${stroke}" x="${px(x)}" y="-11" width="22" height="14" rx="4"/>`;
    const part = `${swatch}<text class="small" x="${px(x + 28)}" y="0">${markup(text)}</text>`;
    x += 28 + textWidth(text) * 6.8 + 22;
    return part;
  });
  if (nodes.some(({ isCritical }) => isCritical)) {
    parts.push(
      `<path class="edge critical" d="M${px(x)} -4h26"/><text class="small" x="${px(x + 32)}" y="0">critical path</text>`,
    );
    x += 32 + 13 * 6.8;
  }
  return { markup: parts.join(""), width: x };
}
