export { timelineJson } from "./json.ts";
export type { TimelineTextOptions } from "./options.ts";
export type { Advice, Outlook, Prediction } from "./outlook.ts";
export { renderTimelineText } from "./text.ts";
