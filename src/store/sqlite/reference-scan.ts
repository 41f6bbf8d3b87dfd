import type { StatementSync } from "node:sqlite";
import type { Digest, RunId } from "../../domain/index.ts";
import { chainHash, genesisHash, recordCorrupt } from "../records/index.ts";
import { neededIn, takenFrom } from "../retention/index.ts";
import { bytesOf, numberOf } from "../rows/index.ts";
import type { Connection } from "./connection.ts";
import { FrameRows } from "./run-rows.ts";

/** The position of a scan in a run's events. */
interface ScanEnd {
  readonly events: number;
  readonly head: Uint8Array;
}

/** A run to scan, up to the number of events in its row. */
export interface ScannedRun {
  readonly id: RunId;
  readonly runKey: number;
  readonly events: number;
}

/**
 * Determines which objects the records of runs need. There is no table of references: they follow from the events, in
 * which every digest is a JSON string of its own. Searching for such strings is many times faster than decoding. It may
 * find too many digests, but never too few. Memory: one bit per object.
 */
export class ReferenceScan {
  readonly #connection: Connection;
  readonly #frames: FrameRows;
  readonly #keyOf: StatementSync;
  readonly #listed: StatementSync;
  // By id, because the number of a removed run is reused.
  readonly #ends = new Map<RunId, ScanEnd>();
  readonly #notKept = new Map<RunId, Set<Digest>>();
  readonly #taken = new Map<RunId, { seq: number; readonly from: Set<RunId> }>();
  #marks = new Uint8Array(1024);

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#frames = new FrameRows(connection);
    this.#keyOf = connection.prepare("SELECT object_key FROM objects WHERE digest = ?");
    this.#listed = connection.prepare("SELECT 1 FROM runs NOT INDEXED WHERE id = ? AND run_key = ?");
  }

  /**
   * Marks the objects that a run names, from the end of the last call for it. Throws WCT_RUN_RECORD_CORRUPT for a
   * damaged record, because its needs are unknown.
   */
  mark(run: ScannedRun, dropped: ReadonlySet<Digest>): void {
    try {
      this.#mark(run, dropped);
    } catch (error) {
      // Another process has removed the run since it was listed, and its number may now belong to another run. It needs
      // nothing.
      if (this.#isListed(run)) throw error;
    }
  }

  #isListed({ id, runKey }: ScannedRun): boolean {
    return this.#connection.read(() => this.#listed.get(id, runKey)) !== undefined;
  }

  #mark({ id, runKey, events }: ScannedRun, dropped: ReadonlySet<Digest>): void {
    let { events: seq, head } = this.#ends.get(id) ?? { events: 0, head: genesisHash(id) };
    if (seq === events) return;
    const seen = new Set<string>();
    const notKept = this.#notKept.get(id) ?? new Set<Digest>();
    this.#notKept.set(id, notKept);
    for (const frame of this.#frames.after(runKey, seq)) {
      if (frame.firstSeq !== seq + 1 || !chainHash(head, frame.body).equals(frame.hash)) throw untrusted(id, seq + 1);
      for (const digest of neededIn(frame.body, id, notKept)) {
        if (seen.has(digest)) continue;
        seen.add(digest);
        if (!dropped.has(digest)) this.#markDigest(digest);
      }
      seq = frame.lastSeq;
      head = frame.hash;
    }
    if (seq < events) throw untrusted(id, seq + 1);
    this.#ends.set(id, { events: seq, head });
  }

  /** Returns the runs that a run takes content from. Reads from the end of the last call for it. */
  takenFrom({ id, runKey }: ScannedRun): ReadonlySet<RunId> {
    const known = this.#taken.get(id) ?? { seq: 0, from: new Set<RunId>() };
    for (const { body, firstSeq } of this.#frames.after(runKey, known.seq)) {
      for (const from of takenFrom(body)) known.from.add(from);
      known.seq = firstSeq;
    }
    this.#taken.set(id, known);
    return known.from;
  }

  isMarked(objectKey: number): boolean {
    return ((this.#marks[objectKey >> 3] ?? 0) & (1 << (objectKey & 7))) !== 0;
  }

  #markDigest(digest: Digest): void {
    const row = this.#connection.read(() => this.#keyOf.get(Buffer.from(digest, "hex")));
    if (row === undefined) return;
    const key = numberOf(row, "object_key");
    const at = key >> 3;
    if (at >= this.#marks.length) {
      const grown = new Uint8Array(Math.max(at + 1, this.#marks.length * 2));
      grown.set(this.#marks);
      this.#marks = grown;
    }
    this.#marks[at] = (this.#marks[at] ?? 0) | (1 << (key & 7));
  }
}

function untrusted(run: RunId, seq: number) {
  return recordCorrupt(run, `event ${seq} and what follows cannot be trusted, so nothing was pruned`);
}

/** An object that may be deleted. */
export interface ObjectEntry {
  readonly objectKey: number;
  readonly digest: Uint8Array;
  readonly storedBytes: number;
  readonly isFile: boolean;
}

/** Yields every object of the database that is not marked, in insertion order. */
export function* unmarkedObjects(connection: Connection, scan: ReferenceScan): Generator<ObjectEntry> {
  const select = connection.prepare(
    "SELECT object_key, digest, stored_bytes, data IS NULL AS is_file FROM objects WHERE object_key > ? ORDER BY object_key LIMIT 1000",
  );
  let after = 0;
  for (;;) {
    const rows = connection.read(() => select.all(after));
    for (const row of rows) {
      after = numberOf(row, "object_key");
      if (scan.isMarked(after)) continue;
      const isFile = numberOf(row, "is_file") === 1;
      yield { objectKey: after, digest: bytesOf(row, "digest"), storedBytes: numberOf(row, "stored_bytes"), isFile };
    }
    if (rows.length < 1000) return;
  }
}
