import type { ArtifactStore } from "./artifact-store.ts";
import type { ExecutionStore } from "./execution-store.ts";
import type { RunId } from "./ids.ts";
import type { CoordinatorQueue, KnownWorker, WorkerQueue } from "./remote.ts";
import type { CopyRequest, EraseReport, EraseRequest, PruneReport, PruneRequest, RunCopy } from "./retention.ts";

/** Opens the queue of jobs for remote execution. Throws WCT_STORE_UNREADABLE if a package that it needs is missing. */
export interface JobQueue {
  readonly forCoordinator: () => Promise<CoordinatorQueue>;
  /** Returns null for a run of which no worker made anything; then no package is needed. */
  readonly ofRun: (run: RunId) => Promise<CoordinatorQueue | null>;
  readonly forWorker: () => Promise<WorkerQueue>;
  /** Returns the workers of the last day. Needs no package, and no right to write. */
  readonly workers: () => Promise<readonly KnownWorker[]>;
}

/** The execution store and the artifact store. They share one database, so they are opened together. */
export interface RecordStore {
  readonly executions: ExecutionStore;
  readonly artifacts: ArtifactStore;
  /** Finds problems of the store other than its runs and objects; one sentence for each. */
  readonly examine: () => Promise<readonly string[]>;
  /**
   * Returns files in the store's folder that do not belong to wct, as paths within the folder. No operation touches
   * them.
   */
  readonly strays: () => Promise<readonly string[]>;
  /**
   * Removes runs, releases content, and deletes objects that no record needs any more. Never touches what an active run
   * needs. Throws WCT_RUN_RECORD_CORRUPT if the record of a remaining run cannot be trusted.
   */
  readonly prune: (request: PruneRequest) => Promise<PruneReport>;
  /**
   * Deletes objects even if records refer to them, and leaves tombstones in all these records. Does nothing while a run
   * is active, because it may produce the same content again, or while a run contains events that were not searched.
   */
  readonly erase: (request: EraseRequest) => Promise<EraseReport>;
  /**
   * Returns a copy of a run for another store. Everything in the copy is checked. Throws WCT_RUN_NOT_FOUND,
   * WCT_RUN_ACTIVE, WCT_RUN_RECORD_CORRUPT, WCT_RUN_ARTIFACT_ABSENT.
   */
  readonly copyOf: (request: CopyRequest) => Promise<RunCopy>;
  /**
   * Imports a checked copy of a run, completely or not at all. Returns `present` if the same record already exists
   * here. Throws WCT_BUNDLE_CONFLICT if another record has its id.
   */
  readonly takeIn: (copy: RunCopy) => Promise<"imported" | "present">;
  /** The queue of jobs beside the record. Absent if the store cannot have one. */
  readonly jobs?: JobQueue;
  /** 32 random bytes of this store, for HMACs of values. Never exported. */
  readonly key: Uint8Array;
  readonly close: () => Promise<void>;
}
