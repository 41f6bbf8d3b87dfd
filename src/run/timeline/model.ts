import type { ArtifactId, ArtifactStatus, ReleasedBy, RunId, SkipReason } from "../../domain/index.ts";

/** One attempt in the run's own time: milliseconds since its start, pauses in which nothing ran taken out. */
export interface Stretch {
  readonly startMs: number;
  /** Of an attempt that still works: the end of the record. */
  readonly endMs: number;
  readonly worker: number | null;
}

/** One artifact of a timeline. Times are milliseconds of the run's own time; null where it has none. */
export interface TimelineArtifact {
  readonly id: ArtifactId;
  readonly status: ArtifactStatus;
  readonly inputs: readonly ArtifactId[];
  readonly readyMs: number | null;
  /** Start of the first attempt. */
  readonly startMs: number | null;
  /** End of the last attempt; of a reused artifact the moment at which it was taken over. */
  readonly endMs: number | null;
  /** started − ready. */
  readonly waitMs: number | null;
  /** Σ (ended − started) of the attempts. */
  readonly durationMs: number | null;
  /** How much longer it could have taken without lengthening the critical path. */
  readonly slackMs: number | null;
  readonly isCritical: boolean;
  readonly attempts: readonly Stretch[];
  readonly releasedBy: ReleasedBy | null;
  readonly skipped: { readonly reason: SkipReason; readonly because: readonly ArtifactId[] } | null;
}

/** A chain of dependent artifacts and what their durations sum to. */
export interface Chain {
  readonly artifacts: readonly ArtifactId[];
  readonly durationMs: number;
  /** Of the total, 0 to 1; null when the total is 0. */
  readonly share: number | null;
}

export type BoundingKind = "start-up" | "work" | "hand-over" | "gate" | "wind-down";

/** A piece of the bounding path. `artifact`: who worked, was handed to or was asked about. */
export interface BoundingPiece {
  readonly kind: BoundingKind;
  readonly artifact: ArtifactId | null;
  readonly startMs: number;
  readonly endMs: number;
  readonly durationMs: number;
  /** What the artifact of a hand-over waited for last. */
  readonly via: ReleasedBy["kind"] | null;
}

/** Where the time of a run went. Formulas: docs/reference/timeline.md. */
export interface Timeline {
  readonly run: RunId | null;
  readonly isFinished: boolean;
  readonly totalMs: number;
  readonly pausedMs: number;
  readonly sequentialMs: number;
  /** sequential / total; null when nothing executed or no time passed. */
  readonly speedUp: number | null;
  /** The largest number of artifacts that executed and could have run at once, counted up to max_concurrency. */
  readonly width: number;
  readonly slots: number;
  /** sequential / (total × slots), 0 to 1. */
  readonly efficiency: number | null;
  readonly maxConcurrency: number;
  readonly workers: number;
  /** In the order in which they began; what never began last, in plan order. */
  readonly artifacts: readonly TimelineArtifact[];
  readonly criticalPath: Chain;
  /** From the start to the end; the pieces follow each other without gap and sum to the total. */
  readonly boundingPath: readonly BoundingPiece[];
}
