import type { StatementSync } from "node:sqlite";
import { isWctError, wctError } from "../../diagnostics/index.ts";
import {
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
import type { HeadFiles, HeadWriter, ProcessInfo } from "../disk/index.ts";
import {
  ChainWalk,
  type CopySource,
  emptyProjection,
  filterRuns,
  framesLater,
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
import { RecordCheck } from "./check.ts";
import type { Connection } from "./connection.ts";
import { DroppedRows } from "./dropped-rows.ts";
import { FrameRows, isRowAlive, upTo } from "./run-rows.ts";
import { prepareWrites, SqliteRunWriter, saveProjection, type WriteStatements } from "./run-writer.ts";

interface Options {
  readonly clock: Clock;
  readonly processInfo: ProcessInfo;
  readonly mode: "write" | "read";
  readonly heads: HeadFiles;
}

/** Runs and their events in a SQLite database. */
export class SqliteExecutions implements ExecutionStore {
  readonly #connection: Connection;
  readonly #options: Options;
  readonly #writes: WriteStatements | null;
  readonly #writers = new Set<RunWriter>();
  readonly #selectRun: StatementSync;
  readonly #selectRuns: StatementSync;
  readonly #frames: FrameRows;
  readonly #dropped: DroppedRows;
  readonly #records: RecordCheck;

  constructor(connection: Connection, options: Options) {
    this.#connection = connection;
    this.#options = options;
    this.#writes = options.mode === "write" ? prepareWrites(connection) : null;
    this.#selectRun = connection.prepare("SELECT * FROM runs WHERE id = ?");
    this.#selectRuns = connection.prepare("SELECT * FROM runs ORDER BY started_at DESC, run_key DESC");
    this.#frames = new FrameRows(connection);
    this.#dropped = new DroppedRows(connection);
    this.#records = new RecordCheck(connection, options.heads);
  }

  createRun = async (startedAt: Date): Promise<RunWriter> => {
    const connection = this.#connection;
    const statements = this.#requireWrites();
    const { clock } = this.#options;
    const created = connection.transaction(() => this.#insertRun(runIdAt(startedAt)));
    const writer = new SqliteRunWriter({ ...created, connection, statements, clock });
    this.#writers.add(writer);
    return writer;
  };

  runs = async (filter: RunFilter = {}): Promise<readonly RunSummary[]> => {
    return this.#connection.read(() => filterRuns(this.#summaries(), filter));
  };

  run = async (id: RunId): Promise<RunSummary | null> => {
    const row = this.#rowOf(id);
    return row === null ? null : this.#summary(row);
  };

  async *events(id: RunId, from = 1): AsyncGenerator<RunEvent> {
    for (const events of this.#read(id, from)) yield* events;
  }

  eachEvent = async (id: RunId, listener: (event: RunEvent) => void): Promise<void> => {
    for (const events of this.#read(id, 1)) for (const event of events) listener(event);
  };

  /** Yields the events frame by frame. */
  *#read(id: RunId, from: number): Generator<readonly RunEvent[]> {
    const row = this.#require(id);
    const runKey = numberOf(row, "run_key");
    try {
      yield* this.#readRow(id, row, from);
    } catch (error) {
      // The run was removed while it was read, and its number may now belong to another run.
      const now = this.#rowOf(id);
      throw now === null || numberOf(now, "run_key") !== runKey ? runNotFound(id) : error;
    }
  }

  *#readRow(id: RunId, row: StoredRow, from: number): Generator<readonly RunEvent[]> {
    const runKey = numberOf(row, "run_key");
    const start = this.#startOf(id, runKey, from);
    const dropped = this.#dropped.of(runKey);
    const walk = new ChainWalk(id, start);
    for (const [frame, events] of walk.trusted(this.#frames.after(runKey, start.events))) {
      const wanted = frame.firstSeq >= from ? events : events.filter(({ seq }) => seq >= from);
      yield dropped.size === 0 ? wanted : wanted.map((event) => withoutDropped(event, dropped));
    }
    const read = walk.end.events;
    const expected = numberOf(row, "events");
    if (read < expected) throw recordCorrupt(id, missing(read + 1, expected));
  }

  retention = async (id: RunId): Promise<RunRetention> => {
    const row = this.#require(id);
    return {
      imported: importedOf(row),
      gone: this.#dropped.tombstones(numberOf(row, "run_key")),
    };
  };

  /** Returns a run's frames unchanged, for a copy. Throws WCT_RUN_NOT_FOUND. */
  recorded(id: RunId): Pick<CopySource, "isActive" | "end" | "kept" | "frames"> {
    const kept = this.#options.heads.read(id);
    const row = this.#require(id);
    const end = { events: numberOf(row, "events"), head: bytesOf(row, "head") };
    const runKey = numberOf(row, "run_key");
    const isActive = row["outcome"] === null && isRowAlive(row, this.#options);
    return {
      isActive,
      end,
      kept: kept === "damaged" ? null : kept,
      frames: () => framesLater(upTo(end.events, this.#frames.after(runKey, 0))),
    };
  }

  /**
   * Returns whether no run is being recorded and no record has lost events. A log in which data was lost must not be
   * changed, so that it can be repaired.
   */
  isLeftWhole(): boolean {
    try {
      const rows = this.#connection.read(() => this.#selectRuns.all());
      return rows.every((row) => !isRowAlive(row, this.#options)) && this.#records.isWhole(rows);
    } catch {
      return false;
    }
  }

  ids = async (): Promise<readonly RunId[]> => [...this.#ids()].map(({ id }) => id);

  verifyChain: ExecutionStore["verifyChain"] = async (id, each) => this.#records.verifyChain(id, each);

  ends = async (): Promise<RunEnds> => this.#records.ends();

  rebuild = async (): Promise<void> => {
    const writes = this.#requireWrites();
    const damaged: string[] = [];
    for (const { id } of this.#ids()) {
      this.#connection.transaction(() => {
        const row = this.#require(id);
        if (this.#records.check(id, row).damage.length > 0) damaged.push(id);
        else this.#rebuildRow(writes, id, numberOf(row, "run_key"));
      });
    }
    if (damaged.length === 0) return;
    throw wctError("WCT_RUN_RECORD_CORRUPT", {
      message: `${damaged.length} of the records are damaged and were left as they are: ${damaged.slice(0, 5).join(", ")}`,
      hint: `run \`wct verify ${damaged[0]}\` to see the damage`,
    });
  };

  /** Releases every run. */
  async close(): Promise<void> {
    for (const writer of this.#writers) await writer.close();
    this.#writers.clear();
  }

  #requireWrites(): WriteStatements {
    if (this.#writes !== null) return this.#writes;
    throw wctError("WCT_INTERNAL", { message: "a store opened for reading was written to; this is a bug in wct" });
  }

  /**
   * Inserts a run with the first free id of the second. Runs under the write lock, so that two processes never get the
   * same id.
   */
  #insertRun(base: RunId): { run: RunId; runKey: number; headFile: HeadWriter } {
    const { heads } = this.#options;
    let run: RunId = base;
    // A lost run has a head and no row. Its name is not reused.
    for (let n = 2; this.#rowOf(run) !== null || heads.has(run); n++) run = `${base}_${n}` as RunId;
    const { pid, boot, namespace, start } = this.#options.processInfo.self;
    const insert = this.#connection.prepare(
      "INSERT INTO runs (id, head, writer_pid, writer_boot, writer_namespace, writer_start, heartbeat) VALUES (?, ?, ?, ?, ?, ?, ?)",
    );
    const now = this.#options.clock.now().getTime();
    const { lastInsertRowid } = insert.run(run, genesisHash(run), pid, boot, namespace, start, now);
    return { run, runKey: Number(lastInsertRowid), headFile: heads.create(run) };
  }

  #rowOf(id: RunId): StoredRow | null {
    return this.#connection.read(() => this.#selectRun.get(id) ?? null);
  }

  /** A run exists from its first event. Before that it is only a reserved name. */
  #require(id: RunId): StoredRow {
    const row = this.#rowOf(id);
    if (row === null || numberOf(row, "events") === 0) throw runNotFound(id);
    return row;
  }

  *#ids(): Generator<{ readonly id: RunId }> {
    for (const row of this.#connection.read(() => this.#selectRuns.all())) {
      const { id } = row;
      if (typeof id === "string" && isRunId(id) && this.#isRecorded(row)) yield { id };
    }
  }

  /** A row without events may be a reserved name, or damaged. */
  #isRecorded(row: StoredRow): boolean {
    return row["events"] !== 0 || !this.#frames.after(numberOf(row, "run_key"), 0).next().done;
  }

  *#summaries(): Generator<RunSummary> {
    for (const row of this.#selectRuns.iterate()) {
      const summary = this.#readableSummary(row);
      if (summary !== null) yield summary;
    }
  }

  /** A row that cannot be read must not hide the others. `verifyChain` reports its damage. */
  #readableSummary(row: StoredRow): RunSummary | null {
    try {
      return this.#summary(row);
    } catch (error) {
      if (isWctError(error) && error.code === "WCT_STORE_DAMAGED") return null;
      throw error;
    }
  }

  #summary(row: StoredRow): RunSummary | null {
    const id = textOf(row, "id");
    if (!isRunId(id)) return null;
    const head = hexDigest(bytesOf(row, "head"));
    return summaryOf(id, projectionOf(row), { head, isAlive: isRowAlive(row, this.#options) });
  }

  /** Returns the position to start reading for event `from`: the end of the frame before the one that contains it. */
  #startOf(id: RunId, runKey: number, from: number): RecordEnd {
    const holding = this.#frames.before(runKey, Math.max(from, 1) + 1);
    const before = holding === null ? null : this.#frames.before(runKey, holding.firstSeq);
    if (before === null) return { events: 0, head: genesisHash(id) };
    return { events: before.lastSeq, head: before.hash };
  }

  #rebuildRow(writes: WriteStatements, id: RunId, runKey: number): void {
    let projection = emptyProjection;
    const walk = new ChainWalk(id);
    for (const [, events] of walk.trusted(this.#frames.after(runKey, 0)))
      projection = projectEvents(projection, events);
    saveProjection(writes, runKey, { projection, head: walk.end.head });
  }
}
