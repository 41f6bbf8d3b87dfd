import { invariant, wctError } from "../../diagnostics/index.ts";
import type { Clock, CopyRequest, RecordStore, RunCopy } from "../../domain/index.ts";
import { postgresAddress } from "../address/index.ts";
import { copyRun } from "../records/index.ts";
import { bytesOf } from "../rows/index.ts";
import { backgroundClock } from "../system-clock.ts";
import { postgresArtifacts, postgresFinder } from "./artifacts.ts";
import { examineDatabase } from "./check.ts";
import { Database } from "./database.ts";
import { loadDriver, openPool } from "./driver.ts";
import { eraseObjects } from "./erase.ts";
import { PostgresExecutions } from "./executions.ts";
import { migrate, requireStore } from "./migrate.ts";
import { postgresError } from "./problems.ts";
import { PostgresPrune } from "./prune.ts";
import { openJobQueue } from "./queue/index.ts";
import { StatementNames } from "./session/statement-names.ts";
import { SpoolFolder } from "./spool-folder.ts";
import { takeIn } from "./take-in.ts";

export interface PostgresStoreOptions {
  /** postgres://user@host:port/database; see {@link postgresAddress}. */
  readonly url: string;
  /** PG* variables, and HOME for the files of PostgreSQL's clients. */
  readonly env: ReadonlyMap<string, string>;
  /** `read` and `untouched` create nothing, and the server refuses every change. */
  readonly mode: "write" | "read" | "untouched";
  readonly clock?: Clock;
  /** Milliseconds without an answer after which the server is asked whether a statement is still worked on: 10,000. */
  readonly silence?: number;
  /** Milliseconds for which lost connections are opened again before work fails: 30,000. */
  readonly patience?: number;
}

/** Opens a store in the schema `wct` of a PostgreSQL database; see openRecordStore. */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<RecordStore> {
  const { mode, clock = backgroundClock } = options;
  const database = await connect(options);
  try {
    if (mode === "write") await migrate(database);
    else await requireStore(database);
    const key = await readKey(database, mode);
    return mode === "write" ? writableStore(database, key, clock) : readOnlyStore(database, key, clock);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function connect({ url, env, mode, silence, patience }: PostgresStoreOptions): Promise<Database> {
  const address = postgresAddress(url, env);
  const driver = await loadDriver(address.shown);
  try {
    const { pool, frequent, watch } = await openPool(driver, address, { isReadOnly: mode !== "write", silence });
    const { shown } = address;
    const often = new Database({ pool: frequent, watch }, { shown, patience, names: new StatementNames() });
    return new Database({ pool, watch }, { shown, patience, frequent: often });
  } catch (error) {
    throw postgresError(error, address.shown, "open");
  }
}

/** Null: the role may read records, but not the key, which only fingerprints need. */
async function readKey(database: Database, mode: PostgresStoreOptions["mode"]): Promise<Uint8Array | null> {
  if (mode !== "write") {
    const [row] = await database.rows("SELECT has_table_privilege('wct.store_key', 'SELECT') AS may");
    if (row?.["may"] !== true) return null;
  }
  const [row] = await database.rows("SELECT key FROM wct.store_key");
  if (row !== undefined) return bytesOf(row, "key");
  throw wctError("WCT_STORE_DAMAGED", {
    message: `the key of the store "${database.shown}" is missing`,
    hint: "restore the database from a backup",
  });
}

function writableStore(database: Database, key: Uint8Array | null, clock: Clock): RecordStore {
  const executions = new PostgresExecutions(database, { clock, mode: "write" });
  const spool = new SpoolFolder();
  return {
    ...sharedParts(database, executions),
    artifacts: postgresArtifacts(database, spool),
    jobs: openJobQueue(database.frequent),
    async prune(request) {
      const prune = new PostgresPrune(database);
      return await (request.mode === "tell" ? prune.tell(request) : prune.do(request));
    },
    erase: (request) => eraseObjects(database, request),
    takeIn: (copy) => takeIn(database, spool, copy),
    get key() {
      return requireKey(key, database);
    },
    async close() {
      // Raw content is deleted first and even if another step fails, because it must not outlive the run.
      spool.remove();
      try {
        await executions.close();
      } finally {
        await database.close();
      }
    },
  };
}

function readOnlyStore(database: Database, key: Uint8Array | null, clock: Clock): RecordStore {
  return {
    ...sharedParts(database, new PostgresExecutions(database, { clock, mode: "read" })),
    artifacts: postgresArtifacts(database, null),
    jobs: openJobQueue(database),
    async prune(request) {
      invariant(request.mode === "tell", "a store that was opened for reading was pruned");
      return await new PostgresPrune(database).tell(request);
    },
    async erase(request) {
      invariant(request.mode === "tell", "content was erased in a store that was opened for reading");
      return await eraseObjects(database, request);
    },
    async takeIn() {
      throw wctError("WCT_INTERNAL", { message: "a store opened for reading was written to; this is a bug in wct" });
    },
    get key() {
      return requireKey(key, database);
    },
    close: () => database.close(),
  };
}

function requireKey(key: Uint8Array | null, { shown }: Database): Uint8Array {
  if (key !== null) return key;
  throw wctError("WCT_STORE_UNREADABLE", {
    message: `the role may not read the key of the store "${shown}"`,
    hint: "grant it SELECT on wct.store_key, or use another role",
  });
}

function sharedParts(database: Database, executions: PostgresExecutions) {
  return {
    executions,
    examine: () => examineDatabase(database),
    strays: async () => [],
    async copyOf(request: CopyRequest): Promise<RunCopy> {
      const { find } = postgresFinder(database, null);
      const retention = await executions.retention(request.run);
      return await copyRun({ ...(await executions.recorded(request.run)), find, retention }, request);
    },
  };
}
