import type { ArtifactStore } from "./artifact-store.ts";
import type { ExecutionStore } from "./execution-store.ts";
import type { CopyRequest, EraseReport, EraseRequest, PruneReport, PruneRequest, RunCopy } from "./keeping.ts";

/** Both stores, opened together: they share one database. */
export interface RecordStore {
  readonly executions: ExecutionStore;
  readonly artifacts: ArtifactStore;
  /** What is wrong with the store beside its runs and objects, a sentence each. */
  readonly examine: () => Promise<readonly string[]>;
  /**
   * Removes runs, lets go of content, and collects the objects that no record needs any more. Never touches what an
   * active run needs. Throws WCT_RUN_RECORD_CORRUPT when the record of a run that stays cannot be trusted.
   */
  readonly prune: (request: PruneRequest) => Promise<PruneReport>;
  /**
   * Removes objects whoever names them, and leaves tombstones in the records of all these runs. Nothing is done while
   * a run is going on, which may just be making the same content again, or while a run holds what was not searched.
   */
  readonly erase: (request: EraseRequest) => Promise<EraseReport>;
  /**
   * A run as it can be taken elsewhere. Everything in it is checked. Throws WCT_RUN_NOT_FOUND, WCT_RUN_ACTIVE,
   * WCT_RUN_RECORD_CORRUPT, WCT_RUN_ARTIFACT_ABSENT.
   */
  readonly copyOf: (request: CopyRequest) => Promise<RunCopy>;
  /**
   * Takes a run in, all of it or nothing; `present`: the same record is here already. The copy was checked before.
   * Throws WCT_BUNDLE_CONFLICT when another record has its id.
   */
  readonly takeIn: (copy: RunCopy) => Promise<"imported" | "present">;
  /** 32 random bytes of this store, for HMACs of values; never exported. */
  readonly key: Uint8Array;
  readonly close: () => Promise<void>;
}
