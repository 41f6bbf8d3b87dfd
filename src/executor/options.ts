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
  RecordedSourceState,
  ReuseReason,
  RunEvent,
  RunId,
  RunMode,
  RunOutcome,
  RunStarted,
  RunWriter,
} from "../domain/index.ts";

/** A message of an earlier run that replaces producing an artifact. */
export interface Reuse {
  readonly from: RunId;
  readonly fromArtifact: ArtifactId;
  readonly reason: ReuseReason;
  readonly message: MessageRef;
  /** The state in which its source was read, if it is known. */
  readonly sourceState?: RecordedSourceState | undefined;
}

/** The facts in `run.started` beyond the plan and the limits. The caller has already stored the plan's object. */
export interface RunMeta {
  readonly uuid: string;
  /** Digest of the stored plan. */
  readonly plan: Digest;
  readonly wct: string;
  readonly components: RunStarted["components"];
  readonly resumedFrom: RunId | null;
  readonly forkedFrom: RunId | null;
  /** HMAC, with the store's key, of the real path of the runbook. */
  readonly identity?: Digest | undefined;
  /** The expression that selected artifacts. */
  readonly selection?: string | undefined;
}

export interface ExecutionLimits {
  /** Maximum number of artifacts in flight, at least 1. */
  readonly maxConcurrency: number;
  /** Recorded only; the producer enforces it. */
  readonly workers: number;
  /** Milliseconds for the whole run; null: no limit. */
  readonly timeoutMs: number | null;
  /** The option that set the limit, as the user wrote it; default `config.timeout`. */
  readonly timeoutFrom?: string | undefined;
  /** The run stops when the sum of the amounts reported through `cost` exceeds this. */
  readonly costLimit: number | null;
}

/** Receives events after they are committed, in order. Must not block. */
export type Listener = (event: RunEvent) => void;

type BodyOf<E> = E extends unknown ? Omit<E, "v" | "seq" | "run" | "at" | "t"> : never;
/** Facts that a debug session adds to the record. */
export type SessionFact = BodyOf<EventOf<Extract<EventType, "run.paused" | "run.continued" | "artifact.altered">>>;
export type OutputFact = BodyOf<EventOf<"output.written">>;

/** The context for work between the last artifact and the end of the run, such as writing outputs. */
export interface WindDown {
  /** Messages of completed and reused artifacts, in plan order. */
  readonly messages: ReadonlyMap<ArtifactId, MessageRef>;
  readonly record: (fact: OutputFact) => void;
}

export interface ExecuteOptions {
  readonly producer: Producer;
  /** Default: an open gate. */
  readonly gate?: Gate;
  readonly clock: Clock;
  readonly writer: Pick<RunWriter, "run" | "append" | "head">;
  readonly listeners?: readonly Listener[];
  /** Called once for each listener that throws. The listener is removed. */
  readonly onListenerError?: (error: unknown, listener: Listener) => void;
  readonly limits: ExecutionLimits;
  /**
   * Expected milliseconds per artifact. An artifact without an entry counts as their mean. Null: every artifact has
   * weight 1.
   */
  readonly weights?: Readonly<Record<string, number>> | null;
  readonly mode: RunMode;
  /** Wall-clock start, as passed to ExecutionStore.createRun. */
  readonly startedAt: Date;
  readonly meta: RunMeta;
  /** Aborting it cancels the run. */
  readonly signal?: AbortSignal;
  /** Artifacts that are reused regardless of their inputs. */
  readonly reused?: ReadonlyMap<ArtifactId, Reuse>;
  /** Called when the inputs of an artifact are available. Returns null to produce it. */
  readonly reuse?: (artifact: ArtifactId, inputs: readonly MessageRef[]) => Reuse | null | Promise<Reuse | null>;
  /** Artifacts that are skipped from the start. Their dependents are skipped too, unless they are reused. */
  readonly notSelected?: ReadonlySet<ArtifactId>;
  /** Awaited after the last artifact and before `run.finished`. If it throws, the run is recorded as failed. */
  readonly windDown?: (context: WindDown) => Promise<void>;
}

export interface ExecutionResult {
  readonly run: RunId;
  readonly outcome: RunOutcome;
  /** `{ code, artifact? }` of the failure that kept the run from completing. */
  readonly cause: JsonObject | null;
  readonly counts: Counts;
  /** Number of events recorded. */
  readonly events: number;
  /** Hash of the last frame. */
  readonly head: Digest;
}

/** The reason why a run stops early. */
export type EarlyStop = "cancelled" | "timeout" | "cost-limit";
