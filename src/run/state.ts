import type {
  ArtifactId,
  ArtifactStatus,
  Cost,
  Counts,
  Digest,
  EventOf,
  Failure,
  MessageRef,
  Nanoseconds,
  NoteLevel,
  ReleasedBy,
  ReuseReason,
  RunId,
  RunStatus,
  SkipReason,
} from "../domain/index.ts";
import type { ArtifactStage, RunStage } from "./transitions.ts";

/** One attempt at an artifact. `ended` and `result` are null while it works. */
export interface AttemptState {
  readonly attempt: number;
  readonly component: string | null;
  readonly version: string | null;
  readonly worker: number | null;
  readonly inputs: readonly { readonly artifact: ArtifactId; readonly digest: Digest }[];
  readonly releasedBy: ReleasedBy;
  readonly startedAt: string;
  readonly started: Nanoseconds;
  readonly ended: Nanoseconds | null;
  readonly result:
    | null
    | { readonly outcome: "produced"; readonly message: MessageRef }
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
    }
  | { readonly status: "failed"; readonly failure: Failure; readonly optional: boolean }
  | { readonly status: "skipped"; readonly reason: SkipReason; readonly because: readonly ArtifactId[] };

export interface NoteState {
  readonly seq: number;
  readonly at: string;
  readonly t: Nanoseconds;
  readonly attempt: number;
  readonly level: NoteLevel;
  readonly text: string;
}

export interface AlterationState {
  readonly seq: number;
  readonly what: "config" | "output";
  readonly path: string | null;
  readonly oldDigest: Digest | null;
  readonly newDigest: Digest;
}

export interface OutputState {
  readonly format: string;
  readonly path: string;
  readonly digest: Digest;
  readonly bytes: number;
}

/** What the events say about one artifact. */
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
  /** When its last event of the four that end it was written; null before. */
  readonly ended: Nanoseconds | null;
  readonly result: ArtifactResult | null;
}

/** The run as its events up to `seq` tell it. */
export interface RunState {
  readonly run: RunId | null;
  readonly stage: RunStage;
  /** Never `interrupted`: that also depends on whether the writer lives. */
  readonly status: RunStatus;
  /** Of the last event; 0: none yet. */
  readonly seq: number;
  readonly t: Nanoseconds;
  readonly started: EventOf<"run.started"> | null;
  readonly finished: EventOf<"run.finished"> | null;
  readonly stops: EventOf<"run.paused">["stops"];
  /** Every pause, in order; `to` is null while it lasts. */
  readonly pauses: readonly { readonly from: Nanoseconds; readonly to: Nanoseconds | null }[];
  readonly counts: Counts;
  /** Sum per unit, in the order in which units first appeared. */
  readonly cost: readonly Cost[];
  /** Only artifacts with an event of their own; the others are pending. See {@link artifactState}. */
  readonly artifacts: ReadonlyMap<ArtifactId, ArtifactState>;
}

export const noCounts: Counts = { completed: 0, reused: 0, failed: 0, skipped: 0, optionalFailed: 0 };

/** Before the first event. */
export const emptyState: RunState = {
  run: null,
  stage: "unborn",
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

/** An artifact's state, also when no event names it yet. */
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

/** Σ (ended − started) of the attempts that ended, in nanoseconds; null when none did. */
export function workedFor(artifact: ArtifactState): Nanoseconds | null {
  let sum: Nanoseconds | null = null;
  for (const { started, ended } of artifact.attempts) if (ended !== null) sum = (sum ?? 0) + (ended - started);
  return sum;
}

/** The message that an artifact holds at the end of the run; null when it ended without one or has not ended. */
export function messageOf(artifact: ArtifactState): MessageRef | null {
  const { result } = artifact;
  return result?.status === "completed" || result?.status === "reused" ? result.message : null;
}
