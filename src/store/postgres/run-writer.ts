import { type WctError, wctError } from "../../diagnostics/index.ts";
import type { Clock, Digest, RecordFrame, RunId, RunWriter, StagedObject } from "../../domain/index.ts";
import { requireReused, reusedIn } from "../objects/index.ts";
import {
  emptyProjection,
  genesisHash,
  hexDigest,
  nextFrame,
  projectEvents,
  type RunProjection,
  runNotFound,
  type StoredFrame,
} from "../records/index.ts";
import { bytesOf, type StoredRow } from "../rows/index.ts";
import type { Database, Session } from "./database.ts";
import { consumeOutcomes, recordedByAnother } from "./queue/index.ts";
import { frameValues, projectionSql, projectionValues } from "./run-rows.ts";
import { commitObjects, missingObjects } from "./write-objects.ts";

/** A run whose writer has not renewed its lease for so long counts as interrupted. On the database's clock. */
export const leaseSql = "clock_timestamp() + interval '15 seconds'";
const renewalInterval = 5000;

interface WriterOptions {
  readonly run: RunId;
  readonly runKey: number;
  /** Names this process in the run's row, so that nobody else's append is taken for its own. */
  readonly writer: string;
  readonly database: Database;
  readonly clock: Clock;
  /** What is recorded, of a run that is taken over. */
  readonly end?: { readonly projection: RunProjection; readonly head: Uint8Array };
}

/** The writer of a new run. Each frame is one transaction, which also renews the lease. */
export class PostgresRunWriter implements RunWriter {
  readonly run: RunId;
  readonly id: string;
  readonly #options: WriterOptions;
  #projection: RunProjection = emptyProjection;
  #head: Uint8Array;
  #stopRenewal: () => void;
  #isOpen = true;
  /** Appends are committed one after the other. */
  #last: Promise<void> = Promise.resolve();
  /** Why the frame before was not stored. */
  #refused: { readonly error: unknown } | null = null;

  constructor(options: WriterOptions) {
    this.run = options.run;
    this.id = options.writer;
    this.#options = options;
    this.#head = options.end?.head ?? genesisHash(options.run);
    this.#projection = options.end?.projection ?? emptyProjection;
    this.#stopRenewal = this.#scheduleRenewal();
  }

  /** Throws WCT_STORE_WRITE_FAILED or WCT_STORE_LOCKED; nothing of the frame is stored then. */
  append = (frame: RecordFrame): Promise<void> => {
    const appended = this.#last.then(() => this.#append(frame));
    this.#last = appended.catch(() => undefined);
    return appended;
  };

