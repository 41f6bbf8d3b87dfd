/*
 * Reads a recorded run: its plan and state, its content, and which content may identify people.
 *
 * Start at record.ts.
 * Must not know: which run is meant (open/), and whether it is intact (verify/).
 */

export { type RawContent, rawArtifacts, rawContent } from "./raw-content.ts";
export { readPlan } from "./read-plan.ts";
export {
  contentOf,
  keptRawContent,
  plannedArtifact,
  type RecordedRun,
  readRecord,
  readRecordUntil,
  viewOf,
} from "./record.ts";
export { unlessAbsent, unlessRemoved } from "./removed-runs.ts";
export { copyRequest, type RunObject, runObjects } from "./run-content.ts";
export { type RunFacts, runFacts } from "./run-facts.ts";
export { isNotSelected, limitedView, selectedIn } from "./selected.ts";
export { exceptionsNotKept } from "./unkept-exceptions.ts";
