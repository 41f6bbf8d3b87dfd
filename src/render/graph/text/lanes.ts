import { type Dag, layered } from "../../../graph/index.ts";
import { type Canvas, createCanvas } from "./canvas.ts";
import { rowsByGroup } from "./group-rows.ts";
import { type Label, labelWidth, writeLabel } from "./plot.ts";

interface LanesOptions {
  readonly dag: Dag;
  /** The symbol of each node, drawn in its lane, and the text after the lanes. */
  readonly signs: readonly Label[];
  readonly labels: readonly Label[];
  /** Returns the names of the child runbooks around a node, whose rows follow each other. */
  readonly groupOf: (node: number) => readonly string[];
  /** Returns the names of a node's inputs, in at most this many columns; null if there is no room. */
  readonly inputs: (node: number, columns: number) => Label | null;
  readonly columns: number;
  readonly isHeavy: (from: number, to: number) => boolean;
}

/**
 * Draws one row per node, layer after layer, and a lane for each node that others need: it runs from the node down to
 * its last dependent. In a row only its own node has incoming lines, so that no line can be misread; any number of
 * layers fits. Since a lane may begin far above, the inputs of a node are also named, as far as there is room.
 */
export function drawLanes({ dag, signs, labels, groupOf, inputs, columns, isHeavy }: LanesOptions): {
  canvas: Canvas;
  width: number;
} {
  const order = rowsByGroup(dag, rowsOf(dag), groupOf);
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

/** Returns the nodes layer by layer, in the order in which few lines cross. */
function rowsOf(dag: Dag): readonly number[] {
  const { layers, items } = layered(dag, { sizeOf: () => 1, wireSize: 1, gap: 1, wireGap: 1, grid: "whole" });
  return layers.flatMap((layer) => layer.flatMap((place) => (items[place]!.isWire ? [] : [items[place]!.node])));
}

/** Assigns lanes: that of an input that is not needed any more, else the first free one. */
function assignLanes(dag: Dag, order: readonly number[], lastRow: readonly number[]): readonly number[] {
  const laneOf = new Array<number>(dag.size).fill(0);
  // For each lane, the row up to which it is used.
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
