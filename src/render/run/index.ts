/*
 * Formats a run as text: list, summary, story of an artifact, lines of events, replay, warnings and failures.
 *
 * Start at view.ts, the input of the summary, then summary.ts.
 * Must not know: the record it comes from, and the terminal.
 */

export { renderArtifactDetails } from "./artifact-details.ts";
export { renderRunEnding } from "./ending.ts";
export { eventLine, reasonText } from "./event-line.ts";
export { formatCounts, paintStatus, type RunListOptions, renderRunList } from "./list.ts";
export { messageCounts } from "./message-counts.ts";
export { type ReplayStyle, replayHeaderJson, replayLine, replayStepJson, widestTally } from "./replay.ts";
export { renderRunSummary, runJson } from "./summary.ts";
export type { ArtifactRow, RunView, SkipGroup } from "./view.ts";
export { workerTexts } from "./worker-texts.ts";
