import type { Layered } from "../../../graph/index.ts";
import type { Paint } from "../../text/index.ts";
import { type Canvas, type CanvasCell, createCanvas } from "./canvas.ts";
import { type Net, netsOf } from "./nets.ts";
import { assignTracks, type Tracks } from "./tracks.ts";

/** A text in parts, each with its own colour. */
export type Label = readonly { readonly text: string; readonly paint: Paint | null }[];

/** The text of a node: one line, and optionally a second one below it. */
export interface NodeText {
  readonly label: Label;
  readonly below: Label;
}

interface PlotOptions {
  readonly layout: Layered;
  readonly direction: "TD" | "LR";
  /** Second lines occur only from left to right, on a grid that leaves the cell below a node free. */
  readonly boxes: readonly NodeText[];
  readonly ascii: boolean;
  /** From left to right: tracks are adjacent, to save columns. */
  readonly isTight: boolean;
  /** The last layout to try, which is drawn even if lines could be confused. */
  readonly isLast: boolean;
  /** Returns whether the edge between two nodes is heavy. */
  readonly isHeavy: (from: number, to: number) => boolean;
  /** Whether a heavy edge of the node goes to a layer beyond this one. */
  readonly isHeavyBeyond: (node: number, layer: number) => boolean;
}

const boxWidth = ({ label, below }: NodeText): number => Math.max(labelWidth(label), labelWidth(below));

export const labelWidth = (label: Label): number => label.reduce((sum, { text }) => sum + [...text].length, 0);

interface Gap {
  readonly nets: readonly Net[];
  readonly tracks: Tracks;
}

export interface Plot {
  readonly canvas: Canvas;
  readonly width: number;
  readonly height: number;
}

/** Draws a layout with labels and lines; returns null if lines could be confused unless the grid alternates. */
export function plot(options: PlotOptions): Plot | null {
  const gaps = options.layout.segments.map((_, index) => gapOf(options.layout, index));
  if (!options.isLast && gaps.some(({ tracks }) => tracks.isKnotted)) return null;
  const canvas = createCanvas();
  const starts = layerStarts(options, gaps);
  const cell = (along: number, across: number): CanvasCell =>
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
  const positionOf = (item: number): number => items[item]!.position;
  const [coarse, fine] = [false, true].map((isFine) => () => {
    const nets = netsOf(segments[index]!, { positionOf, isFine });
    return { nets, tracks: assignTracks(nets) };
  });
  const gap = coarse!();
  return gap.tracks.isKnotted ? fine!() : gap;
}

/** Returns the length of a layer in the direction of the graph. */
function layerLength({ layout, boxes, direction }: PlotOptions, layer: number): number {
  if (direction === "TD") return 1;
  return layout.layers[layer]!.reduce((most, place) => {
    const { node, isWire } = layout.items[place]!;
    return isWire ? most : Math.max(most, boxWidth(boxes[node]!));
  }, 0);
}

/** Returns the cells of a gap: tracks, then the arrow, and in lines of text a space on either side. */
const gapLength = (options: PlotOptions, { count }: Tracks): number =>
  options.direction === "LR"
    ? 1 + Math.max(1, trackAt(options, count)) + (options.isTight ? 3 : 2)
    : Math.max(1, count) + 1;

/**
 * Returns the position of a track in a gap of a drawing from left to right; vertical lines are adjacent only if tight.
 */
const trackAt = ({ isTight }: PlotOptions, track: number): number => 1 + (isTight ? track : 2 * track);

function layerStarts(options: PlotOptions, gaps: readonly Gap[]): readonly number[] {
  const starts: number[] = [];
  let at = 0;
  for (const layer of options.layout.layers.keys()) {
    starts.push(at);
    const gap = gaps[layer];
    if (gap !== undefined) at += layerLength(options, layer) + gapLength(options, gap.tracks);
  }
  return starts;
}

interface Pen extends PlotOptions {
  readonly canvas: Canvas;
  readonly cell: (along: number, across: number) => CanvasCell;
  readonly starts: readonly number[];
  readonly gaps: readonly Gap[];
}

function drawGap(pen: Pen, layer: number, { nets, tracks }: Gap): void {
  const { canvas, cell, layout, starts, direction } = pen;
  const begin = starts[layer]! + layerLength(pen, layer) + (direction === "LR" ? 1 : 0);
  for (const [place, net] of nets.entries()) {
    const track = tracks.trackOf[place] ?? null;
    const along = begin + (track === null ? 0 : direction === "LR" ? trackAt(pen, track) : track);
    for (const [from, to] of net.from.flatMap((one) => net.to.map((other) => [one, other] as const))) {
      const [source, target] = [layout.items[from]!, layout.items[to]!];
      const heavy = target.isWire
        ? pen.isHeavyBeyond(source.node, target.layer)
        : pen.isHeavy(source.node, target.node);
      const end = target.isWire ? starts[layer + 1]! : starts[layer + 1]! - (direction === "LR" ? 2 : 1);
      canvas.line(cell(leaving(pen, from), source.position), cell(along, source.position), heavy);
      canvas.line(cell(along, source.position), cell(along, target.position), heavy);
      canvas.line(cell(along, target.position), cell(end, target.position), heavy);
      if (track === null) continue;
      canvas.join(cell(along, source.position));
      canvas.join(cell(along, target.position));
    }
  }
}

/** Returns where a line begins: after the label; for a wire, where the previous gap ended. */
function leaving({ layout, boxes, starts, direction }: Pen, place: number): number {
  const { node, isWire, layer } = layout.items[place]!;
  if (isWire) return starts[layer]!;
  return direction === "LR" ? starts[layer]! + labelWidth(boxes[node]!.label) + 1 : starts[layer]!;
}

function drawLabels({ layout, boxes, canvas, cell, starts, direction, ascii }: Pen): void {
  const arrow = direction === "LR" ? (ascii ? ">" : "▶") : ascii ? "v" : "▼";
  const arrives = new Set(layout.segments.flat().map(({ to }) => to));
  for (const [place, { node, isWire, layer, position }] of layout.items.entries()) {
    if (isWire) continue;
    const start = starts[layer]!;
    if (arrives.has(place)) canvas.text(cell(start - (direction === "LR" ? 2 : 1), position), arrow);
    const { label, below } = boxes[node]!;
    const { x, y } = cell(start, position);
    const left = direction === "TD" ? x - Math.floor(labelWidth(label) / 2) : x;
    writeLabel(canvas, { x: left, y }, label);
    writeLabel(canvas, { x: left, y: y + 1 }, below);
  }
}

/** Writes the parts of a label next to each other. */
export function writeLabel(canvas: Canvas, { x, y }: CanvasCell, label: Label): void {
  let at = x;
  for (const { text, paint } of label) {
    canvas.text({ x: at, y }, text, paint ?? undefined);
    at += [...text].length;
  }
}
