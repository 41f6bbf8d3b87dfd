/** The library: plan, execute, record, read. Components are written against `wct/plugin`. */
export { type Diagnostic, isWctError, renderDiagnostic, WctError } from "./diagnostics/index.ts";
export type {
  ArtifactId,
  ArtifactStatus,
  ArtifactStore,
  Clock,
  Digest,
  ExecutionPlan,
  ExecutionStore,
  Gate,
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
} from "./domain/index.ts";
export {
  createThreads,
  createWorkerProducer,
  DAGExecutor,
  type ExecuteOptions,
  type ExecutionResult,
} from "./executor/index.ts";
export { Planner, type PlanResult, parsePlan, serialisePlan } from "./planner/index.ts";
export { createRegistry, type LoadedPlugin, type Registry } from "./registry/index.ts";
export { foldEvents, inspection, type RunState } from "./run/index.ts";
export { parseRunbook, type Runbook } from "./runbook/index.ts";
export { createMemoryStore, openRecordStore } from "./store/index.ts";
