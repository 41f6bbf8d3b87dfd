/*
 * Removes runs, raw content, and a person from the store on request: first planned, then done.
 *
 * Start at prune.ts and erase.ts.
 * Must not know: whether the user was asked.
 */

export { type Erasure, type ErasureRules, erase, planErasure, requireNoActiveRun, requireSubject } from "./erase.ts";
export { type Pruned, type PruneRules, planPrune, prune, requirePruneRule } from "./prune.ts";
