import type { Skeleton } from "./items.ts";
import type { LayeredOptions } from "./model.ts";
import { neighboursOf } from "./neighbours.ts";

const sweeps = 10;

interface Frame extends Pick<Skeleton, "items" | "segments"> {
  readonly layers: readonly (readonly number[])[];
}

/**
 * Computes the centres of all items. Alternating from above and below, places each layer as near to its neighbours as
 * the order and the minimum distances allow (least squares, by pooling). Wires have more weight, so that long edges are
 * straight.
 */
export function assignPositions(frame: Frame, options: LayeredOptions): Float64Array {
  const { items, layers } = frame;
  const sizes = items.map(({ node, isWire }) => (isWire ? options.wireSize : options.sizeOf(node)));
  const position = new Float64Array(items.length);
  const offsets = layers.map((layer) => offsetsOf(layer, frame, sizes, options));
  for (const [index, layer] of layers.entries()) {
    for (const [place, item] of layer.entries()) position[item] = offsets[index]![place]!;
  }
  const { above, below } = neighboursOf(frame);
  const settle = (index: number, beside: readonly (readonly number[])[]): void => {
    const layer = layers[index]!;
    const wanted = layer.map((item) => median(beside[item]!, position) ?? position[item]!);
    const weights = layer.map((item) => (beside[item]!.length === 0 ? 0.1 : items[item]!.isWire ? 4 : 1));
    const placed = pool(wanted, weights, offsets[index]!);
    for (const [place, item] of layer.entries()) position[item] = placed[place]!;
  };
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const down = sweep % 2 === 0;
    for (let step = 1; step < layers.length; step += 1) {
      settle(down ? step : layers.length - 1 - step, down ? above : below);
    }
  }
  const both = items.map((_, item) => [...above[item]!, ...below[item]!]);
  for (const index of layers.keys()) settle(index, both);
  if (options.grid !== "free") snap(position, layers, offsets, options.grid);
  return position;
}

/** Returns the minimum centre of each item of a layer when all items are packed as closely as allowed. */
function offsetsOf(
  layer: readonly number[],
  { items }: Frame,
  sizes: readonly number[],
  { gap, wireGap, grid }: LayeredOptions,
): readonly number[] {
  const isFree = grid === "free";
  const offsets: number[] = [];
  let at = 0;
  for (const [place, item] of layer.entries()) {
    const previous = layer[place - 1];
    if (previous !== undefined) {
      const half = isFree ? sizes[item]! / 2 : Math.floor(sizes[item]! / 2);
      const rest = isFree ? sizes[previous]! / 2 : Math.ceil(sizes[previous]! / 2);
      const distance = rest + half + (items[item]!.isWire || items[previous]!.isWire ? wireGap : gap);
      at += grid === "even" || grid === "alternating" ? Math.ceil(distance / 2) * 2 : distance;
    }
    offsets.push(at);
  }
  return offsets;
}

function median(others: readonly number[], position: Float64Array): number | null {
  if (others.length === 0) return null;
  const sorted = others.map((other) => position[other]!).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * Returns the positions nearest to the wanted ones with `x[i + 1] - x[i] >= offsets[i + 1] - offsets[i]`: isotonic
 * regression.
 */
function pool(wanted: readonly number[], weights: readonly number[], offsets: readonly number[]): readonly number[] {
  const blocks: { sum: number; weight: number; count: number }[] = [];
  for (const [place, want] of wanted.entries()) {
    let block = { sum: (want - offsets[place]!) * weights[place]!, weight: weights[place]!, count: 1 };
    for (
      let last = blocks.at(-1);
      last !== undefined && last.sum / last.weight >= block.sum / block.weight;
      last = blocks.at(-1)
    ) {
      block = { sum: last.sum + block.sum, weight: last.weight + block.weight, count: last.count + block.count };
      blocks.pop();
    }
    blocks.push(block);
  }
  const shifts = blocks.flatMap(({ sum, weight, count }) => new Array<number>(count).fill(sum / weight));
  return shifts.map((shift, place) => shift + offsets[place]!);
}

/** Rounds the shifts of each layer. They do not decrease along a layer, so rounding preserves the distances. */
function snap(
  position: Float64Array,
  layers: readonly (readonly number[])[],
  offsets: readonly (readonly number[])[],
  grid: LayeredOptions["grid"],
): void {
  for (const [index, layer] of layers.entries()) {
    const odd = grid === "alternating" ? index % 2 : 0;
    for (const [place, item] of layer.entries()) {
      const offset = offsets[index]![place]!;
      const shift = position[item]! - offset;
      position[item] = offset + (grid === "whole" ? Math.round(shift) : Math.round((shift - odd) / 2) * 2 + odd);
    }
  }
}
