import { hash } from "node:crypto";
import { invariant, type WctError, wctError } from "../../diagnostics/index.ts";
import type { Digest, RunEvent, RunId } from "../../domain/index.ts";
import { decodeEvents, encodeEvents, isCorrupt } from "../../run/index.ts";

/** One commit of a run's record. */
export interface StoredFrame {
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** The events as NDJSON. */
  readonly body: Uint8Array;
  /** SHA-256 of the previous hash and the body. */
  readonly hash: Uint8Array;
}

/** The end of the record according to the projection. */
export interface RecordEnd {
  readonly events: number;
  readonly head: Uint8Array;
}

/** Returns the hash before the first frame. It binds the chain to the run's id (its uuid is in the first event). */
export function genesisHash(run: RunId): Buffer {
  return hash("sha256", `wct run record 1\n${run}\n`, "buffer");
}

/** Returns the hash of a frame. */
export function chainHash(before: Uint8Array, body: Uint8Array): Buffer {
  const joined = Buffer.allocUnsafe(before.length + body.length);
  joined.set(before);
  joined.set(body, before.length);
  return hash("sha256", joined, "buffer");
}

/** Formats a SHA-256 in the form that the rest of the program uses. */
export function hexDigest(bytes: Uint8Array): Digest {
  return Buffer.from(bytes).toString("hex") as Digest;
}

/** Makes the frame that follows `end`. */
export function nextFrame(run: RunId, end: RecordEnd, events: readonly RunEvent[]): StoredFrame {
  events.forEach((event, i) => {
    invariant(
      event.run === run && event.seq === end.events + 1 + i,
      `event ${event.seq} of ${event.run} is out of order`,
    );
  });
  const body = encodeEvents(events);
  return { firstSeq: end.events + 1, lastSeq: end.events + events.length, body, hash: chainHash(end.head, body) };
}

/** Walks frames in order, from the start of a record or from a known end. */
export class ChainWalk {
  readonly #run: RunId;
  #before: Uint8Array;
  #seq: number;

  constructor(run: RunId, start: RecordEnd = { events: 0, head: genesisHash(run) }) {
    this.#run = run;
    this.#before = start.head;
    this.#seq = start.events;
  }

  /** Returns the last event that was walked, and the hash after it. */
  get end(): RecordEnd {
    return { events: this.#seq, head: this.#before };
  }

  /** Yields each frame with its events. Throws WCT_RUN_RECORD_CORRUPT at the first damaged one. */
  *trusted<Frame extends StoredFrame>(frames: Iterable<Frame>): Generator<readonly [Frame, readonly RunEvent[]]> {
    for (const frame of frames) yield [frame, this.trust(frame)];
  }

  /** Returns the events of the next frame. Throws WCT_RUN_RECORD_CORRUPT if it is damaged. */
  trust(frame: StoredFrame): readonly RunEvent[] {
    const events = this.next(frame);
    if (!isEvents(events)) throw events.error;
    return events;
  }

  /** Returns the events of the next frame, or its damage. In both cases continues from the frame's own hash. */
  next(frame: StoredFrame): readonly RunEvent[] | FrameDamage {
    const expected = this.#seq + 1;
    const isChained = chainHash(this.#before, frame.body).equals(frame.hash);
    this.#before = frame.hash;
    this.#seq = frame.lastSeq;
    if (frame.firstSeq !== expected) return this.#damage(missing(expected, frame.firstSeq - 1));
    const span = `events ${frame.firstSeq} to ${frame.lastSeq}`;
    if (!isChained) return this.#damage(`${span} do not match their hash`);
    const events = this.#decode(frame);
    if (!isEvents(events)) return events;
    const isWhole = events[0]?.seq === frame.firstSeq && events.length === frame.lastSeq - frame.firstSeq + 1;
    return isWhole ? events : this.#damage(`${span} are not numbered so`);
  }

  #decode(frame: StoredFrame): readonly RunEvent[] | FrameDamage {
    try {
      return decodeEvents(frame.body, this.#run);
    } catch (error) {
      if (isCorrupt(error)) return { what: error.message, error };
      throw error;
    }
  }

  #damage(what: string): FrameDamage {
    return { what, error: recordCorrupt(this.#run, what) };
  }
}

/** The damage of a frame, as a line of a report and as an error. */
export interface FrameDamage {
  readonly what: string;
  readonly error: WctError;
}

export function isEvents(read: readonly RunEvent[] | FrameDamage): read is readonly RunEvent[] {
  return Array.isArray(read);
}

/** Returns `event 3 is missing` or `events 3 to 5 are missing`. */
export function missing(from: number, to: number): string {
  return from === to ? `event ${from} is missing` : `events ${from} to ${to} are missing`;
}

/** Makes the error for a record whose events cannot be trusted. */
export function recordCorrupt(run: RunId, what: string): WctError {
  return wctError("WCT_RUN_RECORD_CORRUPT", {
    message: `the record of ${run} is damaged: ${what}`,
    hint: `run \`wct verify ${run}\` to see all of the damage, and restore the store from a backup`,
  });
}

export function runNotFound(run: RunId): WctError {
  return wctError("WCT_RUN_NOT_FOUND", {
    message: `no run "${run}" is recorded here`,
    hint: "list the runs with `wct runs`",
  });
}
