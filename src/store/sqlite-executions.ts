import type { StatementSync } from "node:sqlite";
import { isWctError, wctError } from "../diagnostics/index.ts";
import {
  type ChainReport,
  type Clock,
  type ExecutionStore,
  isRunId,
  type RunEvent,
  type RunFilter,
  type RunId,
  type RunKeeping,
  type RunSummary,
  type RunWriter,
  runIdAt,
} from "../domain/index.ts";
import type { CopySource } from "./copy.ts";
import { asKept, DroppedRows, withoutDropped } from "./dropped.ts";
import {
  ChainWalk,
  checkChain,
  genesisHash,
  hexDigest,
  missing,
  type RecordEnd,
  recordCorrupt,
  runNotFound,
} from "./frames.ts";
import type { ProcessInfo } from "./liveness.ts";
import { bytesOf, numberOf, type Row, textOf } from "./rows.ts";
import { FrameRows, isRowAlive, projectionOf, upTo } from "./run-rows.ts";
import {
  differences,
  emptyProjection,
  filterRuns,
  projectEvents,
  type RunProjection,
  summaryOf,
} from "./runs-projection.ts";
import type { Connection } from "./sqlite-connection.ts";
import { prepareWrites, SqliteRunWriter, saveProjection, type WriteStatements } from "./sqlite-run-writer.ts";

interface Options {
  readonly clock: Clock;
  readonly processInfo: ProcessInfo;
  readonly mode: "write" | "read";
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

  constructor(connection: Connection, options: Options) {
    this.#connection = connection;
    this.#options = options;
    this.#writes = options.mode === "write" ? prepareWrites(connection) : null;
    this.#selectRun = connection.prepare("SELECT * FROM runs WHERE id = ?");
    this.#selectRuns = connection.prepare("SELECT * FROM runs ORDER BY started_at DESC, run_key DESC");
    this.#frames = new FrameRows(connection);
    this.#dropped = new DroppedRows(connection);
  }

