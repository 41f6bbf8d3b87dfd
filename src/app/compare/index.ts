/*
 * Compares two runs.
 *
 * Start at open-pair.ts, which opens and compares them; compare-runs.ts reads the contents that differ.
 * Must not know: how the differences are drawn (render/diff/).
 */

export { diffOf, openPair } from "./open-pair.ts";
