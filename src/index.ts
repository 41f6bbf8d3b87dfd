/**
 * The library. `openWct` can do everything the command line can. The other exports are its parts, for programs that
 * combine them in another way. Components are written against `wct-cli/plugin`.
 */

export { type Diagnostic, isWctError, renderDiagnostic, WctError } from "./diagnostics/index.ts";
export type {
  ArtifactId,
  ArtifactStatus,
  ArtifactStore,
  Attempt,
  Clock,
  Digest,
  ExecutionPlan,
  ExecutionStore,
  Gate,
  GateDecision,
  MessageRef,
  PlannedArtifact,
  Producer,
  RecordStore,
  RunEvent,
  RunId,
  RunStatus,
  RunSummary,
  RunWriter,
  SchemaRef,
  StagedObject,
  Task,
  TaskReport,
} from "./domain/index.ts";
export {
  createRedactor,
  createThreads,
  createWorkerProducer,
  DAGExecutor,
  type ExecuteOptions,
  type ExecutionResult,
  type JobRunner,
} from "./executor/index.ts";
export * from "./library/index.ts";
export { Planner, type PlanResult, parsePlan, serialisePlan } from "./planner/index.ts";
export { createRegistry, type LoadedPlugin, type Registry } from "./registry/index.ts";
export {
  renderCheckMarkdown,
  renderDiffMarkdown,
  renderTimelineHtml,
  renderTimelineSvg,
  timelineTrace,
} from "./render/index.ts";
export { foldEvents, inspection, type RunState } from "./run/index.ts";
export { parseRunbook, type Runbook } from "./runbook/index.ts";
export { createMemoryStore, openRecordStore, systemClock } from "./store/index.ts";
