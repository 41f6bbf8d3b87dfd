import { markup, markupLines, plural, px } from "../../text/index.ts";
import { countsText } from "../drawing.ts";
import type { DrawnNode, DrawOptions } from "../model.ts";
import { statusStyles } from "../status.ts";
import { barRoom, lineHeight } from "./boxes.ts";
import type { PlacedBox, Point, Route, Scene } from "./scene.ts";

export const graphStyle = `
.wct .edge{fill:none;stroke:var(--line);stroke-width:1.4}.wct .edge.critical{stroke:var(--critical);stroke-width:4}
.wct .box{fill:var(--box);stroke:var(--line);stroke-width:1.4}.wct .box.dashed{stroke-dasharray:6 4;stroke-width:2}
.wct .box.bold{stroke-width:3}.wct .box.critical{stroke-width:4}.wct .group>.box{stroke-width:2}.wct .group>.box.critical{stroke:var(--critical)}
.wct .group>.box.failed{stroke:#D03B3B;stroke-width:3}.wct .open>.box{fill:var(--hair);fill-opacity:.35}.wct .behind{fill:var(--box);stroke:var(--line);stroke-width:1.4}
.wct .filled text{fill:#111111}.wct .id,.wct .heading,.wct .strip{font-weight:600}.wct .frame{fill:var(--hair);fill-opacity:.35;stroke:var(--line);stroke-dasharray:2 4}
.wct .tag{paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}`;

const arrow = (id: string, color: string): string =>
  `<marker id="${id}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L10 5L0 10z" fill="${color}"/></marker>`;

export const markers = `<defs>${arrow("arrow", "var(--line)")}${arrow("arrow-critical", "var(--critical)")}</defs>`;

export function boxMarkup(box: PlacedBox): string {
  const { node, lines, isOpen } = box;
  const isGroup = node.range !== null;
  const style = node.status === null || isGroup ? null : statusStyles[node.status];
  const [left, top] = [box.x - box.width / 2, box.y - box.height / 2];
  const texts = lines.map(({ text, style: kind }, line) => {
    const classOf = kind === "id" ? "id mono" : kind === "title" ? "heading" : "small";
    const [x, anchor] = isOpen ? [left + 12, "start"] : [box.x, "middle"];
    return `<text class="${classOf}" text-anchor="${anchor}" x="${px(x)}" y="${px(top + 6 + (line + 0.75) * lineHeight)}">${markup(text)}</text>`;
  });
  const classes = [...(style === null ? [] : ["filled"]), ...(isGroup ? ["group"] : []), ...(isOpen ? ["open"] : [])];
  const attributes = [
    `data-node="${node.key}"`,
    `data-label="${markup(node.label)}"`,
    ...(classes.length === 0 ? [] : [`class="${classes.join(" ")}"`]),
    ...(node.status === null ? [] : [`data-status="${node.status}"`]),
  ];
  const behind =
    isGroup && !isOpen
      ? `<rect class="behind" x="${px(left + 5)}" y="${px(top + 5)}" width="${px(box.width)}" height="${px(box.height)}" rx="8"/>`
      : "";
  const rect = `<rect class="${boxClasses(node).join(" ")}"${style === null ? "" : ` style="fill:${style.fill};stroke:${style.stroke}"`} x="${px(left)}" y="${px(top)}" width="${px(box.width)}" height="${px(box.height)}" rx="8"/>`;
  return `<g ${attributes.join(" ")}><title>${markupLines(tipOf(node))}</title>${behind}${rect}${texts.join("")}${sharesMarkup(box)}</g>`;
}

function boxClasses({ status, range, isCritical }: DrawnNode): readonly string[] {
  const style = status === null ? null : statusStyles[status];
  const isGroup = range !== null;
  return [
    "box",
    ...(!isGroup && style?.isDashed ? ["dashed"] : []),
    ...(!isGroup && style?.isBold ? ["bold"] : []),
    ...(isGroup && status === "failed" ? ["failed"] : []),
    ...(isCritical ? ["critical"] : []),
  ];
}

function tipOf(node: DrawnNode): readonly string[] {
  const { label, name, range, members, component, schema, status, counts } = node;
  const parts =
    range === null
      ? [label, name, component, schema, status === null ? null : statusStyles[status].word]
      : [label, plural(members.length, "artifact"), range, counts === null ? null : countsText(counts, "words")];
  return parts.filter((part) => part !== null);
}

/** Draws how many members have each status, to scale; small shares stay visible. */
function sharesMarkup({ shares, x, y, width, height }: PlacedBox): string {
  const [inset, least] = [12, 3];
  const room = width - 2 * inset - least * shares.length;
  let left = x - width / 2 + inset;
  return shares
    .map(({ status, share }) => {
      const { fill, stroke } = statusStyles[status];
      const own = least + share * room;
      const bar = `<rect style="fill:${fill};stroke:${stroke}" stroke-width="0.7" x="${px(left)}" y="${px(y + height / 2 - barRoom)}" width="${px(own)}" height="6"/>`;
      left += own;
      return bar;
    })
    .join("");
}

export function edgeMarkup({ edge, points }: Route, { direction }: DrawOptions): string {
  const kind = edge.isCritical ? "edge critical" : "edge";
  const marker = edge.isCritical ? "arrow-critical" : "arrow";
  const path = `class="${kind}" data-from="${edge.from}" data-to="${edge.to}" marker-end="url(#${marker})" d="${curve(points, direction)}"`;
  if (edge.count === 1) return `<path ${path}/>`;
  const width = Math.min(5, 1.4 + Math.log2(edge.count) * 0.4);
  const wide = edge.isCritical ? "" : ` style="stroke-width:${px(width)}"`;
  return `<path ${path}${wide}><title>${markup(plural(edge.count, "edge"))}</title></path>`;
}

/** Returns a path that bends between layers and is straight within them. */
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

/** Labels edges with schemas. All edges from a box carry the same schema, so it is written once, where they begin. */
export function schemaLabels({ routes }: Scene, { schemas, direction }: DrawOptions): readonly string[] {
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
