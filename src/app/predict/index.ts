/*
 * Returns when artifacts worked, and predicts the effect of other durations and limits.
 *
 * Start at timeline-of.ts.
 * Must not know: how a timeline is drawn (render/timeline/).
 */

export { type TimedRun, type TimelineRequest, timelineOf } from "./timeline-of.ts";
