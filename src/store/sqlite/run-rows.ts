import type { StatementSync } from "node:sqlite";
import type { CopiedContent } from "../../domain/index.ts";
import { isAlive, type StoreSystem } from "../disk/index.ts";
import type { RunProjection, StoredFrame } from "../records/index.ts";
import type { Connection } from "./connection.ts";
import { bytesOf, numberOf, type StoredRow, textOf, textOrNull, wordOf } from "./rows.ts";
import { frameKey } from "./run-writer.ts";

/** Number of frames read together, so that no statement stays open between two steps of a reader. */
const page = 64;

/** Reads the frames of runs, in order. */
export class FrameRows {
  readonly #connection: Connection;
  readonly #select: StatementSync;
  readonly #selectBefore: StatementSync;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#select = connection.prepare(
      "SELECT * FROM frames WHERE frame_key > ? AND frame_key < ? ORDER BY frame_key LIMIT ?",
    );
    this.#selectBefore = connection.prepare(
      "SELECT * FROM frames WHERE frame_key > ? AND frame_key < ? ORDER BY frame_key DESC LIMIT 1",
    );
  }

  /** Yields the frames whose first event comes after `seq`. */
  *after(runKey: number, seq: number): Generator<StoredFrame> {
    let last = seq;
    for (;;) {
      const rows = this.#connection.read(() => this.#select.all(frameKey(runKey, last), frameKey(runKey + 1, 0), page));
      for (const row of rows) {
        const frame = frameOf(runKey, row);
        last = frame.firstSeq;
        yield frame;
      }
      if (rows.length < page) return;
    }
  }

  /** Returns the last frame whose first event comes before `seq`. */
  before(runKey: number, seq: number): StoredFrame | null {
    const row = this.#connection.read(() => this.#selectBefore.get(frameKey(runKey, 0), frameKey(runKey, seq)));
    return row === undefined ? null : frameOf(runKey, row);
  }
}

export function* upTo(seq: number, frames: Iterable<StoredFrame>): Generator<StoredFrame> {
  for (const frame of frames) {
    if (frame.firstSeq > seq) return;
    yield frame;
  }
}

function frameOf(runKey: number, row: StoredRow): StoredFrame {
  return {
    firstSeq: numberOf(row, "frame_key") - frameKey(runKey, 0),
    lastSeq: numberOf(row, "last_seq"),
    body: bytesOf(row, "body"),
    hash: bytesOf(row, "hash"),
  };
}

/** Returns whether the run's writer may still be writing. */
export function isRowAlive(row: StoredRow, { clock, processInfo }: StoreSystem): boolean {
  if (row["writer_pid"] === null) return false;
  const process = {
    pid: numberOf(row, "writer_pid"),
    boot: textOf(row, "writer_boot"),
    namespace: textOf(row, "writer_namespace"),
    start: textOf(row, "writer_start"),
  };
  const heartbeat = numberOf(row, "heartbeat");
  return isAlive({ process, heartbeat }, processInfo, clock.now());
}

/** Returns how a run was imported; null: it was recorded here. Version 3 of the schema added the column. */
export function importedOf(row: StoredRow): CopiedContent | null {
  const imported = row["imported"];
  return imported === undefined || imported === null
    ? null
    : wordOf<CopiedContent>(row, "imported", ["all", "derived"]);
}

/** Returns the projection in a row of the list of runs. */
export function projectionOf(row: StoredRow): RunProjection {
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
