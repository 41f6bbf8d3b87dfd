/*
 * A run as recorded by its events: their form, the fold to a state, and the views derived from the state.
 *
 * Start at codec.ts and fold.ts, then state.ts; the rooms contain the larger views.
 * Must not know: stores, registries and texts for people.
 */

export { workedMs } from "./attempt-time.ts";
export {
  celLimits,
  type ExpressionFault,
  type ExpressionNode,
  faultDiagnostic,
  faultOf,
  isNode,
  nodesIn,
  partsOf,
} from "./cel/index.ts";
export { type Change, changesSince } from "./changes.ts";
export { decodeEvents, encodeEvents, isCorrupt } from "./codec.ts";
export {
  type ArtifactDifference,
  type Cause,
  compareElements,
  differingPaths,
  diffRuns,
  type ElementDifferences,
  type ElementSource,
  type FirstDifference,
  firstDifference,
} from "./diff/index.ts";
export { type EarlierArtifact, type EarlierRun, earlierArtifacts, type Holding, type InputRef } from "./earlier.ts";
export { evidenceText, type FindingRow, findingLocation, findingRow, isFindingStream } from "./finding.ts";
export { addCosts, applyEvent, createFold, foldEvents, isStarted, type StartedRunState } from "./fold.ts";
export { type InspectionRow, inspection, inspectionOf } from "./inspection.ts";
export { interruptedState } from "./interrupted.ts";
export { holdersIn, type Lineage, type LineageNode, type LineageRun, lineageOf } from "./lineage.ts";
export { type Graph, type GraphNode, overlay } from "./overlay.ts";
export { compileJsonPath, type Match, type PathQuery } from "./path/index.ts";
export { artifactGraph, planGraph } from "./plan-graph.ts";
export {
  type Breach,
  type Condition,
  createPolicyCheck,
  type FindingOrigin,
  gapsOf,
  isAboutRecord,
  parseConditions,
  recordFacts,
  UnreadPlaces,
} from "./policy/index.ts";
export {
  createGrowingHistory,
  createHistory,
  type GrowingHistory,
  type History,
  type HistoryStep,
  paced,
  type ReplayPace,
  type Tally,
} from "./replay/index.ts";
export {
  decideReuse,
  type ExecuteReason,
  type ReuseCandidate,
  type ReuseDecision,
  type ReuseRequest,
  type ReuseScope,
  type SourceDoubt,
  type SourceVerdict,
} from "./reuse.ts";
export {
  type BaselineEntry,
  createReviews,
  decisions,
  type FindingIdentity,
  type Growth,
  identityOf,
  isRepeated,
  type Review,
  type ReviewDecision,
  type ReviewStatus,
  type Reviews,
  reviewStatuses,
} from "./review/index.ts";
export {
  isGlob,
  matchesGlob,
  needsStatuses,
  type SelectionScope,
  selectArtifacts,
  selectableStatuses,
} from "./selection/index.ts";
export {
  type ArtifactResult,
  type ArtifactState,
  type AttemptState,
  artifactState,
  emptyState,
  messageOf,
  noCounts,
  type OutputState,
  type RunState,
  workedFor,
} from "./state.ts";
export { countsAfter, endedCount } from "./step.ts";
export { summarise } from "./summary.ts";
export {
  type BoundingPiece,
  isNonBlocking,
  type Stretch,
  type Timeline,
  type TimelineArtifact,
  type Track,
  timeline,
} from "./timeline/index.ts";
export { type WorkRow, workOf } from "./work.ts";
