export { renderTimelineHtml } from "./html.ts";
export { timelineJson } from "./json.ts";
export type { TimelineTextOptions } from "./options.ts";
export type { Advice, Outlook, Prediction } from "./outlook.ts";
export { renderTimelineSvg } from "./svg.ts";
export { renderTimelineText } from "./text.ts";
export { type TraceEvent, timelineTrace } from "./trace.ts";
