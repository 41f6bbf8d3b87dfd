import type { StatementSync } from "node:sqlite";
import type { Clock, Digest, RecordFrame, RunId, RunWriter, StagedObject } from "../domain/index.ts";
import { requireReused, storedForm } from "./artifact-access.ts";
import { genesisHash, hexDigest, nextFrame } from "./frames.ts";
import { heartbeatInterval } from "./liveness.ts";
import { numberOf } from "./rows.ts";
import { emptyProjection, projectEvents, type RunProjection } from "./runs-projection.ts";
import type { Connection } from "./sqlite-connection.ts";

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

/** Frames of a run in the order of its events, with no index beside the table: a commit touches one page less. */
export function frameKey(runKey: number, seq: number): number {
  return runKey * 2 ** 32 + seq;
}

/** Writes a projection into its row of the list of runs. */
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
}

/** The writer of a run that was just created. One frame, one transaction. */
export class SqliteRunWriter implements RunWriter {
  readonly run: RunId;
  readonly #options: WriterOptions;
  #projection: RunProjection = emptyProjection;
  #head: Uint8Array;
  #stopHeartbeat: () => void;
  #isOpen = true;

  constructor(options: WriterOptions) {
    this.run = options.run;
    this.#options = options;
    this.#head = genesisHash(options.run);
    this.#stopHeartbeat = this.#scheduleHeartbeat();
  }

  /** Throws WCT_STORE_WRITE_FAILED, WCT_STORE_LOCKED; then nothing of the frame is stored. */
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
  };

  head = (): Digest => hexDigest(this.#head);

  missing = (digests: readonly Digest[]): ReadonlySet<Digest> => {
    const { connection, statements } = this.#options;
    // One statement for many takes a third of the time of one for each.
    const rows = connection.read(() => statements.missingObjects.all(JSON.stringify(digests)));
    const places = new Set(rows.map((row) => numberOf(row, "place")));
    return new Set(digests.filter((_, place) => places.has(place)));
  };

  close = async (): Promise<void> => {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#stopHeartbeat();
    const { connection, statements, runKey } = this.#options;
    connection.transaction(() => statements.release.run(runKey));
  };

  /** Most frames only move counts; what the first and the last one say is written once. */
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
      // A store that cannot be written is reported by the next append, where somebody can act on it.
    }
  }
}
