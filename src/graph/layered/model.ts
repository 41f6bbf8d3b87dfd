/** A node in its layer, or the wire of a node that passes through a layer to a lower one. */
export interface LayeredItem {
  readonly node: number;
  readonly isWire: boolean;
  readonly layer: number;
  /** Centre, across the layers. */
  readonly position: number;
  readonly size: number;
}

/** A line between adjacent layers. All edges of a node that reach this far share its wires. */
export interface LayerSegment {
  /** Indices in `items`. */
  readonly from: number;
  readonly to: number;
}

export interface Layered {
  readonly items: readonly LayeredItem[];
  /** The items of each layer, in order. */
  readonly layers: readonly (readonly number[])[];
  /** For each layer but the last, the segments to the next one. */
  readonly segments: readonly (readonly LayerSegment[])[];
  /** The extent across the layers, from 0. */
  readonly breadth: number;
}

export interface LayeredOptions {
  /** Extent of a node across the layers. */
  readonly sizeOf: (node: number) => number;
  readonly wireSize: number;
  /** Between nodes of a layer. */
  readonly gap: number;
  /** Between a wire and its neighbours. */
  readonly wireGap: number;
  /** `whole`: positions are whole numbers; `even`: even ones; `alternating`: odd ones in odd layers, even in the others. */
  readonly grid: "free" | "whole" | "even" | "alternating";
  /** Nodes with the same label stay next to each other within a layer; `a/b` is a group inside `a`. */
  readonly groupOf?: (node: number) => string;
}
