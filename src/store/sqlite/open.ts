import { join } from "node:path";
import { invariant, wctError } from "../../diagnostics/index.ts";
import type { Clock, CopyRequest, RecordStore, RunCopy } from "../../domain/index.ts";
import {
  ensureKey,
  type FileSystemType,
  findStrays,
  guarded,
  HeadFiles,
  heartbeatInterval,
  names,
  openSpool,
  type ProcessInfo,
  prepareFolder,
  readKey,
  requireStore,
  type Spool,
  type StoreSystem,
  sweepTemporary,
  systemFileSystemType,
  systemProcessInfo,
} from "../disk/index.ts";
import { copyRun } from "../records/index.ts";
import { backgroundClock } from "../system-clock.ts";
import { sqliteArtifacts, sqliteFinder } from "./artifacts.ts";
import { type Connection, emptyLeftLog, openForReading, openForWriting } from "./connection.ts";
import { eraseObjects } from "./erase.ts";
import { examineDatabase } from "./examine.ts";
import { SqliteExecutions } from "./executions.ts";
import { SqlitePrune } from "./prune.ts";
import { takeIn } from "./take-in.ts";

export interface SqliteStoreOptions {
  /** The store's folder; `.wct` by default in other modules. */
  readonly dir: string;
  /**
   * `read` creates nothing, not even an empty store. `untouched` also leaves all files as they are; only if another
   * process writes, or was killed, SQLite's shared memory changes. For short reads: a process that starts to write in
   * the meantime may make them fail.
   */
  readonly mode: "write" | "read" | "untouched";
  readonly clock?: Clock;
  readonly processInfo?: ProcessInfo;
  readonly fileSystemType?: FileSystemType;
}

/** Opens one SQLite database with files for large objects; see openRecordStore. */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<RecordStore> {
  const { dir, mode, fileSystemType = systemFileSystemType } = options;
  const clock = options.clock ?? backgroundClock;
  const processInfo = options.processInfo ?? systemProcessInfo();
  if (mode !== "write") {
    requireStore(dir, fileSystemType);
    return readOnlyStore(dir, { clock, processInfo }, mode);
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

function writableStore(dir: string, connection: Connection, { clock, processInfo }: StoreSystem): RecordStore {
  const key = ensureKey(dir);
  sweepTemporary(join(dir, names.temporary), clock.now());
  const spool = openSpool(dir, processInfo, clock.now());
  const stopTouching = keepTouching(spool, clock);
  const heads = new HeadFiles(dir);
  const executions = new SqliteExecutions(connection, { clock, processInfo, mode: "write", heads });
  return {
    executions,
    artifacts: sqliteArtifacts(connection, { kind: "sqlite", dir, spool: spool.location }, "write"),
    examine: async () => examineDatabase(connection),
    strays: async () => findStrays(dir),
    async prune(request) {
      const prune = new SqlitePrune(connection, { clock, processInfo, heads });
      return request.mode === "tell" ? prune.tell(request) : prune.do(request);
    },
    erase: async (request) => eraseObjects(connection, { clock, processInfo }, request),
    copyOf: copier(connection, executions),
    takeIn: (copy) => takeIn(connection, heads, copy),
    key,
    async close() {
      stopTouching();
      // Raw content is deleted first and even if another step fails, because it must not outlive the run.
      spool.remove();
      try {
        await executions.close();
        if (connection.hasLog()) connection.checkpoint();
      } finally {
        connection.close();
      }
    },
  };
}

function readOnlyStore(dir: string, { clock, processInfo }: StoreSystem, mode: "read" | "untouched"): RecordStore {
  const connection = openForReading(dir, mode === "untouched");
  const heads = new HeadFiles(dir);
  const executions = new SqliteExecutions(connection, { clock, processInfo, mode: "read", heads });
  return {
    executions,
    artifacts: sqliteArtifacts(connection, { kind: "sqlite", dir, spool: null }, "read"),
    examine: async () => examineDatabase(connection),
    strays: async () => findStrays(dir),
    async prune(request) {
      invariant(request.mode === "tell", "a store that was opened for reading was pruned");
      return new SqlitePrune(connection, { clock, processInfo, heads }).tell(request);
    },
    async erase(request) {
      invariant(request.mode === "tell", "content was erased in a store that was opened for reading");
      return eraseObjects(connection, { clock, processInfo }, request);
    },
    copyOf: copier(connection, executions),
    async takeIn() {
      throw wctError("WCT_INTERNAL", { message: "a store opened for reading was written to; this is a bug in wct" });
    },
    // Only fingerprints need the key; a record can be read without it.
    get key() {
      return readKey(dir);
    },
    async close() {
      const isLeft = mode === "read" && connection.hasLog() && executions.isLeftWhole();
      connection.close();
      if (isLeft) emptyLeftLog(dir);
    },
  };
}

function copier(connection: Connection, executions: SqliteExecutions): (request: CopyRequest) => Promise<RunCopy> {
  return async (request) => {
    const { find } = sqliteFinder(connection, { dir: connection.dir, spool: null });
    const retention = await executions.retention(request.run);
    return await copyRun({ ...executions.recorded(request.run), find, retention }, request);
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
