import { markup, markupLines, plainWidth, plural, px } from "../../text/index.ts";
import { shortText } from "../drawing.ts";
import type { DrawnPath } from "../model.ts";
import { statusStyles } from "../status.ts";

const rowHeight = 32;
const boxHeight = 22;
const arrowWidth = 22;

/** Paths shown step by step, in rows that wrap. */
interface Strips {
  readonly markup: readonly string[];
  readonly height: number;
}

export function stripsOf(paths: readonly DrawnPath[], width: number): Strips {
  const parts: string[] = [];
  let y = 0;
  for (const path of paths) {
    parts.push(`<text class="strip" x="0" y="${y + 12}">${markup(path.title)}</text>`);
    y += 22;
    let x = 0;
    for (const [index, step] of path.steps.entries()) {
      for (const cell of cellsOf(step)) {
        const lead = index === 0 && x === 0 ? 0 : arrowWidth;
        if (x > 0 && x + lead + cell.width > width) [x, y] = [0, y + rowHeight];
        if (lead > 0) parts.push(arrowAt(x, y));
        x += lead;
        parts.push(cell.draw(x, y));
        x += cell.width;
      }
    }
    y += rowHeight + 10;
  }
  return { markup: parts, height: y };
}

const arrowAt = (x: number, y: number): string =>
  `<path class="edge" marker-end="url(#arrow)" d="M${px(x + 3)} ${px(y + boxHeight / 2)}h${arrowWidth - 6}"/>`;

interface StripCell {
  readonly width: number;
  readonly draw: (x: number, y: number) => string;
}

function cellsOf({ node, leftOutBefore }: DrawnPath["steps"][number]): readonly StripCell[] {
  const style = node.status === null ? null : statusStyles[node.status];
  const text = `${style === null ? "" : `${style.symbol} `}${shortText(node.label, 32)}`;
  const width = plainWidth(text) * 7.3 + 16;
  const paint = style === null ? "" : ` style="fill:${style.fill};stroke:${style.stroke}"`;
  const box: StripCell = {
    width,
    draw: (x, y) =>
      `<g data-step="${node.key}"${style === null ? "" : ' class="filled"'}><title>${markupLines(style === null ? [node.label] : [node.label, style.word])}</title><rect class="box${style?.isDashed ? " dashed" : ""}"${paint} x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${boxHeight}" rx="6"/><text class="mono" x="${px(x + 8)}" y="${px(y + 15)}">${markup(text)}</text></g>`,
  };
  if (leftOutBefore === 0) return [box];
  const more = `${plural(leftOutBefore, "more artifact")}`;
  return [
    {
      width: plainWidth(more) * 6.8 + 4,
      draw: (x, y) => `<text class="small faint" x="${px(x + 2)}" y="${px(y + 15)}">${markup(more)}</text>`,
    },
    box,
  ];
}
