import type { StatementSync } from "node:sqlite";
import { type Digest, isRunId, type MessageRef, type RunEvent, type RunId } from "../domain/index.ts";
import { decodeEvents } from "../run/index.ts";
import { chainHash, genesisHash, recordCorrupt } from "./frames.ts";
import { bytesOf, numberOf } from "./rows.ts";
import { FrameRows } from "./run-rows.ts";
import type { Connection } from "./sqlite-connection.ts";

/** Where a scan of a run's events has come to. */
interface ScanEnd {
  readonly events: number;
  readonly head: Uint8Array;
}

/** The run whose events are read, as far as its row says they go. */
export interface ScannedRun {
  readonly id: RunId;
  readonly runKey: number;
  readonly events: number;
}

/**
 * Which objects the records of runs need. There is no table of references: they follow from the events, and every
 * digest stands there as a JSON string of its own. Looking for such strings is many times faster than decoding, and
 * finds too much rather than too little. Memory: one bit per object.
 */
export class ReferenceScan {
  readonly #connection: Connection;
  readonly #frames: FrameRows;
  readonly #keyOf: StatementSync;
  // By id: the number of a run that was removed is given to the next one.
  readonly #ends = new Map<RunId, ScanEnd>();
  readonly #notKept = new Map<RunId, Set<Digest>>();
  readonly #taken = new Map<RunId, { seq: number; readonly from: Set<RunId> }>();
  #marks = new Uint8Array(1024);

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#frames = new FrameRows(connection);
    this.#keyOf = connection.prepare("SELECT object_key FROM objects WHERE digest = ?");
  }

  /**
   * Marks what a run names, from where the last call for it ended. Throws WCT_RUN_RECORD_CORRUPT: of a record that is
   * damaged nobody knows what it needs.
   */
  mark({ id, runKey, events }: ScannedRun, dropped: ReadonlySet<Digest>): void {
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

  /** The runs that a run takes content from; reads on from where the last call for it ended. */
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

/** All bytes as characters: nothing that is looked for lies beyond ASCII. */
const textOf = (body: Uint8Array): string =>
  Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("latin1");

/** The digests that stand in events. */
export function* digestsIn(body: Uint8Array): Generator<Digest> {
  for (const [, digest = ""] of textOf(body).matchAll(/"([0-9a-f]{64})"/g)) yield digest as Digest;
}

/**
 * The digests in a frame that its run needs. Content that the run read and did not keep it does not need, though its
 * events name it: it may be there for the sake of another run. `notKept` grows from frame to frame of one run; what is
 * made comes before what names it as an input.
 */
export function neededIn(body: Uint8Array, run: RunId, notKept: Set<Digest>): ReadonlySet<Digest> {
  const named = new Set(digestsIn(body));
  const isPlain = !textOf(body).includes('"kept":false') && notKept.isDisjointFrom(named);
  if (isPlain) return named;
  const kept = new Set<Digest>();
  for (const event of decodeEvents(body, run)) {
    const message = messageIn(event);
    if (message !== null) (message.kept ? kept : notKept).add(message.digest);
  }
  return kept.union(named.difference(notKept));
}

function messageIn(event: RunEvent): MessageRef | null {
  if (event.type === "artifact.reused") return event.message;
  return event.type === "artifact.attempted" && event.outcome === "produced" ? event.message : null;
}

/** The runs that events take content from. */
export function* takenFrom(body: Uint8Array): Generator<RunId> {
  for (const [, id = ""] of textOf(body).matchAll(/"(?:from|resumedFrom|forkedFrom)":"(run_[0-9_]+)"/g)) {
    if (isRunId(id)) yield id;
  }
}

function untrusted(run: RunId, seq: number) {
  return recordCorrupt(run, `event ${seq} and what follows cannot be trusted, so nothing was pruned`);
}

/** An object that may be collected. */
export interface ObjectEntry {
  readonly objectKey: number;
  readonly digest: Uint8Array;
  readonly storedBytes: number;
  readonly isFile: boolean;
}

/** Every object of the database that is not marked, in the order in which they came. */
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
