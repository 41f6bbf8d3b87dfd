/*
 * Replays a run event by event, with the state after each.
 *
 * Start at history.ts; pace.ts spaces the steps in time.
 * Must not know: how a step is shown.
 */

export {
  createGrowingHistory,
  createHistory,
  type GrowingHistory,
  type History,
  type HistoryStep,
  type Tally,
} from "./history.ts";
export { paced, type ReplayPace } from "./pace.ts";
