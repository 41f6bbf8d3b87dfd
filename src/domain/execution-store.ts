import type { StagedObject } from "./artifact-store.ts";
import type { RunEvent } from "./event.ts";
import type { Counts, RunMode, RunStatus } from "./event-fields.ts";
import type { Digest, RunId } from "./ids.ts";
import type { RunRetention } from "./retention.ts";

/** One row of the runs projection. It is derived from the events and can be rebuilt. */
export interface RunSummary {
  readonly id: RunId;
  readonly uuid: string;
  readonly mode: RunMode;
  readonly status: RunStatus;
  readonly runbook: { readonly name: string; readonly path: string };
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly durationMs: number | null;
  readonly artifacts: number;
  readonly counts: Counts;
  readonly events: number;
  /** Hash of the last frame, hexadecimal. */
  readonly head: Digest;
}

/** The frame of one commit: events in order, and the objects that they need. */
export interface RecordFrame {
  readonly events: readonly RunEvent[];
  readonly objects: readonly StagedObject[];
  /** Jobs whose outcomes the events record. The commit consumes each outcome, and fails if another has done so. */
  readonly outcomes?: readonly string[];
}

/** The only writer of a run. */
export interface RunWriter {
  readonly run: RunId;
  /** Names this writer among those that a run has one after the other; absent if the store has no queue. */
  readonly id?: string;
  /** Commits immediately. The commit survives a killed process. Throws WCT_STORE_WRITE_FAILED. */
  readonly append: (frame: RecordFrame) => void | Promise<void>;
  /** Returns the hash of the last committed frame. */
  readonly head: () => Digest;
  /**
   * Returns which of these objects are not committed. An object that a run wants to reuse may have been pruned in the
   * meantime.
   */
  readonly missing: (digests: readonly Digest[]) => ReadonlySet<Digest> | Promise<ReadonlySet<Digest>>;
  /** Releases the run. It no longer counts as active. */
  readonly close: () => Promise<void>;
}

/** The writer of a run that was taken over. */
export interface AdoptedWriter {
  readonly writer: RunWriter;
  /** Milliseconds since its first event, on the store's clock: those of the machines that write it may differ. */
  readonly elapsedMs: number;
}

export interface RunFilter {
  readonly status?: RunStatus;
  readonly runbook?: string;
  readonly since?: Date;
  readonly limit?: number;
}

export interface ChainReport {
  readonly run: RunId;
  readonly frames: number;
  readonly events: number;
  readonly head: Digest | null;
  /** The damage in order; empty if the record is intact. */
  readonly damage: readonly { readonly seq: number | null; readonly what: string }[];
}

export interface RunEnds {
  /**
   * Runs that were recorded and not removed, but are missing because an older copy of the database was restored. Newest
   * first. `verifyChain` reports what is missing from each.
   */
  readonly lost: readonly RunId[];
  /**
   * Runs recorded by a version that stored no heads, or copied without heads. Missing events at their end cannot be
   * detected.
   */
  readonly unknown: readonly RunId[];
}

export interface ExecutionStore {
  /** Reserves the first free run id of that second, and marks the run as active. */
  readonly createRun: (startedAt: Date) => Promise<RunWriter>;
  /**
   * Takes over a run whose writer is gone: the writer that had it can write no more. Absent if the store cannot tell.
   * Throws WCT_RUN_ACTIVE, WCT_RUN_NOT_FOUND.
   */
  readonly adoptRun?: (id: RunId) => Promise<AdoptedWriter>;
  /**
   * Returns the runs, newest first. A running record whose writer no longer exists is `interrupted`. Omits unreadable
   * rows.
   */
  readonly runs: (filter?: RunFilter) => Promise<readonly RunSummary[]>;
  readonly run: (id: RunId) => Promise<RunSummary | null>;
  /**
   * Reads the events in order, starting at sequence number `from` (default 1). A message whose content was pruned has
   * `kept: false`, regardless of what was recorded. Throws WCT_RUN_RECORD_CORRUPT, WCT_RUN_NOT_FOUND.
   */
  readonly events: (id: RunId, from?: number) => AsyncIterable<RunEvent>;
  /**
   * Passes all events to a listener, like `events` but without a promise for each event, for large runs. Throws the
   * same.
   */
  readonly eachEvent: (id: RunId, listener: (event: RunEvent) => void) => Promise<void>;
  /**
   * Returns the id of every recorded run, newest first, including runs whose row is unreadable and omitted by `runs`.
   */
  readonly ids: () => Promise<readonly RunId[]>;
  /** Returns what is known about the ends of runs from outside their records. */
  readonly ends: () => Promise<RunEnds>;
  /** Returns what the store keeps about a run in addition to its events. Throws WCT_RUN_NOT_FOUND. */
  readonly retention: (id: RunId) => Promise<RunRetention>;
  /**
   * Verifies frames, the hash chain and the row in the list of runs. Reports all damage in the result. `each` receives
   * the events, as `events` returns them, up to the first damage. Throws WCT_RUN_NOT_FOUND.
   */
  readonly verifyChain: (id: RunId, each?: (event: RunEvent) => void) => Promise<ChainReport>;
  /** Rebuilds the runs projection from the events. */
  readonly rebuild: () => Promise<void>;
}
