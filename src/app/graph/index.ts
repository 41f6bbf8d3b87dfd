/*
 * Draws the graph of a runbook or a run in a format that has room for it.
 *
 * Start at graph-of.ts, then draw.ts.
 * Must not know: how a format is written (render/graph/).
 */

export { drawGraph, type GraphFormat } from "./draw.ts";
export { graphOf, graphSubject } from "./graph-of.ts";
