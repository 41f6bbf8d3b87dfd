/*
 * Expressions that select artifacts of a plan, such as `+report and not raw`.
 *
 * Start at select.ts; tokens.ts and parse.ts read the expression.
 * Must not know: the commands that take one.
 */

export { selectArtifacts } from "./select.ts";
