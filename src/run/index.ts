export { decodeEvents, encodeEvents, isCorrupt } from "./codec.ts";
export {
  addCosts,
  applyEvent,
  createFold,
  type Fold,
  foldEvents,
  isStarted,
  type StartedRunState,
} from "./fold.ts";
export { alteredArtifacts, type InspectionRow, inspection } from "./inspection.ts";
export {
  type AlterationState,
  type ArtifactResult,
  type ArtifactState,
  type AttemptState,
  artifactState,
  emptyState,
  messageOf,
  type NoteState,
  noCounts,
  type OutputState,
  type RunState,
  workedFor,
} from "./state.ts";
export { summarise } from "./summary.ts";
export {
  type ArtifactStage,
  type ArtifactStep,
  artifactTransitions,
  type RunStage,
  type RunStep,
  runTransitions,
  statusAt,
} from "./transitions.ts";
