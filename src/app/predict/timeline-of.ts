import type { Prediction } from "../../render/index.ts";
import { type Timeline, timeline } from "../../run/index.ts";
import type { RecordedRun } from "../record/index.ts";
import { predictionOf } from "./prediction.ts";
import { parseWhatIf } from "./what-if.ts";

export interface TimelineRequest {
  /** Assumptions, such as `slots=8,db_schema=0.5x`. */
  readonly whatIf?: string | undefined;
  /** Whether to compute what would shorten the run. */
  readonly advice?: boolean | undefined;
}

export interface TimedRun {
  readonly view: Timeline;
  /** Null if nothing was asked, or nothing can be predicted: the run has not finished, or executed nothing. */
  readonly prediction: Prediction | null;
}

/** Returns when the artifacts of a run worked, and the prediction for other durations. Throws WCT_USAGE_WHAT_IF. */
export function timelineOf(record: RecordedRun, { whatIf, advice = false }: TimelineRequest = {}): TimedRun {
  const view = timeline(record.plan, record.state);
  const question = whatIf === undefined ? null : parseWhatIf(whatIf, record.plan);
  if (question === null && !advice) return { view, prediction: null };
  return { view, prediction: predictionOf({ ...record, view }, question, advice) };
}
