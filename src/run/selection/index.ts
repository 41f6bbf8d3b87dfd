/*
 * Expressions that select artifacts of a plan, such as `+report and not tag:raw`.
 *
 * Start at select.ts, which evaluates an expression; tokens.ts and parse.ts read it, print.ts writes it.
 * Must not know: the commands that take one.
 */

export { isGlob, matchesGlob } from "./glob.ts";
export { selectableStatuses } from "./parse.ts";
export { needsStatuses, type SelectionScope, selectArtifacts } from "./select.ts";
