export type {
  ArtifactStore,
  ArtifactStoreLocation,
  MessageReader,
  MessageWriter,
  ObjectCondition,
  SpoolLocation,
  StagedObject,
} from "./artifact-store.ts";
export type { Clock } from "./clock.ts";
export {
  type ArtifactStatus,
  type Cost,
  type Counts,
  type EventBody,
  type EventEnvelope,
  type EventOf,
  type EventType,
  eventFormat,
  type Nanoseconds,
  type NoteLevel,
  type ReleasedBy,
  type ReuseReason,
  type RunEvent,
  type RunMode,
  type RunOutcome,
  type RunStarted,
  type RunStatus,
  type SkipReason,
} from "./event.ts";
export type { ChainReport, ExecutionStore, RecordFrame, RunFilter, RunSummary, RunWriter } from "./execution-store.ts";
export type { FailedException, Failure } from "./failure.ts";
export type { FileAccess } from "./files.ts";
export {
  type ArtifactId,
  type Digest,
  isArtifactId,
  isDigest,
  isRunId,
  type RunId,
  runIdAt,
  type SchemaRef,
} from "./ids.ts";
export { isJsonObject, type JsonObject, type JsonValue } from "./json.ts";
export type {
  CopiedContent,
  CopiedFrame,
  CopiedObject,
  CopyRequest,
  DroppedContent,
  EraseReport,
  EraseRequest,
  GoneContent,
  GoneReason,
  PruneReport,
  PruneRequest,
  RunCopy,
  RunKeeping,
  SearchedRuns,
} from "./keeping.ts";
export type { MessageRef, Summary } from "./message.ts";
export type {
  BreakpointSide,
  ComponentKind,
  ExecutionPlan,
  Fingerprint,
  InputGroup,
  Method,
  PlannedArtifact,
  PlannedComponent,
  Sensitivity,
} from "./plan.ts";
export {
  type Attempt,
  type Gate,
  type GateDecision,
  openGate,
  type Producer,
  type Task,
  type TaskReport,
} from "./producer.ts";
export type { RecordStore } from "./record-store.ts";
