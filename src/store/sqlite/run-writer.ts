import type { StatementSync } from "node:sqlite";
import type { Clock, Digest, RecordFrame, RunId, RunWriter, StagedObject } from "../../domain/index.ts";
import { HeadKeeper, type HeadWriter, heartbeatInterval } from "../disk/index.ts";
import { requireReused, storedForm } from "../objects/index.ts";
import {
  emptyProjection,
  genesisHash,
  hexDigest,
  nextFrame,
  projectEvents,
  type RunProjection,
} from "../records/index.ts";
import { numberOf } from "../rows/index.ts";
import type { Connection } from "./connection.ts";

/** The statements of a commit, prepared once per connection. */
export interface WriteStatements {
  readonly insertObject: StatementSync;
  readonly missingObjects: StatementSync;
  readonly updateProgress: StatementSync;
  readonly insertFrame: StatementSync;
  readonly updateRun: StatementSync;
  readonly heartbeat: StatementSync;
  readonly release: StatementSync;
}

export function prepareWrites(connection: Connection): WriteStatements {
  return {
    insertObject: connection.prepare(
      "INSERT INTO objects (digest, bytes, elements, stored_bytes, data) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    ),
    missingObjects: connection.prepare(
      "SELECT list.key AS place FROM json_each(?) AS list WHERE NOT EXISTS (SELECT 1 FROM objects WHERE digest = unhex(list.value))",
    ),
    updateProgress: connection.prepare(
      "UPDATE runs SET completed = ?, reused = ?, failed = ?, skipped = ?, optional_failed = ?, events = ?, head = ? WHERE run_key = ?",
    ),
    insertFrame: connection.prepare("INSERT INTO frames (frame_key, last_seq, body, hash) VALUES (?, ?, ?, ?)"),
    updateRun: connection.prepare(`
      UPDATE runs SET uuid = ?, mode = ?, runbook_name = ?, runbook_path = ?, started_at = ?, artifacts = ?,
        outcome = ?, finished_at = ?, duration_ms = ?,
        completed = ?, reused = ?, failed = ?, skipped = ?, optional_failed = ?, events = ?, head = ?
      WHERE run_key = ?`),
    heartbeat: connection.prepare("UPDATE runs SET heartbeat = ? WHERE run_key = ?"),
    release: connection.prepare("UPDATE runs SET writer_pid = NULL WHERE run_key = ?"),
  };
}

/**
 * Returns a key that orders frames by run and event. The table needs no separate index, so a commit changes one page
 * less.
 */
export function frameKey(runKey: number, seq: number): number {
  return runKey * 2 ** 32 + seq;
}

/** Writes a projection to its row in the list of runs. */
export function saveProjection(
  { updateRun }: WriteStatements,
  runKey: number,
  { projection, head }: { readonly projection: RunProjection; readonly head: Uint8Array },
): void {
  const { started, finished, counts } = projection;
  updateRun.run(
    started?.uuid ?? null,
    started?.mode ?? null,
    started?.runbook.name ?? null,
    started?.runbook.path ?? null,
    started?.at ?? null,
    started?.artifacts ?? null,
    finished?.outcome ?? null,
    finished?.at ?? null,
    finished?.durationMs ?? null,
    counts.completed,
    counts.reused,
    counts.failed,
    counts.skipped,
    counts.optionalFailed,
    projection.events,
    head,
    runKey,
  );
}

interface WriterOptions {
  readonly run: RunId;
  readonly runKey: number;
  readonly connection: Connection;
  readonly statements: WriteStatements;
  readonly clock: Clock;
  readonly headFile: HeadWriter;
}

/** The writer of a new run. Each frame is one transaction. */
export class SqliteRunWriter implements RunWriter {
  readonly run: RunId;
  readonly #options: WriterOptions;
  #projection: RunProjection = emptyProjection;
  #head: Uint8Array;
  #stopHeartbeat: () => void;
  readonly #keeper: HeadKeeper;
  #isOpen = true;

  constructor(options: WriterOptions) {
    this.run = options.run;
    this.#options = options;
    this.#head = genesisHash(options.run);
    this.#keeper = new HeadKeeper(options.headFile, options.clock);
    this.#stopHeartbeat = this.#scheduleHeartbeat();
  }

  /** Throws WCT_STORE_WRITE_FAILED or WCT_STORE_LOCKED; nothing of the frame is stored then. */
  append = (frame: RecordFrame): void => {
    const { connection, statements, runKey } = this.#options;
    const stored = nextFrame(this.run, { events: this.#projection.events, head: this.#head }, frame.events);
    const projection = projectEvents(this.#projection, frame.events);
    connection.transaction(() => {
      this.#storeObjects(frame);
      requireReused(frame.events, this.missing);
      if (frame.events.length === 0) return;
      statements.insertFrame.run(frameKey(runKey, stored.firstSeq), stored.lastSeq, stored.body, stored.hash);
      this.#saveProjection(projection, stored.hash);
    });
    if (frame.events.length === 0) return;
    this.#projection = projection;
    this.#head = stored.hash;
    this.#keeper.advance({ events: projection.events, head: stored.hash }, projection.finished !== null);
  };

  head = (): Digest => hexDigest(this.#head);

  missing = (digests: readonly Digest[]): ReadonlySet<Digest> => {
    const { connection, statements } = this.#options;
    // One statement for many objects takes a third of the time of one per object.
    const rows = connection.read(() => statements.missingObjects.all(JSON.stringify(digests)));
    const places = new Set(rows.map((row) => numberOf(row, "place")));
    return new Set(digests.filter((_, place) => places.has(place)));
  };

  close = async (): Promise<void> => {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#stopHeartbeat();
    const { connection, statements, runKey } = this.#options;
    // Synced in another thread while this one waits for the database's own syncs.
    const kept = this.#keeper.close();
    try {
      connection.transaction(() => statements.release.run(runKey));
      connection.checkpoint();
    } finally {
      await kept;
    }
  };

  /** Most frames change only counts. The facts of the first and the last frame are written once. */
  #saveProjection(projection: RunProjection, head: Uint8Array): void {
    const { statements, runKey } = this.#options;
    const { started, finished } = this.#projection;
    if (projection.started !== started || projection.finished !== finished) {
      saveProjection(statements, runKey, { projection, head });
      return;
    }
    const { completed, reused, failed, skipped, optionalFailed } = projection.counts;
    statements.updateProgress.run(completed, reused, failed, skipped, optionalFailed, projection.events, head, runKey);
  }

  #storeObjects({ objects }: RecordFrame): void {
    for (const object of objects) this.#insert(object);
  }

  #insert(object: StagedObject): void {
    const form = storedForm(object);
    if (form === null) return;
    this.#options.statements.insertObject.run(
      Buffer.from(object.digest, "hex"),
      object.bytes,
      object.elements,
      form.storedBytes,
      form.data,
    );
  }

  #scheduleHeartbeat(): () => void {
    return this.#options.clock.after(heartbeatInterval, () => {
      this.#beat();
      if (this.#isOpen) this.#stopHeartbeat = this.#scheduleHeartbeat();
    });
  }

  #beat(): void {
    const { connection, statements, runKey, clock } = this.#options;
    try {
      connection.transaction(() => statements.heartbeat.run(clock.now().getTime(), runKey));
    } catch {
      // The next append will report that the store cannot be written, and its caller can react.
    }
  }
}
