import type { StagedObject } from "./artifact-store.ts";
import type { Counts, RunEvent, RunMode, RunStatus } from "./event.ts";
import type { Digest, RunId } from "./ids.ts";
import type { RunKeeping } from "./keeping.ts";

/** One row of the runs projection; derived from the events, can be rebuilt. */
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
}

/** The only writer of a run. */
export interface RunWriter {
  readonly run: RunId;
  /** Commits at once, durably against a killed process. Throws WCT_STORE_WRITE_FAILED. */
  readonly append: (frame: RecordFrame) => void | Promise<void>;
  /** Hash of the last committed frame. */
  readonly head: () => Digest;
  /** Of these objects those that are not committed: what a run is to take over may have been pruned meanwhile. */
  readonly missing: (digests: readonly Digest[]) => ReadonlySet<Digest>;
  /** Lets go of the run; liveness ends. */
  readonly close: () => Promise<void>;
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
  /** What is wrong, in order; empty: intact. */
  readonly damage: readonly { readonly seq: number | null; readonly what: string }[];
}

export interface ExecutionStore {
  /** Takes the first free run id of that second, and the writer's liveness. */
  readonly createRun: (startedAt: Date) => Promise<RunWriter>;
  /** Newest first. A running record whose writer is gone is `interrupted`. Rows that cannot be read are left out. */
  readonly runs: (filter?: RunFilter) => Promise<readonly RunSummary[]>;
  readonly run: (id: RunId) => Promise<RunSummary | null>;
  /**
   * In order from sequence number `from` (1). A message whose content was pruned says `kept: false`, whatever was
   * recorded. Throws WCT_RUN_RECORD_CORRUPT, WCT_RUN_NOT_FOUND.
   */
  readonly events: (id: RunId, from?: number) => AsyncIterable<RunEvent>;
  /** All events to a listener, as `events` gives them and without a promise for each: of large runs. Throws the same. */
  readonly eachEvent: (id: RunId, listener: (event: RunEvent) => void) => Promise<void>;
  /** Every run that is recorded, newest first, also those whose row `runs` cannot read and leaves out. */
  readonly ids: () => Promise<readonly RunId[]>;
  /** What is kept of a run beside its events. Throws WCT_RUN_NOT_FOUND. */
  readonly keeping: (id: RunId) => Promise<RunKeeping>;
  /**
   * Frames, chain, and what the list of runs says. Whatever is damaged is in the report; throws WCT_RUN_NOT_FOUND.
   * `each`: gets the events, as `events` gives them, up to the first damage.
   */
  readonly verifyChain: (id: RunId, each?: (event: RunEvent) => void) => Promise<ChainReport>;
  /** Derives the runs projection again from the events. */
  readonly rebuild: () => Promise<void>;
}
