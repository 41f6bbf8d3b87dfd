/*
 * Reads and writes baselines: files with the decisions about findings, which teams keep beside their runbooks.
 *
 * Start at baseline-format.ts, then read-baseline.ts and update-baseline.ts.
 * Must not know: what a decision means for a check, and how it is shown.
 */

export { type Baseline, baselineOfFile, baselineOfRun, readBaseline } from "./read-baseline.ts";
export { reviewsOf } from "./reviews-of.ts";
export { defaultBaseline, updateBaseline, writeBaseline } from "./update-baseline.ts";
