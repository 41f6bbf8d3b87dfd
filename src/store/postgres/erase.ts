import type { Digest, EraseReport, EraseRequest, RunId, SearchedRuns } from "../../domain/index.ts";
import { digestsIn, nothingErased, unsearchedRuns } from "../retention/index.ts";
import { numberOf } from "../rows/index.ts";
import { vacuum } from "./collect.ts";
import type { Database, Session } from "./database.ts";
import { releaseExpired } from "./prune.ts";
import { digestBytes, framesAfter, type ListedRun, listedRuns, writeTombstones } from "./run-rows.ts";

type Reader = Pick<Session, "rows">;

/** A run that names requested content. */
interface NamingRun {
  readonly run: RunId;
  readonly runKey: number;
  readonly digests: readonly Digest[];
}

/**
 * Deletes objects regardless of the runs that name them; see RecordStore. Tombstones and objects change in one
 * transaction.
 */
export async function eraseObjects(database: Database, request: EraseRequest): Promise<EraseReport> {
  const eraser = new Eraser(database, request);
  return await (request.mode === "tell" ? eraser.tell() : eraser.do());
}

class Eraser {
  readonly #database: Database;
  readonly #asked: readonly Digest[];
  readonly #searched: SearchedRuns | undefined;
  /** The digests that each run names, up to the last event read. */
  readonly #read = new Map<number, { seq: number; readonly named: Set<Digest> }>();

  constructor(database: Database, { digests, searched }: EraseRequest) {
    this.#database = database;
    this.#asked = [...new Set(digests)];
    this.#searched = searched;
  }

  async tell(): Promise<EraseReport> {
    const runs = await this.#runs(this.#database);
    return await this.#report(this.#database, await this.#naming(this.#database, runs), this.#obstacles(runs));
  }

  async do(): Promise<EraseReport> {
    // Reads most of the record without the lock, and events recorded in the meantime under it.
    await this.#naming(this.#database, await this.#runs(this.#database));
    const report = await this.#database.transaction((session) => this.#erase(session), "content, alone");
    if (report.objects > 0) await vacuum(this.#database);
    return report;
  }

  async #erase(session: Session): Promise<EraseReport> {
    await releaseExpired(session);
    const runs = await this.#runs(session);
    const obstacles = this.#obstacles(runs);
    if (obstacles.active.length + obstacles.unsearched.length > 0) return { ...nothingErased, ...obstacles };
    const naming = await this.#naming(session, runs);
    const report = await this.#report(session, naming, obstacles);
    const at = new Date().toISOString();
    for (const { runKey, digests } of naming) {
      await writeTombstones(
        session,
        runKey,
        digests.map((digest) => ({ digest, at, reason: "erased" })),
      );
    }
    await session.run("DELETE FROM wct.objects WHERE digest = ANY($1::bytea[])", [this.#asked.map(digestBytes)]);
    return report;
  }

  /** Newest first. */
  async #runs(reader: Reader): Promise<readonly ListedRun[]> {
    return (await listedRuns(reader)).toReversed();
  }

  #obstacles(runs: readonly ListedRun[]): Pick<EraseReport, "active" | "unsearched"> {
    const active = runs.filter(({ isAlive }) => isAlive).map(({ id }) => id);
    return { active, unsearched: unsearchedRuns(runs, this.#searched) };
  }

  async #naming(reader: Reader, runs: readonly ListedRun[]): Promise<readonly NamingRun[]> {
    const asked = new Set(this.#asked);
    const naming: NamingRun[] = [];
    for (const { id, runKey } of runs) {
      const known = this.#read.get(runKey) ?? { seq: 0, named: new Set<Digest>() };
      this.#read.set(runKey, known);
      for await (const { body, lastSeq } of framesAfter(reader, runKey, known.seq)) {
        for (const digest of digestsIn(body)) if (asked.has(digest)) known.named.add(digest);
        known.seq = lastSeq;
      }
      if (known.named.size > 0) naming.push({ run: id, runKey, digests: [...known.named].toSorted() });
    }
    return naming;
  }

  async #report(
    reader: Reader,
    naming: readonly NamingRun[],
    rest: Pick<EraseReport, "active" | "unsearched">,
  ): Promise<EraseReport> {
    const rows = await reader.rows(
      "SELECT stored_bytes FROM wct.objects WHERE is_committed AND digest = ANY($1::bytea[])",
      [this.#asked.map(digestBytes)],
    );
    return {
      runs: naming.map(({ run, digests }) => ({ run, digests })),
      objects: rows.length,
      bytes: rows.reduce((sum, row) => sum + numberOf(row, "stored_bytes"), 0),
      mayRemain: false,
      ...rest,
    };
  }
}
