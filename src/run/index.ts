export type { Change } from "./changes.ts";
export { decodeEvents, encodeEvents, isCorrupt } from "./codec.ts";
export {
  type ArtifactDifference,
  type Cause,
  compareElements,
  differingPaths,
  diffRuns,
  type ElementDifference,
  type ElementDifferences,
  type ElementSource,
} from "./diff/index.ts";
export { type EarlierArtifact, type EarlierRun, earlierArtifacts, type Holding, type InputRef } from "./earlier.ts";
export {
  addCosts,
  applyEvent,
  createFold,
  type Fold,
  foldEvents,
  isStarted,
  type StartedRunState,
} from "./fold.ts";
export {
  type Breach,
  type Condition,
  createGate,
  type FindingOrigin,
  gapsOf,
  isAboutRecord,
  parseConditions,
  type RecordFacts,
  type RecordGap,
  recordFacts,
} from "./gate/index.ts";
export { alteredArtifacts, type InspectionRow, inspection, inspectionOf } from "./inspection.ts";
export { holdersIn, type Lineage, type LineageNode, type LineageRun, lineageOf } from "./lineage.ts";
export { type Graph, type GraphEdge, type GraphNode, overlay } from "./overlay.ts";
export { type Content, compileJsonPath, type Match, type PathQuery, type PathSource } from "./path/index.ts";
export { type PlanGraph, planGraph } from "./plan-graph.ts";
export {
  createHistory,
  type History,
  type HistoryStep,
  paced,
  type ReplayPace,
  type Tally,
} from "./replay/index.ts";
export { type SelectOptions, selectArtifacts } from "./selection/index.ts";
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
export { countsAfter, endedCount } from "./step.ts";
export { summarise } from "./summary.ts";
export {
  type Candidate,
  decideTakeover,
  type ExecuteReason,
  type TakeoverDecision,
  type TakeoverQuestion,
} from "./takeover.ts";
export {
  type BoundingKind,
  type BoundingPiece,
  type Chain,
  criticalPath,
  isNonBlocking,
  type Stretch,
  type Timeline,
  type TimelineArtifact,
  timeline,
} from "./timeline/index.ts";
export {
  type ArtifactStage,
  type ArtifactStep,
  artifactTransitions,
  type RunStage,
  type RunStep,
  runTransitions,
  statusAt,
} from "./transitions.ts";
