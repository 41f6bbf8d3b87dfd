import { randomBytes } from "node:crypto";
import { isWctError, wctError } from "../../diagnostics/index.ts";
import {
  type AdoptedWriter,
  type Clock,
  type ExecutionStore,
  isRunId,
  type RunEnds,
  type RunEvent,
  type RunFilter,
  type RunId,
  type RunRetention,
  type RunSummary,
  type RunWriter,
  runIdAt,
} from "../../domain/index.ts";
import {
  ChainWalk,
  type CopySource,
  checkLateChain,
  emptyProjection,
  filterRuns,
  genesisHash,
  hexDigest,
  missing,
  projectEvents,
  type RecordEnd,
  recordCorrupt,
  runNotFound,
  summaryOf,
} from "../records/index.ts";
import { withoutDropped } from "../retention/index.ts";
import { bytesOf, importedOf, numberOf, projectionOf, type StoredRow, textOf } from "../rows/index.ts";
import { checkRecord } from "./check.ts";
import type { Database, Session } from "./database.ts";
import { requireSameVersion } from "./migrate.ts";
import {
  droppedBy,
  frameBefore,
  framesAfter,
  isRowAlive,
  projectionSql,
  projectionValues,
  runsSql,
  tombstones,
  upTo,
} from "./run-rows.ts";
import { adopt, leaseSql, PostgresRunWriter } from "./run-writer.ts";

interface Options {
  readonly clock: Clock;
  readonly mode: "write" | "read";
}

/** Runs and their events in a PostgreSQL database. */
export class PostgresExecutions implements ExecutionStore {
  readonly #database: Database;
  readonly #options: Options;
  readonly #writers = new Set<RunWriter>();

  constructor(database: Database, options: Options) {
    this.#database = database;
    this.#options = options;
  }

  createRun = async (startedAt: Date): Promise<RunWriter> => {
    this.#requireWrites();
    const database = this.#database;
    const writer = randomBytes(16).toString("hex");
    const created = await database.transaction(async (session) => {
      await requireSameVersion(database.shown, session);
      return await insertRun(session, runIdAt(startedAt), writer);
    });
    const { clock } = this.#options;
    const opened = new PostgresRunWriter({ ...created, writer, database: database.frequent, clock });
    this.#writers.add(opened);
    return opened;
  };

