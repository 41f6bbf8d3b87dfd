import type { Digest, RunId } from "../../domain/index.ts";
import { chainHash, genesisHash, recordCorrupt } from "../records/index.ts";
import { neededIn, takenFrom } from "../retention/index.ts";
import type { Session } from "./database.ts";
import { droppedBy, framesAfter, type ListedRun } from "./run-rows.ts";

type Reader = Pick<Session, "rows">;

/** What is known of a run up to the last event that was read. */
interface ScannedRun {
  events: number;
  head: Uint8Array;
  readonly notKept: Set<Digest>;
  /** The objects that its record names and keeps, before what it dropped. */
  readonly needed: Set<Digest>;
  readonly taken: Set<RunId>;
}

/**
 * Determines which objects the records of runs need: they follow from the events. Each call reads on from the last one,
 * so that most is read without a lock and only the rest under it.
 */
export class RecordScan {
  readonly #runs = new Map<RunId, ScannedRun>();

  /** Throws WCT_RUN_RECORD_CORRUPT for a damaged record, because its needs are unknown. */
  async read(reader: Reader, runs: readonly ListedRun[]): Promise<void> {
    for (const run of runs) await this.#read(reader, run);
  }

  /** Returns the objects that these runs need, without those that they have dropped or are about to drop. */
  async needed(
    reader: Reader,
    runs: readonly ListedRun[],
    dropping: ReadonlyMap<ListedRun, readonly Digest[]>,
  ): Promise<ReadonlySet<Digest>> {
    const all = new Set<Digest>();
    for (const run of runs) {
      const needed = this.#runs.get(run.id)?.needed;
      if (needed === undefined) continue;
      const gone = new Set([...(await droppedBy(reader, run.runKey)), ...(dropping.get(run) ?? [])]);
      for (const digest of needed) if (!gone.has(digest)) all.add(digest);
    }
    return all;
  }

  /** Returns the runs that a run takes content from. It must have been read. */
  takenFrom({ id }: ListedRun): ReadonlySet<RunId> {
    return this.#runs.get(id)?.taken ?? new Set();
  }

  async #read(reader: Reader, run: ListedRun): Promise<void> {
    const scanned = this.#runs.get(run.id) ?? {
      ...{ events: 0, head: genesisHash(run.id), notKept: new Set<Digest>(), needed: new Set<Digest>() },
      taken: new Set<RunId>(),
    };
    if (scanned.events >= run.events) return;
    for await (const frame of framesAfter(reader, run.runKey, scanned.events)) {
      const isNext = frame.firstSeq === scanned.events + 1 && chainHash(scanned.head, frame.body).equals(frame.hash);
      if (!isNext) throw untrusted(run.id, scanned.events + 1);
      for (const digest of neededIn(frame.body, run.id, scanned.notKept)) scanned.needed.add(digest);
      for (const from of takenFrom(frame.body)) scanned.taken.add(from);
      scanned.events = frame.lastSeq;
      scanned.head = frame.hash;
    }
    // Another process may have removed the run since it was listed. It needs nothing then.
    if (scanned.events < run.events && (await isListed(reader, run))) throw untrusted(run.id, scanned.events + 1);
    this.#runs.set(run.id, scanned);
  }
}

async function isListed(reader: Reader, { runKey }: ListedRun): Promise<boolean> {
  return (await reader.rows("SELECT 1 FROM wct.runs WHERE run_key = $1", [runKey])).length > 0;
}

function untrusted(run: RunId, seq: number) {
  return recordCorrupt(run, `event ${seq} and what follows cannot be trusted, so nothing was pruned`);
}
