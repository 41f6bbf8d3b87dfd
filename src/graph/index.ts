export { type Cycle, findCycles } from "./cycles.ts";
export { createDag, type Dag } from "./dag.ts";
export { createIndexHeap, type IndexHeap } from "./index-heap.ts";
export { type Layered, type LayeredItem, type LayeredOptions, layered, type Segment } from "./layered/index.ts";
export { type LongestPath, longestPath, remainingPath, type Weights } from "./longest-path.ts";
export { topologicalOrder } from "./order.ts";
export { ancestors, descendants } from "./reach.ts";
export { type WidthOptions, width } from "./width.ts";