  head = (): Digest => hexDigest(this.#head);

  missing = (digests: readonly Digest[]): Promise<ReadonlySet<Digest>> =>
    missingObjects(this.#options.database, digests);

  close = async (): Promise<void> => {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#stopRenewal();
    await this.#last;
    const { database, runKey, writer } = this.#options;
    await database.transaction((session) =>
      session.run("UPDATE wct.runs SET writer = NULL WHERE run_key = $1 AND writer = $2", [runKey, writer]),
    );
  };

  /** What follows a frame that was not stored cannot be stored either, for the same reason. */
  async #append(frame: RecordFrame): Promise<void> {
    const [first] = frame.events;
    if (this.#refused !== null && first !== undefined && first.seq > this.#projection.events + 1)
      throw this.#refused.error;
    try {
      await this.#appendNext(frame);
      // One without events says nothing of those that were refused before it.
      if (first !== undefined) this.#refused = null;
    } catch (error) {
      this.#refused = { error };
      throw error;
    }
  }

  async #appendNext(frame: RecordFrame): Promise<void> {
    const stored = nextFrame(this.run, { events: this.#projection.events, head: this.#head }, frame.events);
    const projection = projectEvents(this.#projection, frame.events);
    await this.#options.database.transaction(
      (session) => this.#commit(session, frame, { stored, projection }),
      "content",
    );
    if (frame.events.length === 0) return;
    this.#projection = projection;
    this.#head = stored.hash;
  }

  async #commit(
    session: Session,
    { events, objects, outcomes = [] }: RecordFrame,
    { stored, projection }: { readonly stored: StoredFrame; readonly projection: RunProjection },
  ): Promise<void> {
    const head = events.length === 0 ? this.#head : stored.hash;
    const [isNext, [areConsumed]] = await session.both(
      () => this.#advance(session, projection, head),
      () =>
        session.both(
          () => consumeOutcomes(session, this.#options.runKey, outcomes),
          () => this.#store(session, objects, events.length === 0 ? null : stored),
        ),
    );
    // The answer to an earlier attempt was lost with the connection; the frame was not.
    if (!isNext && (await this.#isCommitted(session, stored))) return;
    if (!isNext) throw replaced(this.run);
    if (!areConsumed) throw recordedByAnother();
    const reused = reusedIn(events);
    const gone = reused.length === 0 ? new Set<Digest>() : await missingObjects(session, reused);
    requireReused(events, () => gone);
  }

  /** A frame that is there already is left as it is: the run's row tells whose it is. */
  async #store(session: Session, objects: readonly StagedObject[], stored: StoredFrame | null): Promise<void> {
    await session.both(
      () => commitObjects(session, objects),
      async () => {
        if (stored === null) return;
        await session.run(
          "INSERT INTO wct.frames (run_key, first_seq, last_seq, body, hash) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
          frameValues(this.#options.runKey, stored),
        );
      },
    );
  }

  /** Updates the run's row if it is as this writer left it. */
  async #advance(session: Session, projection: RunProjection, head: Uint8Array): Promise<boolean> {
    const { runKey, writer } = this.#options;
    const began = projection.events === 0 ? "" : "began_at = COALESCE(began_at, clock_timestamp()),";
    const changed = await session.run(
      `UPDATE wct.runs SET lease_until = ${leaseSql}, ${began} ${projectionSql(4)}
       WHERE run_key = $1 AND writer = $2 AND head = $3`,
      [runKey, writer, this.#head, ...projectionValues(projection, head)],
    );
    return changed === 1;
  }

  async #isCommitted(session: Session, { hash }: StoredFrame): Promise<boolean> {
    const { runKey, writer } = this.#options;
    const [row] = await session.rows("SELECT head FROM wct.runs WHERE run_key = $1 AND writer = $2", [runKey, writer]);
    return row !== undefined && hexDigest(bytesOf(row, "head")) === hexDigest(hash);
  }

  #scheduleRenewal(): () => void {
    return this.#options.clock.after(renewalInterval, () => {
      void this.#renew().finally(() => {
        if (this.#isOpen) this.#stopRenewal = this.#scheduleRenewal();
      });
    });
  }

  async #renew(): Promise<void> {
    const { database, runKey, writer } = this.#options;
    try {
      await database.transaction((session) =>
        session.run(`UPDATE wct.runs SET lease_until = ${leaseSql} WHERE run_key = $1 AND writer = $2`, [
          runKey,
          writer,
        ]),
      );
    } catch {
      // The next append will report that the store cannot be written, and its caller can react.
    }
  }
}

/** Gives a run to another writer if the one that has it did not renew its lease. Returns its row. */
export async function adopt(session: Session, id: RunId, writer: string): Promise<StoredRow> {
  const [row] = await session.rows(
    `UPDATE wct.runs SET writer = $2, lease_until = ${leaseSql}
     WHERE id = $1 AND outcome IS NULL AND events > 0 AND (writer IS NULL OR lease_until < clock_timestamp())
     RETURNING *, extract(epoch FROM clock_timestamp() - began_at)::double precision * 1000 AS elapsed_ms`,
    [id, writer],
  );
  if (row !== undefined) return row;
  const found = await session.rows("SELECT 1 FROM wct.runs WHERE id = $1 AND events > 0", [id]);
  if (found.length === 0) throw runNotFound(id);
  throw wctError("WCT_RUN_ACTIVE", {
    message: `run "${id}" has ended, or another process continues it`,
    hint: "look at it with `wct runs`; a process that died is known to be gone after 15 s",
  });
}

function replaced(run: RunId): WctError {
  return wctError("WCT_STORE_WRITE_FAILED", {
    message: `run "${run}" is no longer this process's to write: it was not heard of for 15 s, and another process has changed the store since`,
    hint: "continue the run with `wct run --resume`, or run it again",
  });
}
