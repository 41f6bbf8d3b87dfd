/*
 * The rules for what a store keeps: which objects a record needs, which runs a prune may delete, what an erasure
 * leaves, and how an event reads once its content is gone. Pure functions, the same for every kind of store.
 *
 * Start at references.ts, then prune.ts and erase.ts.
 * Must not know: SQLite, files, clocks. The stores carry out these decisions.
 */

export { asKept, withoutDropped } from "./dropped.ts";
export { nothingErased, unsearchedRuns, withoutErased } from "./erase.ts";
export { choosePrune, type PrunableRun, type PruneChoice, withNamed } from "./prune.ts";
export { digestsIn, neededIn, takenFrom } from "./references.ts";
