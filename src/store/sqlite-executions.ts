import type { StatementSync } from "node:sqlite";
import { wctError } from "../diagnostics/index.ts";
import {
  type ChainReport,
  type Clock,
  type ExecutionStore,
  isRunId,
  type RunEvent,
  type RunFilter,
  type RunId,
  type RunSummary,
  type RunWriter,
  runIdAt,
} from "../domain/index.ts";
import {
  ChainWalk,
  checkChain,
  genesisHash,
  hexDigest,
  isEvents,
  type RecordEnd,
  recordCorrupt,
  runNotFound,
  type StoredFrame,
} from "./frames.ts";
import { isAlive, type ProcessInfo } from "./liveness.ts";
import { bytesOf, numberOf, type Row, textOf, textOrNull, wordOf } from "./rows.ts";
import { emptyProjection, filterRuns, projectEvents, type RunProjection, summaryOf } from "./runs-projection.ts";
import type { Connection } from "./sqlite-connection.ts";
import { frameKey, prepareWrites, SqliteRunWriter, saveProjection, type WriteStatements } from "./sqlite-run-writer.ts";

/** Frames read at a time: no statement stays open between two of a reader's steps. */
const page = 64;

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
  readonly #selectFrames: StatementSync;
  readonly #selectFrameBefore: StatementSync;

  constructor(connection: Connection, options: Options) {
    this.#connection = connection;
    this.#options = options;
    this.#writes = options.mode === "write" ? prepareWrites(connection) : null;
    this.#selectRun = connection.prepare("SELECT * FROM runs WHERE id = ?");
    this.#selectRuns = connection.prepare("SELECT * FROM runs ORDER BY started_at DESC, run_key DESC");
    this.#selectFrames = connection.prepare(
      "SELECT * FROM frames WHERE frame_key > ? AND frame_key < ? ORDER BY frame_key LIMIT ?",
    );
    this.#selectFrameBefore = connection.prepare(
      "SELECT * FROM frames WHERE frame_key > ? AND frame_key < ? ORDER BY frame_key DESC LIMIT 1",
    );
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
    const row = this.#require(id);
    const runKey = numberOf(row, "run_key");
    const start = this.#startOf(id, runKey, from);
    const walk = new ChainWalk(id, start);
    for (const frame of this.#frames(runKey, start.events)) {
      const events = walk.next(frame);
      if (!isEvents(events)) throw events.error;
      for (const event of events) if (event.seq >= from) yield event;
    }
    const read = walk.end.events;
    const expected = numberOf(row, "events");
    if (read < expected) throw recordCorrupt(id, `events ${read + 1} to ${expected} are missing`);
  }

  verifyChain = async (id: RunId): Promise<ChainReport> => {
    const row = this.#require(id);
    return this.#check(id, row);
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
      const id = textOf(row, "id");
      if (isRunId(id) && numberOf(row, "events") > 0) yield { id };
    }
  }

  *#summaries(): Generator<RunSummary> {
    for (const row of this.#selectRuns.iterate()) {
      const summary = this.#summary(row);
      if (summary !== null) yield summary;
    }
  }

  #summary(row: Row): RunSummary | null {
    const id = textOf(row, "id");
    if (!isRunId(id)) return null;
    const head = hexDigest(bytesOf(row, "head"));
    return summaryOf(id, projectionOf(row), { head, isAlive: this.#isAlive(row) });
  }

  #isAlive(row: Row): boolean {
    if (row["writer_pid"] === null) return false;
    const process = {
      pid: numberOf(row, "writer_pid"),
      boot: textOf(row, "writer_boot"),
      namespace: textOf(row, "writer_namespace"),
      start: textOf(row, "writer_start"),
    };
    const heartbeat = numberOf(row, "heartbeat");
    return isAlive({ process, heartbeat }, this.#options.processInfo, this.#options.clock.now());
  }

  *#frames(runKey: number, after: number): Generator<StoredFrame> {
    let last = after;
    for (;;) {
      const rows = this.#connection.read(() =>
        this.#selectFrames.all(frameKey(runKey, last), frameKey(runKey + 1, 0), page),
      );
      for (const row of rows) {
        const frame = frameOf(runKey, row);
        last = frame.firstSeq;
        yield frame;
      }
      if (rows.length < page) return;
    }
  }

  /** Where to begin reading for event `from`: the end of the frame before the one that holds it. */
  #startOf(id: RunId, runKey: number, from: number): RecordEnd {
    const holding = this.#frameBefore(runKey, Math.max(from, 1) + 1);
    const before = holding === null ? null : this.#frameBefore(runKey, holding.firstSeq);
    if (before === null) return { events: 0, head: genesisHash(id) };
    return { events: before.lastSeq, head: before.hash };
  }

  #frameBefore(runKey: number, seq: number): StoredFrame | null {
    const row = this.#connection.read(() => this.#selectFrameBefore.get(frameKey(runKey, 0), frameKey(runKey, seq)));
    return row === undefined ? null : frameOf(runKey, row);
  }

  /** Reads the end first: whatever is appended meanwhile comes after it. */
  #check(id: RunId, row: Row): ChainReport {
    const end = { events: numberOf(row, "events"), head: bytesOf(row, "head") };
    const runKey = numberOf(row, "run_key");
    return checkChain(id, upTo(end.events, this.#frames(runKey, 0)), end);
  }

  #rebuildRow(writes: WriteStatements, id: RunId, runKey: number): void {
    let projection = emptyProjection;
    const walk = new ChainWalk(id, { events: 0, head: genesisHash(id) });
    for (const frame of this.#frames(runKey, 0)) {
      const events = walk.next(frame);
      if (!isEvents(events)) throw events.error;
      projection = projectEvents(projection, events);
    }
    saveProjection(writes, runKey, { projection, head: walk.end.head });
  }
}

function* upTo(seq: number, frames: Iterable<StoredFrame>): Generator<StoredFrame> {
  for (const frame of frames) {
    if (frame.firstSeq > seq) return;
    yield frame;
  }
}

function frameOf(runKey: number, row: Row): StoredFrame {
  return {
    firstSeq: numberOf(row, "frame_key") - frameKey(runKey, 0),
    lastSeq: numberOf(row, "last_seq"),
    body: bytesOf(row, "body"),
    hash: bytesOf(row, "hash"),
  };
}

function projectionOf(row: Row): RunProjection {
  const startedAt = textOrNull(row, "started_at");
  const outcome =
    row["outcome"] === null ? null : wordOf(row, "outcome", ["completed", "failed", "cancelled", "timed-out"]);
  return {
    started:
      startedAt === null
        ? null
        : {
            uuid: textOf(row, "uuid"),
            mode: wordOf(row, "mode", ["run", "debug"]),
            runbook: { name: textOf(row, "runbook_name"), path: textOf(row, "runbook_path") },
            at: startedAt,
            artifacts: numberOf(row, "artifacts"),
          },
    finished:
      outcome === null ? null : { outcome, at: textOf(row, "finished_at"), durationMs: numberOf(row, "duration_ms") },
    counts: {
      completed: numberOf(row, "completed"),
      reused: numberOf(row, "reused"),
      failed: numberOf(row, "failed"),
      skipped: numberOf(row, "skipped"),
      optionalFailed: numberOf(row, "optional_failed"),
    },
    events: numberOf(row, "events"),
  };
}
