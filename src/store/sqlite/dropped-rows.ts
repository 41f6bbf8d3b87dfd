import type { StatementSync } from "node:sqlite";
import type { Digest, GoneContent } from "../../domain/index.ts";
import { hexDigest } from "../records/index.ts";
import { bytesOf, numberOf, type StoredRow, wordOf } from "../rows/index.ts";
import type { Connection } from "./connection.ts";

/** Reads which content each run has dropped. A store of a version without this feature has none. */
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

  /** Number of rows that belong to no run. */
  get stray(): number {
    if (this.#select === null) return 0;
    const count = this.#connection.prepare(
      "SELECT count(*) AS n FROM dropped WHERE run_key NOT IN (SELECT run_key FROM runs)",
    );
    return numberOf(this.#connection.read(() => count.get()) ?? {}, "n");
  }

  /** Returns the dropped content with reason and time. */
  tombstones(runKey: number): readonly GoneContent[] {
    return this.#connection.read(() => this.#select?.all(runKey) ?? []).map(tombstone);
  }
}

function tombstone(row: StoredRow): GoneContent {
  // Version 3 of the schema added the reason. Before that there was only one.
  const reason = "reason" in row ? wordOf(row, "reason", ["pruned", "erased", "left-out"]) : "pruned";
  const at = numberOf(row, "at");
  return {
    digest: hexDigest(bytesOf(row, "digest")),
    reason,
    at: reason === "left-out" ? null : new Date(at).toISOString(),
  };
}
