export { createHistory, type History, type HistoryStep, type Tally } from "./history.ts";
export { paced, type ReplayPace } from "./pace.ts";
