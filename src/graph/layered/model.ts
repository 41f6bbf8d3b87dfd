/** A node in its layer, or the wire of a node that passes through a layer on its way further down. */
export interface LayeredItem {
  readonly node: number;
  readonly isWire: boolean;
  readonly layer: number;
  /** Centre, across the layers. */
  readonly position: number;
  readonly size: number;
}

/** A line between neighbouring layers. Wires of one node are shared by all its edges that go as far. */
export interface Segment {
  /** Places in `items`. */
  readonly from: number;
  readonly to: number;
}

export interface Layered {
  readonly items: readonly LayeredItem[];
  /** Per layer the items, in order. */
  readonly layers: readonly (readonly number[])[];
  /** Per layer but the last, the segments to the next. */
  readonly segments: readonly (readonly Segment[])[];
  /** The extent across the layers, from 0. */
  readonly breadth: number;
}

export interface LayeredOptions {
  /** Extent of a node across the layers. */
  readonly sizeOf: (node: number) => number;
  readonly wireSize: number;
  /** Between nodes of a layer. */
  readonly gap: number;
  /** Between a wire and what is beside it. */
  readonly wireGap: number;
  /** `whole`: positions are whole numbers; `even`: even ones; `alternating`: odd ones in odd layers, even in the others. */
  readonly grid: "free" | "whole" | "even" | "alternating";
  /** Nodes with the same label stay beside each other within a layer. */
  readonly groupOf?: (node: number) => string;
}
