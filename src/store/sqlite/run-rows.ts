import type { StatementSync } from "node:sqlite";
import { isAlive, type StoreSystem } from "../disk/index.ts";
import type { StoredFrame } from "../records/index.ts";
import { bytesOf, numberOf, type StoredRow, textOf } from "../rows/index.ts";
import type { Connection } from "./connection.ts";
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