  createRun = async (startedAt: Date): Promise<RunWriter> => {
    const connection = this.#connection;
    const statements = this.#requireWrites();
    const { clock } = this.#options;
    const { run, runKey } = connection.transaction(() => this.#insertRun(runIdAt(startedAt)));
    const writer = new SqliteRunWriter({ run, runKey, connection, statements, clock });
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

  /** Frame by frame. */
  *#read(id: RunId, from: number): Generator<readonly RunEvent[]> {
    const row = this.#require(id);
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
    if (read < expected && this.#rowOf(id) === null) throw runNotFound(id); // pruned while it was read
    if (read < expected) throw recordCorrupt(id, missing(read + 1, expected));
  }

  keeping = async (id: RunId): Promise<RunKeeping> => {
    const row = this.#require(id);
    const imported = row["imported"];
    return {
      imported: imported === "all" || imported === "derived" ? imported : null,
      gone: this.#dropped.tombstones(numberOf(row, "run_key")),
    };
  };

  /** A run's frames as they are, for a copy. Throws WCT_RUN_NOT_FOUND. */
  recorded(id: RunId): Pick<CopySource, "isActive" | "end" | "frames"> {
    const row = this.#require(id);
    const end = { events: numberOf(row, "events"), head: bytesOf(row, "head") };
    const runKey = numberOf(row, "run_key");
    const isActive = row["outcome"] === null && isRowAlive(row, this.#options);
    return { isActive, end, frames: () => upTo(end.events, this.#frames.after(runKey, 0)) };
  }

  ids = async (): Promise<readonly RunId[]> => [...this.#ids()].map(({ id }) => id);

  verifyChain = async (id: RunId, each?: (event: RunEvent) => void): Promise<ChainReport> => {
    const row = this.#rowOf(id);
    if (row === null || !this.#isRecorded(row)) throw runNotFound(id);
    const dropped = this.#dropped.of(numberOf(row, "run_key"));
    return this.#check(id, row, asKept(each, dropped));
  };

  rebuild = async (): Promise<void> => {
    const writes = this.#requireWrites();
    const damaged: string[] = [];
    for (const { id } of this.#ids()) {
      this.#connection.transaction(() => {
        const row = this.#require(id);
        if (this.#check(id, row).damage.length > 0) damaged.push(id);
        else this.#rebuildRow(writes, id, numberOf(row, "run_key"));
      });
    }
    if (damaged.length === 0) return;
    throw wctError("WCT_RUN_RECORD_CORRUPT", {
      message: `${damaged.length} of the records are damaged and were left as they are: ${damaged.slice(0, 5).join(", ")}`,
      hint: `run \`wct verify ${damaged[0]}\` to see the damage`,
    });
  };

  /** Lets go of every run. */
  async close(): Promise<void> {
    for (const writer of this.#writers) await writer.close();
    this.#writers.clear();
  }

  #requireWrites(): WriteStatements {
    if (this.#writes !== null) return this.#writes;
    throw wctError("WCT_INTERNAL", { message: "a store opened for reading was written to; this is a bug in wct" });
  }

  /** The first free id of the second, under the write lock: two processes never get the same. */
  #insertRun(base: RunId): { run: RunId; runKey: number } {
    let run: RunId = base;
    for (let n = 2; this.#rowOf(run) !== null; n++) run = `${base}_${n}` as RunId;
    const { pid, boot, namespace, start } = this.#options.processInfo.self;
    const insert = this.#connection.prepare(
      "INSERT INTO runs (id, head, writer_pid, writer_boot, writer_namespace, writer_start, heartbeat) VALUES (?, ?, ?, ?, ?, ?, ?)",
    );
    const now = this.#options.clock.now().getTime();
    const { lastInsertRowid } = insert.run(run, genesisHash(run), pid, boot, namespace, start, now);
    return { run, runKey: Number(lastInsertRowid) };
  }

  #rowOf(id: RunId): Row | null {
    return this.#connection.read(() => this.#selectRun.get(id) ?? null);
  }

  /** A run exists from its first event on; before, it is only a name that is taken. */
  #require(id: RunId): Row {
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

  /** A row without events may be a name that is taken, or damaged. */
  #isRecorded(row: Row): boolean {
    return row["events"] !== 0 || !this.#frames.after(numberOf(row, "run_key"), 0).next().done;
  }

  *#summaries(): Generator<RunSummary> {
    for (const row of this.#selectRuns.iterate()) {
      const summary = this.#readableSummary(row);
      if (summary !== null) yield summary;
    }
  }

  /** One row that cannot be read must not hide the others; `verifyChain` says what is wrong with it. */
  #readableSummary(row: Row): RunSummary | null {
    try {
      return this.#summary(row);
    } catch (error) {
      if (isWctError(error) && error.code === "WCT_STORE_DAMAGED") return null;
      throw error;
    }
  }

  #summary(row: Row): RunSummary | null {
    const id = textOf(row, "id");
    if (!isRunId(id)) return null;
    const head = hexDigest(bytesOf(row, "head"));
    return summaryOf(id, projectionOf(row), { head, isAlive: isRowAlive(row, this.#options) });
  }

  /** Where to begin reading for event `from`: the end of the frame before the one that holds it. */
  #startOf(id: RunId, runKey: number, from: number): RecordEnd {
    const holding = this.#frames.before(runKey, Math.max(from, 1) + 1);
    const before = holding === null ? null : this.#frames.before(runKey, holding.firstSeq);
    if (before === null) return { events: 0, head: genesisHash(id) };
    return { events: before.lastSeq, head: before.hash };
  }

  /** Reads the end first: whatever is appended meanwhile comes after it. */
  #check(id: RunId, row: Row, each?: (event: RunEvent) => void): ChainReport {
    const listed = listedIn(row);
    const runKey = numberOf(row, "run_key");
    const end = "end" in listed ? listed.end : null;
    const all = this.#frames.after(runKey, 0);
    const { report, projection } = checkChain(id, { frames: end === null ? all : upTo(end.events, all), end, each });
    if ("what" in listed) return { ...report, damage: [...report.damage, { seq: null, what: listed.what }] };
    if (report.damage.length > 0) return report;
    const wrong = differences(projection, listed.projection);
    return { ...report, damage: wrong.map((name) => ({ seq: null, what: `the list of runs says another ${name}` })) };
  }

  #rebuildRow(writes: WriteStatements, id: RunId, runKey: number): void {
    let projection = emptyProjection;
    const walk = new ChainWalk(id);
    for (const [, events] of walk.trusted(this.#frames.after(runKey, 0)))
      projection = projectEvents(projection, events);
    saveProjection(writes, runKey, { projection, head: walk.end.head });
  }
}

/** What the list of runs says of a run, or why it cannot be read. */
function listedIn(
  row: Row,
): { readonly end: RecordEnd; readonly projection: RunProjection } | { readonly what: string } {
  try {
    return {
      end: { events: numberOf(row, "events"), head: bytesOf(row, "head") },
      projection: projectionOf(row),
    };
  } catch (error) {
    if (!isWctError(error)) throw error;
    return { what: `its row in the list of runs cannot be read: ${error.message}` };
  }
}
