export { type FrameOptions, renderFrame } from "./frame.ts";
export { createLiveModel, type LiveModel, type LiveRow, type LiveView } from "./model.ts";
export { createPlainLines, type PlainLines } from "./plain-lines.ts";
export { createSettled, type Settled, type SettledOptions } from "./settled-line.ts";
