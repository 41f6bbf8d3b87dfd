/*
 * Renders where the time of a run went: text, JSON, SVG, HTML, and a trace for viewers.
 *
 * Start at rows.ts, then text.ts; prediction.ts has the results of other settings.
 * Must not know: how times are computed, which src/run/timeline does.
 */

export { renderTimelineHtml } from "./html.ts";
export { timelineJson } from "./json.ts";
export type { Advice, Prediction, WhatIfResult } from "./prediction.ts";
export { renderTimelineSvg } from "./svg.ts";
export { renderTimelineText } from "./text.ts";
export { type TraceEvent, timelineTrace } from "./trace.ts";
export { busiestTracks, namedTracks, trackFigures } from "./tracks.ts";
