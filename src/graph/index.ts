/*
 * A generic graph without cycles: order, cycles, reachability, longest path, width, and a layered layout.
 *
 * Start at dag.ts, the graph that every algorithm takes; layered/ places nodes for drawings.
 * Must not know: artifacts and plans; nodes are numbers.
 */

export { acyclicGroups } from "./acyclic-groups.ts";
export { findCycles } from "./cycles.ts";
export { createDag, type Dag } from "./dag.ts";
export { createIndexHeap } from "./index-heap.ts";
export { type Layered, type LayeredOptions, layered } from "./layered/index.ts";
export { longestPath, remainingPath } from "./longest-path.ts";
export { createNumberSet, type NumberSet } from "./number-set.ts";
export { topologicalOrder } from "./order.ts";
export { ancestors, descendants } from "./reach.ts";
export { width } from "./width.ts";
