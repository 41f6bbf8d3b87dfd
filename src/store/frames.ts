import { hash } from "node:crypto";
import { invariant, isWctError, type WctError, wctError } from "../diagnostics/index.ts";
import type { ChainReport, Digest, RunEvent, RunId } from "../domain/index.ts";
import { decodeEvents, encodeEvents, isCorrupt } from "../run/index.ts";
import { emptyProjection, projectEvents, type RunProjection } from "./runs-projection.ts";

/** One commit of a run's record. */
export interface StoredFrame {
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** The events as NDJSON. */
  readonly body: Uint8Array;
  /** SHA-256 of the hash before and the body. */
  readonly hash: Uint8Array;
}

/** What the projection says the record must end with. */
export interface RecordEnd {
  readonly events: number;
  readonly head: Uint8Array;
}

/** The hash before the first frame: binds the chain to the run's id (its uuid is in the first event). */
export function genesisHash(run: RunId): Buffer {
  return hash("sha256", `wct run record 1\n${run}\n`, "buffer");
}

/** The hash of a frame. */
export function chainHash(before: Uint8Array, body: Uint8Array): Buffer {
  const joined = Buffer.allocUnsafe(before.length + body.length);
  joined.set(before);
  joined.set(body, before.length);
  return hash("sha256", joined, "buffer");
}

/** A SHA-256 as the rest of the program writes it. */
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

/** Walks frames in order, from the start of a record or from an end that is known. */
export class ChainWalk {
  readonly #run: RunId;
  #before: Uint8Array;
  #seq: number;

  constructor(run: RunId, start: RecordEnd = { events: 0, head: genesisHash(run) }) {
    this.#run = run;
    this.#before = start.head;
    this.#seq = start.events;
  }

  /** The last event that passed, and the hash there. */
  get end(): RecordEnd {
    return { events: this.#seq, head: this.#before };
  }

  /** Each frame with its events. Throws WCT_RUN_RECORD_CORRUPT at the first that is damaged. */
  *trusted<Frame extends StoredFrame>(frames: Iterable<Frame>): Generator<readonly [Frame, readonly RunEvent[]]> {
    for (const frame of frames) {
      const events = this.next(frame);
      if (!isEvents(events)) throw events.error;
      yield [frame, events];
    }
  }

  /** The events of the next frame, or what is wrong with it. Goes on from the frame's own hash either way. */
  next(frame: StoredFrame): readonly RunEvent[] | Damage {
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

  #decode(frame: StoredFrame): readonly RunEvent[] | Damage {
    try {
      return decodeEvents(frame.body, this.#run);
    } catch (error) {
      if (isCorrupt(error)) return { what: error.message, error };
      throw error;
    }
  }

  #damage(what: string): Damage {
    return { what, error: recordCorrupt(this.#run, what) };
  }
}

/** What is wrong with a frame, as a line of a report and as an error. */
export interface Damage {
  readonly what: string;
  readonly error: WctError;
}

function isEvents(read: readonly RunEvent[] | Damage): read is readonly RunEvent[] {
  return Array.isArray(read);
}

/** What checking a record gives: the report, and what the events say that the list of runs should hold. */
export interface ChainCheck {
  readonly report: ChainReport;
  readonly projection: RunProjection;
}

/** A record to be checked. */
export interface CheckedRecord {
  readonly frames: Iterable<StoredFrame>;
  /** null when nobody knows it. */
  readonly end: RecordEnd | null;
  /** Gets the events before the first damage. */
  readonly each?: ((event: RunEvent) => void) | undefined;
}

/** Checks a whole record against its chain and its end. Never throws for damage. */
export function checkChain(run: RunId, { frames, end, each }: CheckedRecord): ChainCheck {
  const walk = new ChainWalk(run);
  const damage: { seq: number | null; what: string }[] = [];
  let projection = emptyProjection;
  let count = 0;
  let isReadable = true;
  try {
    for (const frame of frames) {
      count += 1;
      const events = walk.next(frame);
      if (isEvents(events)) projection = projectEvents(projection, events);
      else damage.push({ seq: frame.firstSeq, what: events.what });
      if (isEvents(events) && damage.length === 0) for (const event of events) each?.(event);
    }
  } catch (error) {
    if (!isWctError(error)) throw error;
    const seq = walk.end.events + 1;
    damage.push({ seq, what: `event ${seq} and what follows cannot be read: ${error.message}` });
    isReadable = false;
  }
  const last = walk.end;
  if (end !== null && isReadable) damage.push(...endDamage(last, end));
  const head = count === 0 ? null : hexDigest(last.head);
  return { report: { run, frames: count, events: last.events, head, damage }, projection };
}

function endDamage(last: RecordEnd, end: RecordEnd): readonly { readonly seq: number | null; readonly what: string }[] {
  if (last.events < end.events) {
    return [{ seq: last.events + 1, what: missing(last.events + 1, end.events) }];
  }
  const isEnd = last.events === end.events && hexDigest(last.head) === hexDigest(end.head);
  return isEnd ? [] : [{ seq: null, what: "the record does not end with the hash that the list of runs holds" }];
}

/** `event 3 is missing`, `events 3 to 5 are missing`. */
export function missing(from: number, to: number): string {
  return from === to ? `event ${from} is missing` : `events ${from} to ${to} are missing`;
}

/** The error for a record whose events cannot be trusted. */
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
