import type { Dag } from "../dag.ts";
import type { LayerSegment } from "./model.ts";

/** Items and segments before they have positions. */
export interface Skeleton {
  readonly items: readonly { readonly node: number; readonly isWire: boolean; readonly layer: number }[];
  readonly layers: number[][];
  readonly segments: readonly (readonly LayerSegment[])[];
}

/** Adds wires for edges that pass through layers: one wire for each node and layer. */
export function skeletonOf(dag: Dag, layerOf: readonly number[]): Skeleton {
  const depth = layerOf.reduce((most, layer) => Math.max(most, layer + 1), 0);
  const items: { node: number; isWire: boolean; layer: number }[] = layerOf.map((layer, node) => ({
    node,
    isWire: false,
    layer,
  }));
  const segments: LayerSegment[][] = Array.from({ length: Math.max(0, depth - 1) }, () => []);
  for (let node = 0; node < dag.size; node += 1) {
    const dependents = [...dag.dependents[node]!].sort((a, b) => layerOf[a]! - layerOf[b]!);
    let at = node;
    let layer = layerOf[node]!;
    for (const dependent of dependents) {
      for (; layer < layerOf[dependent]! - 1; layer += 1) {
        const wire = items.push({ node, isWire: true, layer: layer + 1 }) - 1;
        segments[layer]!.push({ from: at, to: wire });
        at = wire;
      }
      segments[layer]!.push({ from: at, to: dependent });
    }
  }
  const layers: number[][] = Array.from({ length: depth }, () => []);
  for (const [item, { layer }] of items.entries()) layers[layer]!.push(item);
  return { items, layers, segments };
}
