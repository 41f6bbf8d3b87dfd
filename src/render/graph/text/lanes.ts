import { type Dag, layered } from "../../../graph/index.ts";
import { type Canvas, createCanvas } from "./canvas.ts";
import { type Label, labelWidth, writeLabel } from "./plot.ts";

export interface LanesOptions {
  readonly dag: Dag;
  /** Per node its sign, which stands in its lane, and what stands behind the lanes. */
  readonly signs: readonly Label[];
  readonly labels: readonly Label[];
  /** Per node the names of what it is made from, written in so many columns; null: there is no room. */
  readonly inputs: (node: number, columns: number) => Label | null;
  readonly columns: number;
  readonly isHeavy: (from: number, to: number) => boolean;
}

/**
 * A row per node, layer after layer, and a lane for each that others need: it runs down from the node to its last
 * dependent. In a row only its own node receives, so that no line can be read wrongly; any number of layers fits. Where
 * a lane began is far above: what a node is made from is named as well, as far as there is room.
 */
export function drawLanes({ dag, signs, labels, inputs, columns, isHeavy }: LanesOptions): {
  canvas: Canvas;
  width: number;
} {
  const order = rowsOf(dag);
  const rowOf = new Array<number>(dag.size).fill(0);
  for (const [row, node] of order.entries()) rowOf[node] = row;
  const lastRow = rowOf.map((row, node) => Math.max(row, ...dag.dependents[node]!.map((one) => rowOf[one]!)));
  const laneOf = assignLanes(dag, order, lastRow);
  const canvas = createCanvas();
  const x = (node: number): number => 2 * laneOf[node]!;
  for (const node of order) {
    const y = rowOf[node]!;
    for (const input of dag.dependencies[node]!) {
      const heavy = isHeavy(input, node);
      canvas.line({ x: x(input), y: rowOf[input]! }, { x: x(input), y }, heavy);
      canvas.line({ x: x(input), y }, { x: x(node), y }, heavy);
      canvas.join({ x: x(input), y });
    }
  }
  const lanes = Math.max(0, ...laneOf.map((lane) => lane + 1));
  let width = 0;
  for (const node of order) {
    const y = rowOf[node]!;
    writeLabel(canvas, { x: x(node), y }, signs[node]!);
    writeLabel(canvas, { x: 2 * lanes + 1, y }, labels[node]!);
    const end = 2 * lanes + 1 + labelWidth(labels[node]!);
    width = Math.max(width, end);
    writeLabel(canvas, { x: end + 2, y }, inputs(node, columns - end - 2) ?? []);
  }
  return { canvas, width };
}

/** Layer by layer, in the order in which few lines cross. */
function rowsOf(dag: Dag): readonly number[] {
  const { layers, items } = layered(dag, { sizeOf: () => 1, wireSize: 1, gap: 1, wireGap: 1, grid: "whole" });
  return layers.flatMap((layer) => layer.flatMap((place) => (items[place]!.isWire ? [] : [items[place]!.node])));
}

/** The lane of an input that nobody needs any more, else the first that is free. */
function assignLanes(dag: Dag, order: readonly number[], lastRow: readonly number[]): readonly number[] {
  const laneOf = new Array<number>(dag.size).fill(0);
  // Per lane the row up to which it is taken.
  const taken: number[] = [];
  for (const [row, node] of order.entries()) {
    const ending = dag.dependencies[node]!.filter((input) => lastRow[input] === row).map((input) => laneOf[input]!);
    const free = taken.findIndex((until) => until < row);
    const lane = ending.length > 0 ? Math.min(...ending) : free === -1 ? taken.length : free;
    laneOf[node] = lane;
    taken[lane] = lastRow[node]!;
  }
  return laneOf;
}
