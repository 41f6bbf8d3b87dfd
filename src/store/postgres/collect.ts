import type { Digest } from "../../domain/index.ts";
import { hexDigest } from "../records/index.ts";
import { bytesOf, numberOf } from "../rows/index.ts";
import type { Database, Session } from "./database.ts";

/** An object that no record needs. */
export interface UnneededObject {
  readonly objectKey: number;
  readonly digest: Digest;
  readonly storedBytes: number;
}

interface Collecting {
  readonly needed: ReadonlySet<Digest>;
  /** Content whose deletion was requested. */
  readonly asked: ReadonlySet<Digest>;
  readonly choice: { readonly isAnyAlive: boolean; readonly isStarting: boolean };
  /** Only these objects; all by default. */
  readonly keys?: readonly number[];
}

interface Collected {
  /** May be deleted. */
  readonly going: readonly UnneededObject[];
  /** Stay, because a process may be about to name them. */
  readonly held: readonly UnneededObject[];
  /** Those of `held` that no reader should find any more. */
  readonly hidden: readonly UnneededObject[];
}

const page = 5000;

/**
 * Sorts the objects that no record needs. While a run is starting, they may be its runbook and plan. An object in chunks
 * may be staged again by a writer that has not committed it yet, for an hour.
 */
export async function collect(reader: Pick<Session, "rows">, collecting: Collecting): Promise<Collected> {
  const { needed, asked, choice, keys } = collecting;
  const found: Record<"going" | "held" | "hidden", UnneededObject[]> = { going: [], held: [], hidden: [] };
  for (let after = 0; ; ) {
    const rows = await reader.rows(
      `SELECT object_key, digest, stored_bytes, is_committed, data IS NULL AS is_chunked,
         staged_at < clock_timestamp() - interval '1 hour' AS is_old
       FROM wct.objects WHERE object_key > $1 AND ($2::bigint[] IS NULL OR object_key = ANY($2)) ORDER BY object_key LIMIT ${page}`,
      [after, keys ?? null],
    );
    for (const row of rows) {
      after = numberOf(row, "object_key");
      const entry = {
        ...{ objectKey: after, digest: hexDigest(bytesOf(row, "digest")), storedBytes: numberOf(row, "stored_bytes") },
      };
      if (needed.has(entry.digest)) continue;
      const isCommitted = row["is_committed"] === true;
      const mayBeStaged = row["is_chunked"] === true && row["is_old"] !== true && (choice.isAnyAlive || !isCommitted);
      const isStarted = !choice.isStarting || !isCommitted || asked.has(entry.digest);
      if (isStarted && !mayBeStaged) found.going.push(entry);
      else found.held.push(entry);
      if (isStarted && mayBeStaged && isCommitted) found.hidden.push(entry);
    }
    if (rows.length < page) return found;
  }
}

/** Lets the server use the space again. What was deleted is overwritten when it does. */
export async function vacuum(database: Database): Promise<void> {
  try {
    await database.rows("VACUUM wct.objects, wct.chunks, wct.frames");
  } catch {
    // The server does it by itself later, also if the role may not.
  }
}
