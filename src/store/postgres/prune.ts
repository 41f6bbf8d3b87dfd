import type { Digest, PruneReport, PruneRequest, RunId } from "../../domain/index.ts";
import { choosePrune, digestsIn, type PruneChoice, withNamed } from "../retention/index.ts";
import { collect, type UnneededObject, vacuum } from "./collect.ts";
import type { Database, Session } from "./database.ts";
import { RecordScan } from "./record-scan.ts";
import { framesAfter, type ListedRun, listedRuns, writeTombstones } from "./run-rows.ts";

type Reader = Pick<Session, "rows">;
type Choice = PruneChoice<ListedRun>;

const nothing: PruneRequest = { remove: [], drop: [], mode: "do" };
/** Numbers of runs and objects per transaction. */
const runsAtOnce = 20;
const objectsAtOnce = 500;

/** Splits a list into at least one batch. Even an empty batch removes names that no run uses. */
function batches<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.max(1, Math.ceil(all.length / size));
  return Array.from({ length: count }, (_, i) => all.slice(i * size, (i + 1) * size));
}

/** Prunes a database; see RecordStore. */
export class PostgresPrune {
  readonly #database: Database;
  readonly #scan = new RecordScan();
  /** Content whose deletion was requested. */
  #asked: ReadonlySet<Digest> = new Set();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Returns the report without changing anything. */
  async tell(asked: PruneRequest): Promise<PruneReport> {
    const choice = await this.#choose(this.#database, await this.#withNamed(asked));
    this.#asked = new Set([...choice.dropped.values()].flat());
    const needed = await this.#needed(this.#database, choice);
    const { going, held } = await collect(this.#database, { needed, asked: this.#asked, choice });
    return report(choice, going, held.length);
  }

  /**
   * Uses short transactions, each of which leaves a consistent store, so that current runs never wait long for the lock.
   * Reads without the lock, and reads what was recorded in the meantime under it.
   */
  async do(asked: PruneRequest): Promise<PruneReport> {
    const request = await this.#withNamed(asked);
    const before = await this.#choose(this.#database, request);
    // Throws before any change if the record of a remaining run is damaged.
    await this.#scan.read(this.#database, before.kept);
    const choice = await this.#alone((session) => this.#noteDropped(session, request));
    this.#asked = new Set([...choice.dropped.values()].flat());
    const removed: ListedRun[] = [];
    for (const remove of batches(request.remove, runsAtOnce)) {
      removed.push(...(await this.#alone((session) => this.#deleteRuns(session, remove))));
    }
    const isGone = new Set(removed.map(({ id }) => id));
    const after = await this.#choose(this.#database, request);
    const spared = [...choice.spared, ...after.spared].filter(({ run }) => !isGone.has(run));
    const { going, held } = await this.#deleteObjects();
    if (going.length > 0) await vacuum(this.#database);
    const once = [...new Map(spared.map((one) => [one.run, one])).values()];
    return report({ ...choice, removed, spared: once }, going, held);
  }

  async #withNamed(request: PruneRequest): Promise<PruneRequest> {
    if (request.drop.length === 0) return request;
    const runs = new Map((await listedRuns(this.#database)).map((run) => [run.id, run]));
    const named = new Map<RunId, Set<Digest>>();
    for (const { run } of request.drop) {
      const runKey = runs.get(run)?.runKey;
      const digests = new Set<Digest>();
      named.set(run, digests);
      if (runKey === undefined) continue;
      for await (const { body } of framesAfter(this.#database, runKey, 0)) {
        for (const digest of digestsIn(body)) digests.add(digest);
      }
    }
    return withNamed(request, (run) => named.get(run) ?? new Set());
  }

  /** Runs `work` while no frame is committed, and while no run that counts as interrupted can continue. */
  async #alone<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return await this.#database.transaction(async (session) => {
      await releaseExpired(session);
      return await work(session);
    }, "content, alone");
  }

  async #choose(reader: Reader, request: PruneRequest): Promise<Choice> {
    const runs = await listedRuns(reader);
    await this.#scan.read(
      reader,
      runs.filter(({ isAlive }) => isAlive),
    );
    return choosePrune(request, runs, (run) => this.#scan.takenFrom(run));
  }

  async #needed(reader: Reader, { kept, dropped }: Choice): Promise<ReadonlySet<Digest>> {
    await this.#scan.read(reader, kept);
    return await this.#scan.needed(reader, kept, dropped);
  }

  async #noteDropped(session: Session, request: PruneRequest): Promise<Choice> {
    const choice = await this.#choose(session, request);
    const at = new Date().toISOString();
    for (const [{ runKey }, digests] of choice.dropped) {
      await writeTombstones(
        session,
        runKey,
        digests.map((digest) => ({ digest, at, reason: "pruned" })),
      );
    }
    return choice;
  }

  async #deleteRuns(session: Session, remove: readonly RunId[]): Promise<readonly ListedRun[]> {
    const { removed } = await this.#choose(session, { ...nothing, remove });
    await session.run("DELETE FROM wct.runs WHERE run_key = ANY($1::bigint[])", [removed.map(({ runKey }) => runKey)]);
    return removed;
  }

  async #deleteObjects(): Promise<{ readonly going: readonly UnneededObject[]; readonly held: number }> {
    const choice = await this.#choose(this.#database, nothing);
    const needed = await this.#needed(this.#database, choice);
    const first = await collect(this.#database, { needed, asked: this.#asked, choice });
    const candidates = [...first.going, ...first.held].map(({ objectKey }) => objectKey);
    const going: UnneededObject[] = [];
    let held = 0;
    for (const keys of batches(candidates, objectsAtOnce)) {
      const done = await this.#alone((session) => this.#deleteBatch(session, keys));
      going.push(...done.going);
      held += done.held.length;
    }
    return { going, held };
  }

  async #deleteBatch(session: Session, keys: readonly number[]) {
    const choice = await this.#choose(session, nothing);
    const needed = await this.#needed(session, choice);
    const found = await collect(session, { needed, asked: this.#asked, choice, keys });
    await session.run("DELETE FROM wct.objects WHERE object_key = ANY($1::bigint[])", [
      found.going.map(({ objectKey }) => objectKey),
    ]);
    await session.run("UPDATE wct.objects SET is_committed = false WHERE object_key = ANY($1::bigint[])", [
      found.hidden.map(({ objectKey }) => objectKey),
    ]);
    return found;
  }
}

/** A process whose lease has ended may only be paused. It must not continue a run that others treat as interrupted. */
export async function releaseExpired(session: Session): Promise<void> {
  await session.run("UPDATE wct.runs SET writer = NULL WHERE writer IS NOT NULL AND lease_until <= clock_timestamp()");
}

function report(
  { removed, dropped, spared }: Pick<Choice, "removed" | "dropped" | "spared">,
  going: readonly UnneededObject[],
  held: number,
): PruneReport {
  return {
    removed: removed.filter((run) => run.events > 0).map((run) => run.id),
    dropped: [...dropped].map(([{ id }, digests]) => ({ run: id, digests })),
    spared,
    objects: going.length,
    bytes: going.reduce((sum, { storedBytes }) => sum + storedBytes, 0),
    held,
    mayRemain: false,
  };
}
