/*
 * When each artifact worked and waited, the critical path, and what bounded the run.
 *
 * Start at timeline.ts and model.ts; run-time.ts removes the pauses.
 * Must not know: how it is drawn.
 */

export type { BoundingPiece, Stretch, Timeline, TimelineArtifact, Track } from "./model.ts";
export { criticalPath, isNonBlocking, timeline } from "./timeline.ts";
