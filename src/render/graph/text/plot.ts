import type { Layered } from "../../../graph/index.ts";
import type { Paint } from "../../paint.ts";
import { type Canvas, type Cell, createCanvas } from "./canvas.ts";
import { assignTracks, type Net, type Tracks } from "./tracks.ts";

/** A text in parts, each with its own colour. */
export type Label = readonly { readonly text: string; readonly paint: Paint | null }[];

export interface PlotOptions {
  readonly layout: Layered;
  readonly direction: "TD" | "LR";
  readonly labels: readonly Label[];
  readonly ascii: boolean;
  /** Of a node to another. */
  readonly isHeavy: (from: number, to: number) => boolean;
  /** Whether a heavy edge of the node goes to a layer below this one. */
  readonly isHeavyBeyond: (node: number, layer: number) => boolean;
}

export const labelWidth = (label: Label): number => label.reduce((sum, { text }) => sum + [...text].length, 0);

interface Gap {
  readonly nets: readonly (Net & { readonly from: number; readonly to: readonly number[] })[];
  readonly tracks: Tracks;
}

export interface Plot {
  readonly canvas: Canvas;
  readonly width: number;
  readonly height: number;
}

/** Draws a layout with labels and lines; null when lines would lie on each other and the grid must alternate. */
export function plot(options: PlotOptions): Plot | null {
  const gaps = options.layout.segments.map((_, index) => gapOf(options.layout, index));
  if (gaps.some(({ tracks }) => tracks.isKnotted)) return null;
  const canvas = createCanvas();
  const starts = layerStarts(options, gaps);
  const cell = (along: number, across: number): Cell =>
    options.direction === "LR" ? { x: along, y: across } : { x: across, y: along };
  const pen = { ...options, canvas, cell, starts, gaps };
  for (const [index, gap] of gaps.entries()) drawGap(pen, index, gap);
  drawLabels(pen);
  const length = starts.at(-1)! + layerLength(options, starts.length - 1);
  const { breadth } = options.layout;
  return {
    canvas,
    width: options.direction === "LR" ? length : breadth,
    height: options.direction === "LR" ? breadth : length,
  };
}

function gapOf({ items, segments }: Layered, index: number): Gap {
  const bySource = Map.groupBy(segments[index]!, ({ from }) => from);
  const nets = [...bySource].map(([from, list]) => ({
    from,
    to: list.map(({ to }) => to),
    source: items[from]!.position,
    targets: list.map(({ to }) => items[to]!.position),
  }));
  return { nets, tracks: assignTracks(nets) };
}

/** How far a layer reaches in the direction of the graph. */
function layerLength({ layout, labels, direction }: PlotOptions, layer: number): number {
  if (direction === "TD") return 1;
  return layout.layers[layer]!.reduce((most, place) => {
    const { node, isWire } = layout.items[place]!;
    return isWire ? most : Math.max(most, labelWidth(labels[node]!));
  }, 0);
}

/** Cells that a gap takes: tracks, then the arrow, and in lines of text a space on either side. */
const gapLength = (direction: "TD" | "LR", { count }: Tracks): number =>
  direction === "LR" ? 1 + Math.max(1, 2 * count) + 3 : Math.max(1, count) + 1;

function layerStarts(options: PlotOptions, gaps: readonly Gap[]): readonly number[] {
  const starts: number[] = [];
  let at = 0;
  for (const layer of options.layout.layers.keys()) {
    starts.push(at);
    const gap = gaps[layer];
    if (gap !== undefined) at += layerLength(options, layer) + gapLength(options.direction, gap.tracks);
  }
  return starts;
}

interface Pen extends PlotOptions {
  readonly canvas: Canvas;
  readonly cell: (along: number, across: number) => Cell;
  readonly starts: readonly number[];
  readonly gaps: readonly Gap[];
}

function drawGap(pen: Pen, layer: number, { nets, tracks }: Gap): void {
  const { canvas, cell, layout, starts, direction } = pen;
  const begin = starts[layer]! + layerLength(pen, layer) + (direction === "LR" ? 1 : 0);
  for (const [place, net] of nets.entries()) {
    const source = layout.items[net.from]!;
    const out = leaving(pen, net.from);
    const track = tracks.trackOf[place] ?? null;
    const along = begin + (track === null ? 0 : direction === "LR" ? 1 + 2 * track : track);
    for (const to of net.to) {
      const target = layout.items[to]!;
      const heavy = target.isWire
        ? pen.isHeavyBeyond(source.node, target.layer)
        : pen.isHeavy(source.node, target.node);
      const end = target.isWire ? starts[layer + 1]! : starts[layer + 1]! - (direction === "LR" ? 2 : 1);
      canvas.line(cell(out, source.position), cell(along, source.position), heavy);
      canvas.line(cell(along, source.position), cell(along, target.position), heavy);
      canvas.line(cell(along, target.position), cell(end, target.position), heavy);
      if (source.position === target.position && net.to.length === 1) continue;
      canvas.join(cell(along, source.position));
      canvas.join(cell(along, target.position));
    }
  }
}

/** Where a line begins: behind the label; for a wire where the gap before it ended. */
function leaving({ layout, labels, starts, direction }: Pen, place: number): number {
  const { node, isWire, layer } = layout.items[place]!;
  if (isWire) return starts[layer]!;
  return direction === "LR" ? starts[layer]! + labelWidth(labels[node]!) + 1 : starts[layer]!;
}

function drawLabels({ layout, labels, canvas, cell, starts, direction, ascii }: Pen): void {
  const arrow = direction === "LR" ? (ascii ? ">" : "▶") : ascii ? "v" : "▼";
  const arrives = new Set(layout.segments.flat().map(({ to }) => to));
  for (const [place, { node, isWire, layer, position }] of layout.items.entries()) {
    if (isWire) continue;
    const start = starts[layer]!;
    if (arrives.has(place)) canvas.text(cell(start - (direction === "LR" ? 2 : 1), position), arrow);
    const { x: left, y } = cell(start, position);
    let x = left;
    if (direction === "TD") x -= Math.floor(labelWidth(labels[node]!) / 2);
    for (const { text, paint } of labels[node]!) {
      canvas.text({ x, y }, text, paint ?? undefined);
      x += [...text].length;
    }
  }
}
