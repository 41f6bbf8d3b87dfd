/*
 * Returns when artifacts worked, and predicts the effect of other durations and limits.
 *
 * Start at timeline-of.ts; expected-time.ts predicts a run that has not started.
 * Must not know: how a timeline is drawn (render/timeline/).
 */

export { type ExpectedTime, type ExpectedTimeRequest, expectedTime } from "./expected-time.ts";
export { type TimedRun, type TimelineRequest, timelineOf } from "./timeline-of.ts";
