import type {
  ArtifactId,
  Clock,
  Counts,
  Digest,
  EventOf,
  EventType,
  Gate,
  JsonObject,
  MessageRef,
  Producer,
  ReuseReason,
  RunEvent,
  RunId,
  RunMode,
  RunOutcome,
  RunStarted,
  RunWriter,
} from "../domain/index.ts";

/** A message of an earlier run that takes the place of producing an artifact. */
export interface Reuse {
  readonly from: RunId;
  readonly fromArtifact: ArtifactId;
  readonly reason: ReuseReason;
  readonly message: MessageRef;
}

/** What `run.started` carries beyond the plan and the limits. The caller has stored the plan's object already. */
export interface RunMeta {
  readonly uuid: string;
  /** Digest of the stored plan. */
  readonly plan: Digest;
  readonly wct: string;
  readonly components: RunStarted["components"];
  readonly resumedFrom: RunId | null;
  readonly forkedFrom: RunId | null;
}

export interface Limits {
  /** Artifacts in flight, at least 1. */
  readonly maxConcurrency: number;
  /** Recorded; holding to it is the producer's part. */
  readonly workers: number;
  /** Milliseconds for the whole run. */
  readonly timeoutMs: number | null;
  /** The run stops when the amounts reported through `cost` sum to more than this. */
  readonly costLimit: number | null;
}

/** Takes events after they are committed, in order. Must not block. */
export type Listener = (event: RunEvent) => void;

type BodyOf<E> = E extends unknown ? Omit<E, "v" | "seq" | "run" | "at" | "t"> : never;
/** Facts that a debug session adds to the record. */
export type SessionFact = BodyOf<EventOf<Extract<EventType, "run.paused" | "run.continued" | "artifact.altered">>>;
export type OutputFact = BodyOf<EventOf<"output.written">>;

/** What may be done between the last artifact and the end of the run, such as writing outputs. */
export interface WindDown {
  /** Of artifacts that completed or were reused, in plan order. */
  readonly messages: ReadonlyMap<ArtifactId, MessageRef>;
  readonly record: (fact: OutputFact) => void;
}

export interface ExecuteOptions {
  readonly producer: Producer;
  /** Open by default. */
  readonly gate?: Gate;
  readonly clock: Clock;
  readonly writer: Pick<RunWriter, "run" | "append" | "head">;
  readonly listeners?: readonly Listener[];
  /** Told once about each listener that throws; the listener is dropped. */
  readonly onListenerError?: (error: unknown, listener: Listener) => void;
  readonly limits: Limits;
  /** Milliseconds expected per artifact; an artifact without one counts as their mean. Null: every artifact weighs 1. */
  readonly weights?: Readonly<Record<string, number>> | null;
  readonly mode: RunMode;
  /** Wall-clock start, as given to ExecutionStore.createRun. */
  readonly startedAt: Date;
  readonly meta: RunMeta;
  /** Aborting it cancels the run. */
  readonly signal?: AbortSignal;
  /** Artifacts taken over whatever becomes of their inputs. */
  readonly reused?: ReadonlyMap<ArtifactId, Reuse>;
  /** Asked when the inputs of an artifact are there; null: produce it. */
  readonly reuse?: (artifact: ArtifactId, inputs: readonly MessageRef[]) => Reuse | null;
  /** Artifacts that are skipped from the start; their dependents are skipped too unless they are reused. */
  readonly notSelected?: ReadonlySet<ArtifactId>;
  /** Awaited after the last artifact and before `run.finished`. If it throws, the run is recorded as failed. */
  readonly windDown?: (context: WindDown) => Promise<void>;
}

export interface ExecutionResult {
  readonly run: RunId;
  readonly outcome: RunOutcome;
  /** `{ code, artifact? }` of what kept the run from completing. */
  readonly cause: JsonObject | null;
  readonly counts: Counts;
  /** Number of events recorded. */
  readonly events: number;
  /** Hash of the last frame. */
  readonly head: Digest;
}

/** Why a run stops before its artifacts have all had their turn. */
export type StopReason = "cancelled" | "timeout" | "cost-limit";
