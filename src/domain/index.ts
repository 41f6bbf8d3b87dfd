/*
 * The core types of the whole program: ids, plans, events, messages, and the ports to stores and producers.
 *
 * Start at plan.ts and event.ts; execution-store.ts, artifact-store.ts and producer.ts are the ports.
 * Must not know: any logic beyond guards and bounds, and which modules implement a port.
 */

export { isJsonObject, type JsonObject, type JsonValue } from "../shape/index.ts";
export type {
  ArtifactStore,
  ArtifactStoreLocation,
  MessageReader,
  MessageWriter,
  ObjectCondition,
  StagedObject,
} from "./artifact-store.ts";
export {
  concurrencyAtMost,
  costAtMost,
  isCost,
  secondsAtMost,
  sumOfCosts,
  workerMemoryAtMost,
  workersAtMost,
} from "./bounds.ts";
export type { Clock } from "./clock.ts";
export {
  type EventBody,
  type EventOf,
  type EventType,
  type RunEvent,
  type RunStarted,
  runEvent,
} from "./event.ts";
export { type EventEnvelope, eventFormat } from "./event-envelope.ts";
export {
  type ArtifactStatus,
  type Cost,
  type Counts,
  counts,
  type LostWork,
  type Nanoseconds,
  type NoteLevel,
  noteLevels,
  type ReleasedBy,
  type RemoteWork,
  type ReuseReason,
  type RunMode,
  type RunOutcome,
  type RunStatus,
  reuseReasons,
  runModes,
  runStatuses,
  type SkipReason,
  skipReasons,
  waitKinds,
} from "./event-fields.ts";
export type {
  AdoptedWriter,
  ChainReport,
  ExecutionStore,
  RecordFrame,
  RunEnds,
  RunFilter,
  RunSummary,
  RunWriter,
} from "./execution-store.ts";
export { type FailedException, type Failure, failure } from "./failure.ts";
export type { FileAccess } from "./files.ts";
export { artifactId, diagnosticCode, digest, momentSource, runId, writtenSchemaRef } from "./id-shapes.ts";
export {
  type ArtifactId,
  type Digest,
  isArtifactId,
  isDigest,
  isPlannedId,
  isRunId,
  type RunId,
  runIdAt,
  runIdSource,
  type SchemaRef,
} from "./ids.ts";
export { type MessageRef, messageRef, type RecordedSourceState, type Summary, sourceState } from "./message.ts";
export { type NamedValue, shortestReplacedValue } from "./named-value.ts";
export type {
  BreakpointSide,
  ComponentKind,
  ExecutionPlan,
  Fingerprint,
  InputGroup,
  Method,
  OverriddenValue,
  PlannedArtifact,
  PlannedComponent,
  RunLimits,
  Sensitivity,
} from "./plan.ts";
export {
  type Attempt,
  type ConfigAlteration,
  type Gate,
  type GateDecision,
  openGate,
  type Producer,
  type RemotePlace,
  type Task,
  type TaskReport,
  type WorkElsewhere,
} from "./producer.ts";
export type { JobQueue, RecordStore } from "./record-store.ts";
export type {
  ClaimedJob,
  CompletedJob,
  CoordinatorQueue,
  InlineContent,
  JobListening,
  JobRef,
  JobTaking,
  KnownWorker,
  RemoteJob,
  RemoteMode,
  RemoteObject,
  RemoteOrder,
  RemoteOutcome,
  RemoteReport,
  RemoteUpdate,
  RunHolder,
  RunUpdates,
  TravellingFile,
  WorkerFacts,
  WorkerQueue,
  WorkerQueueListener,
} from "./remote.ts";
export type {
  CopiedContent,
  CopiedFrame,
  CopiedObject,
  CopyRequest,
  EraseReport,
  EraseRequest,
  GoneContent,
  GoneReason,
  PruneReport,
  PruneRequest,
  RunCopy,
  RunRetention,
  SearchedRuns,
} from "./retention.ts";
export {
  declaredTermText,
  formatPercent,
  type LocatorLike,
  locationText,
  percentOf,
  periodText,
  termText,
} from "./wording/index.ts";