  adoptRun = async (id: RunId): Promise<AdoptedWriter> => {
    this.#requireWrites();
    const database = this.#database;
    const writer = randomBytes(16).toString("hex");
    const row = await database.transaction((session) => adopt(session, id, writer));
    const end = { projection: projectionOf(row), head: bytesOf(row, "head") };
    const adopted = { run: id, runKey: numberOf(row, "run_key"), writer, end };
    const opened = new PostgresRunWriter({ ...adopted, database: database.frequent, clock: this.#options.clock });
    this.#writers.add(opened);
    return { writer: opened, elapsedMs: row["elapsed_ms"] === null ? 0 : numberOf(row, "elapsed_ms") };
  };

  runs = async (filter: RunFilter = {}): Promise<readonly RunSummary[]> => {
    const rows = await this.#rows();
    return filterRuns(
      rows.flatMap((row) => readableSummary(row) ?? []),
      filter,
    );
  };

  run = async (id: RunId): Promise<RunSummary | null> => {
    const row = await this.#rowOf(id);
    return row === null ? null : summaryIn(row);
  };

  async *events(id: RunId, from = 1): AsyncGenerator<RunEvent> {
    for await (const events of this.#read(id, from)) yield* events;
  }

  eachEvent = async (id: RunId, listener: (event: RunEvent) => void): Promise<void> => {
    for await (const events of this.#read(id, 1)) for (const event of events) listener(event);
  };

  ids = async (): Promise<readonly RunId[]> => {
    const rows = await this.#rows();
    const recorded: RunId[] = [];
    for (const row of rows) {
      const { id } = row;
      if (typeof id === "string" && isRunId(id) && (await this.#isRecorded(row))) recorded.push(id);
    }
    return recorded;
  };

  /** Nothing outside the database knows the ends of its runs. */
  ends = async (): Promise<RunEnds> => ({ lost: [], unknown: await this.ids() });

  retention = async (id: RunId): Promise<RunRetention> => {
    const row = await this.#require(id);
    return { imported: importedOf(row), gone: await tombstones(this.#database, numberOf(row, "run_key")) };
  };

  verifyChain: ExecutionStore["verifyChain"] = async (id, each) => {
    const row = await this.#rowOf(id);
    if (row === null || !(await this.#isRecorded(row))) throw runNotFound(id);
    return await checkRecord(this.#database, { id, row }, each);
  };

  rebuild = async (): Promise<void> => {
    this.#requireWrites();
    const damaged: RunId[] = [];
    for (const id of await this.ids()) {
      const isSound = await this.#database.transaction((session) => this.#rebuildRun(session, id));
      if (!isSound) damaged.push(id);
    }
    if (damaged.length === 0) return;
    throw wctError("WCT_RUN_RECORD_CORRUPT", {
      message: `${damaged.length} of the records are damaged and were left as they are: ${damaged.slice(0, 5).join(", ")}`,
      hint: `run \`wct verify ${damaged[0]}\` to see the damage`,
    });
  };

  /** Returns a run's frames unchanged, for a copy. Throws WCT_RUN_NOT_FOUND. */
  recorded = async (id: RunId): Promise<Pick<CopySource, "isActive" | "end" | "frames">> => {
    const row = await this.#require(id);
    const end = { events: numberOf(row, "events"), head: bytesOf(row, "head") };
    const runKey = numberOf(row, "run_key");
    const isActive = row["outcome"] === null && isRowAlive(row);
    return { isActive, end, frames: () => upTo(end.events, framesAfter(this.#database, runKey, 0)) };
  };

  /** Releases every run. */
  async close(): Promise<void> {
    for (const writer of this.#writers) await writer.close();
    this.#writers.clear();
  }

  #requireWrites(): void {
    if (this.#options.mode === "write") return;
    throw wctError("WCT_INTERNAL", { message: "a store opened for reading was written to; this is a bug in wct" });
  }

  /** Yields the events frame by frame. */
  async *#read(id: RunId, from: number): AsyncGenerator<readonly RunEvent[]> {
    const row = await this.#require(id);
    try {
      yield* this.#readRow(id, row, from);
    } catch (error) {
      // The run was removed while it was read.
      throw (await this.#rowOf(id)) === null ? runNotFound(id) : error;
    }
  }

  async *#readRow(id: RunId, row: StoredRow, from: number): AsyncGenerator<readonly RunEvent[]> {
    const runKey = numberOf(row, "run_key");
    const start = await this.#startOf(id, runKey, from);
    const dropped = await droppedBy(this.#database, runKey);
    const walk = new ChainWalk(id, start);
    for await (const frame of framesAfter(this.#database, runKey, start.events)) {
      const events = walk.trust(frame);
      const wanted = frame.firstSeq >= from ? events : events.filter(({ seq }) => seq >= from);
      yield dropped.size === 0 ? wanted : wanted.map((event) => withoutDropped(event, dropped));
    }
    const read = walk.end.events;
    const expected = numberOf(row, "events");
    if (read < expected) throw recordCorrupt(id, missing(read + 1, expected));
  }

  /** Returns the position to start reading for event `from`: the end of the frame before the one that contains it. */
  async #startOf(id: RunId, runKey: number, from: number): Promise<RecordEnd> {
    const holding = await frameBefore(this.#database, runKey, Math.max(from, 1) + 1);
    const before = holding === null ? null : await frameBefore(this.#database, runKey, holding.firstSeq);
    return before === null ? { events: 0, head: genesisHash(id) } : { events: before.lastSeq, head: before.hash };
  }

  #rows(): Promise<readonly StoredRow[]> {
    return this.#database.rows(`${runsSql} ORDER BY started_at DESC NULLS LAST, run_key DESC`);
  }

  async #rowOf(id: RunId): Promise<StoredRow | null> {
    const [row] = await this.#database.rows(`${runsSql} WHERE id = $1`, [id]);
    return row ?? null;
  }

  /** A run exists from its first event. Before that it is only a reserved name. */
  async #require(id: RunId): Promise<StoredRow> {
    const row = await this.#rowOf(id);
    if (row === null || numberOf(row, "events") === 0) throw runNotFound(id);
    return row;
  }

  /** A row without events may be a reserved name, or damaged. */
  async #isRecorded(row: StoredRow): Promise<boolean> {
    if (row["events"] !== 0) return true;
    const frames = framesAfter(this.#database, numberOf(row, "run_key"), 0);
    return (await frames.next()).done !== true;
  }

  /** Returns false if the record is damaged. */
  async #rebuildRun(session: Session, id: RunId): Promise<boolean> {
    const [row] = await session.rows(`${runsSql} WHERE id = $1 FOR UPDATE`, [id]);
    if (row === undefined) return true;
    if (!(await isSound(session, id, row))) return false;
    const runKey = numberOf(row, "run_key");
    let projection = emptyProjection;
    const walk = new ChainWalk(id);
    for await (const frame of framesAfter(session, runKey, 0))
      projection = projectEvents(projection, walk.trust(frame));
    await session.run(`UPDATE wct.runs SET ${projectionSql(2)} WHERE run_key = $1`, [
      runKey,
      ...projectionValues(projection, walk.end.head),
    ]);
    return true;
  }
}

/** Inserts a run with the first free id of the second. */
async function insertRun(
  session: Session,
  base: RunId,
  writer: string,
): Promise<{ readonly run: RunId; readonly runKey: number }> {
  let run: RunId = base;
  for (let n = 2; ; n++) {
    const [row] = await session.rows(
      `INSERT INTO wct.runs (id, head, writer, lease_until) VALUES ($1, $2, $3, ${leaseSql})
       ON CONFLICT (id) DO NOTHING RETURNING run_key`,
      [run, genesisHash(run), writer],
    );
    if (row !== undefined) return { run, runKey: numberOf(row, "run_key") };
    run = `${base}_${n}` as RunId;
  }
}

/** Returns whether the frames of a run are a whole chain that ends with the hash in the list of runs. */
async function isSound(session: Session, id: RunId, row: StoredRow): Promise<boolean> {
  const frames = framesAfter(session, numberOf(row, "run_key"), 0);
  const { report } = await checkLateChain(id, { frames, end: null });
  return report.damage.length === 0 && report.head === hexDigest(bytesOf(row, "head"));
}

/** A row that cannot be read must not hide the others. `verifyChain` reports its damage. */
function readableSummary(row: StoredRow): RunSummary | null {
  try {
    return summaryIn(row);
  } catch (error) {
    if (isWctError(error) && error.code === "WCT_STORE_DAMAGED") return null;
    throw error;
  }
}

function summaryIn(row: StoredRow): RunSummary | null {
  const id = textOf(row, "id");
  if (!isRunId(id)) return null;
  const head = hexDigest(bytesOf(row, "head"));
  return summaryOf(id, projectionOf(row), { head, isAlive: isRowAlive(row) });
}
