import { markup, plainWidth, px } from "../../text/index.ts";
import { shortText } from "../drawing.ts";
import type { DrawOptions } from "../model.ts";
import { frameDepth, frameRoom } from "./frame-room.ts";
import type { PlacedBox, Scene } from "./scene.ts";

/**
 * Returns frames around the boxes of each child runbook, the outer ones first. A frame that also enclosed other boxes
 * would be wrong; such a child runbook has several frames with the same title.
 */
export function frames({ boxes }: Scene, { direction }: Pick<DrawOptions, "direction">): readonly string[] {
  const groups = new Map<string, Framed>();
  for (const { node } of boxes) {
    for (const depth of node.group.keys()) {
      const names = node.group.slice(0, depth + 1);
      groups.set(JSON.stringify(names), {
        names,
        isMember: (box) => names.every((name, at) => box.node.group[at] === name),
      });
    }
  }
  const sorted = [...groups.values()].sort((a, b) => a.names.length - b.names.length);
  return sorted.flatMap((group) => framesOf(group, boxes, direction));
}

/** A child runbook: the names of the including artifacts, and its boxes. */
interface Framed {
  readonly names: readonly string[];
  readonly isMember: (box: PlacedBox) => boolean;
}

interface Rect {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function framesOf({ names, isMember }: Framed, boxes: readonly PlacedBox[], direction: "TD" | "LR"): readonly string[] {
  const inside = boxes.filter(isMember);
  const others = boxes.filter((box) => !isMember(box));
  const levels = frameDepth(inside.map(({ node }) => node)) - names.length + 1;
  const isFree = (rect: Rect): boolean => !others.some((box) => overlaps(rect, box));
  const pieces: PlacedBox[][] = [];
  for (const row of rowsOf(inside, direction)) {
    const last = pieces.at(-1);
    if (last !== undefined && isFree(around([...last, ...row], levels))) last.push(...row);
    else pieces.push([...row]);
  }
  const title = names.at(-1) ?? "";
  return pieces
    .map((piece) => around(piece, levels))
    .filter(isFree)
    .map((rect) => frameMarkup(rect, title));
}

/** Returns boxes layer by layer. */
function rowsOf(boxes: readonly PlacedBox[], direction: "TD" | "LR"): readonly (readonly PlacedBox[])[] {
  const along = ({ x, y }: PlacedBox): number => Math.round(direction === "TD" ? y : x);
  return [...Map.groupBy(boxes, along)].sort(([a], [b]) => a - b).map(([, row]) => row);
}

function around(boxes: readonly PlacedBox[], levels: number): Rect {
  const { beside, above } = frameRoom(levels);
  return {
    left: Math.min(...boxes.map(({ x, width }) => x - width / 2)) - beside,
    right: Math.max(...boxes.map(({ x, width }) => x + width / 2)) + beside,
    top: Math.min(...boxes.map(({ y, height }) => y - height / 2)) - above,
    bottom: Math.max(...boxes.map(({ y, height }) => y + height / 2)) + beside,
  };
}

const overlaps = ({ left, right, top, bottom }: Rect, { x, y, width, height }: PlacedBox): boolean =>
  x + width / 2 > left && x - width / 2 < right && y + height / 2 > top && y - height / 2 < bottom;

function frameMarkup({ left, right, top, bottom }: Rect, title: string): string {
  const room = Math.max(4, Math.floor((right - left - 16) / 6.8));
  const text = shortText(title, plainWidth(title) <= room ? undefined : room);
  return `<rect class="frame" x="${px(left)}" y="${px(top)}" width="${px(right - left)}" height="${px(bottom - top)}" rx="10"/><text class="small faint" x="${px(left + 8)}" y="${px(top + 15)}">${markup(text)}</text>`;
}
