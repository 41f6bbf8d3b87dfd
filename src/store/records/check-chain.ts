import { isWctError } from "../../diagnostics/index.ts";
import type { ChainReport, Digest, RunEvent, RunId } from "../../domain/index.ts";
import { ChainWalk, hexDigest, isEvents, missing, type RecordEnd, type StoredFrame } from "./frames.ts";
import { emptyProjection, projectEvents, type RunProjection } from "./projection.ts";

/**
 * The result of checking a record: the report, and the row that the list of runs should contain according to the
 * events.
 */
export interface ChainCheck {
  readonly report: ChainReport;
  readonly projection: RunProjection;
}

/** The last known end of a record. */
export interface KeptHead {
  readonly events: number;
  readonly head: Digest;
}

/** A record to check. */
export interface CheckedRecord {
  /** null if it is unknown. */
  readonly end: RecordEnd | null;
  /** An end that the record once had, stored elsewhere. */
  readonly kept?: KeptHead | null;
  /** Receives the events before the first damage. */
  readonly each?: ((event: RunEvent) => void) | undefined;
}

/** Checks a whole record against its chain and its end. Never throws for damage. */
export function checkChain(
  run: RunId,
  { frames, ...record }: CheckedRecord & { readonly frames: Iterable<StoredFrame> },
): ChainCheck {
  const checker = new ChainChecker(run, record);
  try {
    for (const frame of frames) checker.add(frame);
  } catch (error) {
    checker.end(error);
  }
  return checker.result();
}

/** Checks a record whose frames arrive asynchronously. */
export async function checkLateChain(
  run: RunId,
  { frames, ...record }: CheckedRecord & { readonly frames: AsyncIterable<StoredFrame> },
): Promise<ChainCheck> {
  const checker = new ChainChecker(run, record);
  try {
    for await (const frame of frames) checker.add(frame);
  } catch (error) {
    checker.end(error);
  }
  return checker.result();
}

class ChainChecker {
  readonly #run: RunId;
  readonly #record: CheckedRecord;
  readonly #walk: ChainWalk;
  readonly #damage: { seq: number | null; what: string }[] = [];
  #headAtKept: Digest | null = null;
  #projection = emptyProjection;
  #count = 0;
  #isReadable = true;

  constructor(run: RunId, record: CheckedRecord) {
    this.#run = run;
    this.#record = record;
    this.#walk = new ChainWalk(run);
  }

  add(frame: StoredFrame): void {
    const { kept = null, each } = this.#record;
    this.#count += 1;
    const events = this.#walk.next(frame);
    if (frame.lastSeq === kept?.events) this.#headAtKept = hexDigest(frame.hash);
    if (isEvents(events)) this.#projection = projectEvents(this.#projection, events);
    else this.#damage.push({ seq: frame.firstSeq, what: events.what });
    if (isEvents(events) && this.#damage.length === 0) for (const event of events) each?.(event);
  }

  /** Called if the next frame cannot be read. */
  end(error: unknown): void {
    if (!isWctError(error)) throw error;
    const seq = this.#walk.end.events + 1;
    this.#damage.push({ seq, what: `event ${seq} and what follows cannot be read: ${error.message}` });
    this.#isReadable = false;
  }

  result(): ChainCheck {
    const { end, kept = null } = this.#record;
    const last = this.#walk.end;
    const damage = [...this.#damage];
    if (end !== null && this.#isReadable) damage.push(...endDamage(last, end));
    if (kept !== null && this.#isReadable && damage.length === 0) {
      damage.push(...lostSince(kept, last.events, this.#headAtKept));
    }
    const head = this.#count === 0 ? null : hexDigest(last.head);
    const report = { run: this.#run, frames: this.#count, events: last.events, head, damage };
    return { report, projection: this.#projection };
  }
}

function endDamage(last: RecordEnd, end: RecordEnd): readonly { readonly seq: number | null; readonly what: string }[] {
  if (last.events < end.events) {
    return [{ seq: last.events + 1, what: missing(last.events + 1, end.events) }];
  }
  const isEnd = last.events === end.events && hexDigest(last.head) === hexDigest(end.head);
  return isEnd ? [] : [{ seq: null, what: "the record does not end with the hash in the list of runs" }];
}

/**
 * Returns what was committed and is now missing although the record is consistent, which means that it was reset to an
 * older state.
 */
function lostSince(
  kept: KeptHead,
  events: number,
  headAtKept: Digest | null,
): readonly { readonly seq: number; readonly what: string }[] {
  if (events < kept.events) return [{ seq: events + 1, what: `${missing(events + 1, kept.events)}: ${wasRecorded}` }];
  if (kept.events === 0 || headAtKept === kept.head) return [];
  return [{ seq: kept.events, what: `event ${kept.events} does not match the hash stored next to the database` }];
}

/** Returns the report of a record that is lost, except for the head stored elsewhere. */
export function lostRecord(run: RunId, kept: KeptHead | "damaged"): ChainReport {
  const what = `${kept === "damaged" ? "all events are missing" : missing(1, kept.events)}: ${wasRecorded}`;
  return { run, frames: 0, events: 0, head: null, damage: [{ seq: 1, what }] };
}

const wasRecorded = "the database has lost recorded events";
