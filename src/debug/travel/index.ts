/*
 * Moves over the points that a run has passed, in both directions.
 *
 * Start at recording.ts, which derives points and states from events; navigator.ts moves.
 * Must not know: whether the run still goes on.
 */

export { type NavigatorOptions, PointNavigator } from "./navigator.ts";
export { past, Recording } from "./recording.ts";
