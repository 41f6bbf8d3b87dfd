/*
 * Places the nodes of a graph in layers, with few crossings and straight long edges.
 *
 * Start at `layered` below, which uses layers.ts, items.ts, ordering.ts and positions.ts in this order.
 * Must not know: what is drawn, and with what; sizes and positions are numbers.
 */

import type { Dag } from "../dag.ts";
import { skeletonOf } from "./items.ts";
import { assignLayers } from "./layers.ts";
import type { Layered, LayeredItem, LayeredOptions } from "./model.ts";
import { orderLayers } from "./ordering.ts";
import { assignPositions } from "./positions.ts";
import { withWholeGroups } from "./whole-groups.ts";

export type { Layered, LayeredOptions } from "./model.ts";

/**
 * Computes a layered drawing of a graph: dependencies above dependents, few crossings, straight long edges.
 * Deterministic. Positions start at 0 (at 0 or 1 in an alternating grid).
 */
export function layered(dag: Dag, options: LayeredOptions): Layered {
  const before = options.groupOf === undefined ? dag : withWholeGroups(dag, options.groupOf);
  const skeleton = skeletonOf(dag, assignLayers(dag, before));
  const groupOf = (item: number): string => {
    const { node, isWire } = skeleton.items[item]!;
    return isWire ? "" : (options.groupOf?.(node) ?? "");
  };
  const layers = orderLayers(skeleton, groupOf);
  const position = assignPositions({ ...skeleton, layers }, options);
  const isFree = options.grid === "free";
  const sized = skeleton.items.map((item, place) => ({
    ...item,
    position: position[place]!,
    size: item.isWire ? options.wireSize : options.sizeOf(item.node),
  }));
  const start = ({ position, size }: LayeredItem): number => position - (isFree ? size / 2 : Math.floor(size / 2));
  const least = sized.reduce((low, item) => Math.min(low, start(item)), Number.POSITIVE_INFINITY);
  // A shift by an even number keeps the grid alternating.
  const shift = options.grid === "alternating" ? Math.floor(least / 2) * 2 : least;
  const items = sized.map((item) => ({ ...item, position: item.position - shift }));
  const breadth = items.reduce((most, item) => Math.max(most, start(item) + item.size), 0);
  return { items, layers, segments: skeleton.segments, breadth };
}
