import type { StatementSync } from "node:sqlite";
import type { Digest, Failure, GoneContent, RunEvent } from "../domain/index.ts";
import { hexDigest } from "./frames.ts";
import { bytesOf, numberOf, type Row, wordOf } from "./rows.ts";
import type { Connection } from "./sqlite-connection.ts";

/**
 * An event as it reads now that content is gone: the record's bytes never change, since they are chained, but whoever
 * looks at it must learn that there is nothing to open.
 */
export function withoutDropped(event: RunEvent, dropped: ReadonlySet<Digest>): RunEvent {
  switch (event.type) {
    case "artifact.attempted":
      if (event.outcome === "failed") return { ...event, failure: withoutMessage(event.failure, dropped) };
      return dropped.has(event.message.digest) ? { ...event, message: { ...event.message, kept: false } } : event;
    case "artifact.reused":
      return dropped.has(event.message.digest) ? { ...event, message: { ...event.message, kept: false } } : event;
    case "artifact.failed":
      return { ...event, failure: withoutMessage(event.failure, dropped) };
    default:
      return event;
  }
}

/** A listener to events that gets them so. */
export function asKept(
  each: ((event: RunEvent) => void) | undefined,
  dropped: ReadonlySet<Digest>,
): ((event: RunEvent) => void) | undefined {
  return each && ((event) => each(withoutDropped(event, dropped)));
}

function withoutMessage(failure: Failure, dropped: ReadonlySet<Digest>): Failure {
  const { exception } = failure;
  if (exception === null || exception.message === null || !dropped.has(exception.message)) return failure;
  return { ...failure, exception: { ...exception, message: null } };
}

/** Reads which content each run has let go of; none in a store of a version before that was possible. */
export class DroppedRows {
  readonly #connection: Connection;
  readonly #select: StatementSync | null;

  constructor(connection: Connection) {
    this.#connection = connection;
    const table = connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'dropped'");
    this.#select =
      connection.read(() => table.get()) === undefined
        ? null
        : connection.prepare("SELECT * FROM dropped WHERE run_key = ? ORDER BY digest");
  }

  of(runKey: number): ReadonlySet<Digest> {
    const rows = this.#connection.read(() => this.#select?.all(runKey) ?? []);
    return new Set(rows.map((row) => hexDigest(bytesOf(row, "digest"))));
  }

  /** The same with reason and moment. */
  tombstones(runKey: number): readonly GoneContent[] {
    return this.#connection.read(() => this.#select?.all(runKey) ?? []).map(tombstone);
  }
}

function tombstone(row: Row): GoneContent {
  // The reason came with version 3 of the schema; before, there was but one.
  const reason = "reason" in row ? wordOf(row, "reason", ["pruned", "erased", "left-out"]) : "pruned";
  const at = numberOf(row, "at");
  return {
    digest: hexDigest(bytesOf(row, "digest")),
    reason,
    at: reason === "left-out" ? null : new Date(at).toISOString(),
  };
}
