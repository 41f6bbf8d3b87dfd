import { join } from "node:path";
import { invariant, wctError } from "../diagnostics/index.ts";
import type { Clock, CopyRequest, RecordStore, RunCopy } from "../domain/index.ts";
import { copyRun } from "./copy.ts";
import { sweepTemporary } from "./file-objects.ts";
import { type FileSystemType, names, prepareFolder, requireStore, systemFileSystemType } from "./folder.ts";
import { ensureKey, readKey } from "./key.ts";
import { heartbeatInterval, type ProcessInfo, systemProcessInfo } from "./liveness.ts";
import { openSpool, type Spool } from "./spool.ts";
import { sqliteArtifacts, sqliteFinder } from "./sqlite-artifacts.ts";
import { type Connection, openForReading, openForWriting } from "./sqlite-connection.ts";
import { eraseObjects } from "./sqlite-erase.ts";
import { examineDatabase } from "./sqlite-examine.ts";
import { SqliteExecutions } from "./sqlite-executions.ts";
import { SqlitePrune } from "./sqlite-prune.ts";
import { takeIn } from "./sqlite-take-in.ts";
import { guarded } from "./store-errors.ts";
import { systemClock } from "./system-clock.ts";

export interface RecordStoreOptions {
  /** The store's folder, `.wct` by default elsewhere. */
  readonly dir: string;
  /** `read` creates nothing, not even an empty store. */
  readonly mode: "write" | "read";
  readonly clock?: Clock;
  readonly processInfo?: ProcessInfo;
  readonly fileSystemType?: FileSystemType;
}

/**
 * Opens the embedded store: one SQLite database, files for large objects. Any number of processes may do so at once.
 * Throws the WCT_STORE_* errors.
 */
export async function openRecordStore(options: RecordStoreOptions): Promise<RecordStore> {
  const { dir, mode, fileSystemType = systemFileSystemType } = options;
  const clock = options.clock ?? systemClock;
  const processInfo = options.processInfo ?? systemProcessInfo();
  if (mode === "read") {
    requireStore(dir, fileSystemType);
    return readOnlyStore(dir, { clock, processInfo });
  }
  guarded(dir, "open", () => prepareFolder(dir, fileSystemType));
  const connection = openForWriting(dir);
  try {
    return guarded(dir, "open", () => writableStore(dir, connection, { clock, processInfo }));
  } catch (error) {
    connection.close();
    throw error;
  }
}

interface Surroundings {
  readonly clock: Clock;
  readonly processInfo: ProcessInfo;
}

function writableStore(dir: string, connection: Connection, { clock, processInfo }: Surroundings): RecordStore {
  const key = ensureKey(dir);
  sweepTemporary(join(dir, names.temporary), clock.now());
  const spool = openSpool(dir, processInfo, clock.now());
  const stopTouching = keepTouching(spool, clock);
  const executions = new SqliteExecutions(connection, { clock, processInfo, mode: "write" });
  return {
    executions,
    artifacts: sqliteArtifacts(connection, { kind: "sqlite", dir, spool: spool.location }, "write"),
    examine: async () => examineDatabase(connection),
    async prune(request) {
      const prune = new SqlitePrune(connection, { clock, processInfo });
      return request.mode === "tell" ? prune.tell(request) : prune.do(request);
    },
    erase: async (request) => eraseObjects(connection, { clock, processInfo }, request),
    copyOf: copier(connection, executions),
    takeIn: (copy) => takeIn(connection, copy),
    key,
    async close() {
      stopTouching();
      // Raw content goes first and whatever else fails: it must not outlive the run.
      spool.remove();
      try {
        await executions.close();
      } finally {
        connection.close();
      }
    },
  };
}

function readOnlyStore(dir: string, { clock, processInfo }: Surroundings): RecordStore {
  const connection = openForReading(dir);
  const executions = new SqliteExecutions(connection, { clock, processInfo, mode: "read" });
  return {
    executions,
    artifacts: sqliteArtifacts(connection, { kind: "sqlite", dir, spool: null }, "read"),
    examine: async () => examineDatabase(connection),
    async prune(request) {
      invariant(request.mode === "tell", "a store that was opened for reading was pruned");
      return new SqlitePrune(connection, { clock, processInfo }).tell(request);
    },
    async erase(request) {
      invariant(request.mode === "tell", "content was erased in a store that was opened for reading");
      return eraseObjects(connection, { clock, processInfo }, request);
    },
    copyOf: copier(connection, executions),
    async takeIn() {
      throw wctError("WCT_INTERNAL", { message: "a store opened for reading was written to; this is a bug in wct" });
    },
    // Only what computes fingerprints needs the key; a record can be looked at without it.
    get key() {
      return readKey(dir);
    },
    close: async () => connection.close(),
  };
}

function copier(connection: Connection, executions: SqliteExecutions): (request: CopyRequest) => Promise<RunCopy> {
  return async (request) => {
    const { find } = sqliteFinder(connection, { dir: connection.dir, spool: null });
    const keeping = await executions.keeping(request.run);
    return await copyRun({ ...executions.recorded(request.run), find, keeping }, request);
  };
}

function keepTouching(spool: Spool, clock: Clock): () => void {
  let cancel = schedule();
  return () => cancel();

  function schedule(): () => void {
    return clock.after(heartbeatInterval, () => {
      spool.touch(clock.now());
      cancel = schedule();
    });
  }
}
