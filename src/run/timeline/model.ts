import type { ArtifactId, ArtifactStatus, ReleasedBy, RunId, SkipReason } from "../../domain/index.ts";

/** One attempt in run time: milliseconds since the start of the run, without pauses in which nothing ran. */
export interface Stretch {
  readonly startMs: number;
  /** For an attempt without an end: the last event of the record. */
  readonly endMs: number;
  /** Number of the thread. */
  readonly worker: number | null;
  /** The worker of another process; null: the run's own process. */
  readonly remote: WorkerProcess | null;
  /** The worker was lost, or stopped, before it ended: this work counts in no duration. */
  readonly isLost: boolean;
}

export interface WorkerProcess {
  readonly host: string;
  /** A UUID. */
  readonly worker: string;
}

/** One artifact of a timeline. Times are milliseconds of run time, or null if it has none. */
export interface TimelineArtifact {
  readonly id: ArtifactId;
  readonly status: ArtifactStatus;
  readonly inputs: readonly ArtifactId[];
  readonly readyMs: number | null;
  /** Start of the first attempt. */
  readonly startMs: number | null;
  /** End of the last attempt; for a reused artifact, the moment at which it was reused. */
  readonly endMs: number | null;
  /** started − ready. */
  readonly waitMs: number | null;
  /** Σ (ended − started) of the attempts, without lost workers. */
  readonly durationMs: number | null;
  /** How much longer it could have taken without making the critical path longer. */
  readonly slackMs: number | null;
  readonly isCritical: boolean;
  /** With what lost workers did, which comes before what others then made. */
  readonly attempts: readonly Stretch[];
  readonly releasedBy: ReleasedBy | null;
  readonly skipped: { readonly reason: SkipReason; readonly because: readonly ArtifactId[] } | null;
}

/** What one thread did. */
export interface Track {
  /** Null: the run's own process. */
  readonly remote: WorkerProcess | null;
  /** Number of the thread; null: what runs in no thread of its own. */
  readonly worker: number | null;
  /** In order of their starts. */
  readonly stretches: readonly TrackStretch[];
  /** Σ of their durations. */
  readonly busyMs: number;
}

export interface TrackStretch {
  readonly artifact: ArtifactId;
  readonly startMs: number;
  readonly endMs: number;
  readonly isLost: boolean;
}

/** A chain of dependent artifacts and the sum of their durations. */
export interface Chain {
  readonly artifacts: readonly ArtifactId[];
  readonly durationMs: number;
  /** Share of the total, 0 to 1; null if the total is 0. */
  readonly share: number | null;
}

export type BoundingKind = "start-up" | "work" | "hand-over" | "gate" | "wind-down";

/**
 * A piece of the bounding path. `artifact`: the artifact that worked, that a hand-over led to or that the gate decided
 * about.
 */
export interface BoundingPiece {
  readonly kind: BoundingKind;
  readonly artifact: ArtifactId | null;
  readonly startMs: number;
  readonly endMs: number;
  readonly durationMs: number;
  /** For a hand-over: what the artifact waited for last. */
  readonly via: ReleasedBy["kind"] | null;
}

/** How the time of a run was spent. Formulas: docs/reference/timeline.md. */
export interface Timeline {
  readonly run: RunId | null;
  readonly isFinished: boolean;
  /** The process ended before the run, so times end with the last event. */
  readonly isInterrupted: boolean;
  readonly totalMs: number;
  readonly pausedMs: number;
  readonly sequentialMs: number;
  /** sequential / total; null if nothing executed or no time passed. */
  readonly speedUp: number | null;
  /** The largest number of executed artifacts that could have run concurrently, counted up to max_concurrency. */
  readonly width: number;
  readonly slots: number;
  /** sequential / (total × slots), 0 to 1. */
  readonly efficiency: number | null;
  readonly maxConcurrency: number;
  /** Busy threads at most; with workers, the threads that took part. */
  readonly workers: number;
  /** Threads of the run's own process and of workers, if workers made artifacts; else empty. */
  readonly tracks: readonly Track[];
  /** In the order in which they started. Those that never started are last, in plan order. */
  readonly artifacts: readonly TimelineArtifact[];
  readonly criticalPath: Chain;
  /** From the start to the end. The pieces have no gaps and add up to the total. */
  readonly boundingPath: readonly BoundingPiece[];
}
