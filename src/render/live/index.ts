/*
 * The display of a run in progress: a model fed by events, the frame that is painted, and lines that stay.
 *
 * Start at model.ts, then frame.ts; plain-lines.ts is for outputs that are not a terminal.
 * Must not know: the terminal itself: src/cli paints.
 */

export { type FrameOptions, renderFrame } from "./frame.ts";
export { createLiveModel, type LiveModel, type LiveRow } from "./model.ts";
export { createPlainLines } from "./plain-lines.ts";
export { createSettled, type SettledLines } from "./settled-line.ts";
