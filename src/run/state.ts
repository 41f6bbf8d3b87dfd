import type {
  ArtifactId,
  ArtifactStatus,
  Cost,
  Counts,
  Digest,
  EventOf,
  Failure,
  LostWork,
  MessageRef,
  Nanoseconds,
  NoteLevel,
  RecordedSourceState,
  ReleasedBy,
  ReuseReason,
  RunId,
  RunStatus,
  SkipReason,
} from "../domain/index.ts";
import type { ArtifactStage, RunStage } from "./transitions.ts";

/**
 * One attempt at an artifact. `ended` and `result` are null while it is working. Its times are those of the worker that
 * ended it, and empty if every worker was lost.
 */
export interface AttemptState {
  readonly attempt: number;
  readonly component: string | null;
  readonly version: string | null;
  readonly worker: number | null;
  /** Workers that had it before, and did not end it. */
  readonly lost: readonly LostWork[];
  readonly inputs: readonly { readonly artifact: ArtifactId; readonly digest: Digest }[];
  readonly releasedBy: ReleasedBy;
  readonly startedAt: string;
  readonly started: Nanoseconds;
  /** The worker that made it; null: a thread of the machine that ran the runbook. */
  readonly remote: { readonly host: string; readonly worker: string } | null;
  readonly ended: Nanoseconds | null;
  readonly result:
    | null
    | {
        readonly outcome: "produced";
        readonly message: MessageRef;
        readonly sourceState?: RecordedSourceState | undefined;
      }
    | { readonly outcome: "failed"; readonly failure: Failure };
  readonly cost: readonly Cost[];
}

/** How an artifact ended in the run. */
export type ArtifactResult =
  | { readonly status: "completed"; readonly message: MessageRef }
  | {
      readonly status: "reused";
      readonly message: MessageRef;
      readonly from: RunId;
      readonly fromArtifact: ArtifactId;
      readonly reason: ReuseReason;
      readonly sourceState?: RecordedSourceState | undefined;
    }
  | { readonly status: "failed"; readonly failure: Failure; readonly optional: boolean }
  | { readonly status: "skipped"; readonly reason: SkipReason; readonly because: readonly ArtifactId[] };

interface NoteState {
  readonly seq: number;
  readonly at: string;
  readonly t: Nanoseconds;
  readonly attempt: number;
  readonly level: NoteLevel;
  readonly text: string;
}

interface AlterationState {
  readonly seq: number;
  readonly what: "config" | "output";
  readonly path: string | null;
  readonly oldDigest: Digest | null;
  readonly newDigest: Digest;
}

export interface OutputState {
  readonly format: string;
  /** As it was shown: relative to the folder of the run if inside it. */
  readonly path: string;
  readonly digest: Digest;
  readonly bytes: number;
  /** HMAC, with the store's key, of everything that the bytes depend on; absent if that is not recorded. */
  readonly basis?: Digest | undefined;
}

/** The recorded state of one artifact. */
export interface ArtifactState {
  readonly id: ArtifactId;
  readonly stage: ArtifactStage;
  readonly status: ArtifactStatus;
  readonly ready: Nanoseconds | null;
  readonly attempts: readonly AttemptState[];
  readonly progress: { readonly done: number; readonly total: number | null } | null;
  readonly notes: readonly NoteState[];
  readonly alterations: readonly AlterationState[];
  readonly outputs: readonly OutputState[];
  /** Time at which the artifact reached one of its four ends; null before. */
  readonly ended: Nanoseconds | null;
  readonly result: ArtifactResult | null;
}

/** The state of the run after its events up to `seq`. */
export interface RunState {
  readonly run: RunId | null;
  readonly stage: RunStage;
  /**
   * Never `interrupted` from events alone, because that also depends on whether the writer is alive. See {@link
   * interruptedState}.
   */
  readonly status: RunStatus;
  /** Sequence number of the last event; 0 if there is none. */
  readonly seq: number;
  readonly t: Nanoseconds;
  readonly started: EventOf<"run.started"> | null;
  readonly finished: EventOf<"run.finished"> | null;
  readonly stops: EventOf<"run.paused">["stops"];
  /** Every pause, in order; `to` is null while the pause lasts. */
  readonly pauses: readonly { readonly from: Nanoseconds; readonly to: Nanoseconds | null }[];
  readonly counts: Counts;
  /** Sum per unit, in the order in which units first appeared. */
  readonly cost: readonly Cost[];
  /** Contains only artifacts that have events; all others are pending. See {@link artifactState}. */
  readonly artifacts: ReadonlyMap<ArtifactId, ArtifactState>;
}

export const noCounts: Counts = { completed: 0, reused: 0, failed: 0, skipped: 0, optionalFailed: 0 };

/** The state before the first event. */
export const emptyState: RunState = {
  run: null,
  stage: "unstarted",
  status: "running",
  seq: 0,
  t: 0,
  started: null,
  finished: null,
  stops: [],
  pauses: [],
  counts: noCounts,
  cost: [],
  artifacts: new Map(),
};

/** Returns an artifact's state, even if it has no event yet. */
export function artifactState(state: RunState, id: ArtifactId): ArtifactState {
  return state.artifacts.get(id) ?? untouched(id);
}

function untouched(id: ArtifactId): ArtifactState {
  return {
    id,
    stage: "waiting",
    status: "pending",
    ready: null,
    attempts: [],
    progress: null,
    notes: [],
    alterations: [],
    outputs: [],
    ended: null,
    result: null,
  };
}

/** Returns Σ (ended − started) of the attempts that ended, in nanoseconds; null if none did. */
export function workedFor(artifact: ArtifactState): Nanoseconds | null {
  let sum: Nanoseconds | null = null;
  for (const { started, ended } of artifact.attempts) if (ended !== null) sum = (sum ?? 0) + (ended - started);
  return sum;
}

/** Returns the artifact's message at the end of the run; null if it ended without one or has not ended. */
export function messageOf(artifact: ArtifactState): MessageRef | null {
  const { result } = artifact;
  return result?.status === "completed" || result?.status === "reused" ? result.message : null;
}
