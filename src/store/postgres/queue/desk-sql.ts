import type { InlineContent } from "../../../domain/index.ts";
import type { Session } from "../database.ts";
import { bufferOf, placeholders } from "../run-rows.ts";
import { channels } from "./listen.ts";

/** The end of a lease; the parameter is its length in milliseconds. */
export const leaseOf = (parameter: number): string => `clock_timestamp() + $${parameter} * interval '1 millisecond'`;

/** A job of a run that is not in this store has no claim, so it cannot be completed. */
export const claimSql = `
  INSERT INTO wct.claims (job, claim, queue, run_key, worker, artifact)
  SELECT j.id, j.claim, j.queue, r.run_key, $1, j."order"->>'artifact'
  FROM jsonb_to_recordset($2::text::jsonb) AS j (id uuid, claim integer, queue text, "order" jsonb)
  JOIN wct.runs r ON r.id = j."order"->>'run'
  ON CONFLICT (job, claim) DO UPDATE SET worker = EXCLUDED.worker`;

export const completeSql = `
  WITH own AS (DELETE FROM wct.claims WHERE job = $1 AND claim = $2 RETURNING run_key, worker),
  stored AS (
    INSERT INTO wct.outcomes (run_key, job, claim, queue, worker, object, body)
    SELECT run_key, $1, $2, $3, worker, $4, $5 FROM own ON CONFLICT (run_key, job) DO NOTHING
  )
  SELECT pg_notify('${channels.news("")}' || run_key, '') FROM own`;

/** A report of a worker that no longer holds the job is dropped. */
export const reportSql = `
  WITH own AS (SELECT run_key, worker FROM wct.claims WHERE job = $1 AND claim = $2),
  told AS (INSERT INTO wct.reports (run_key, job, claim, worker, body) SELECT run_key, $1, $2, worker, $3 FROM own)
  SELECT pg_notify('${channels.news("")}' || run_key, '') FROM own`;

/** Stores small objects that no frame names yet. */
export async function insertStaged(session: Session, inline: readonly InlineContent[]): Promise<void> {
  if (inline.length === 0) return;
  const sorted = inline.toSorted((a, b) => (a.digest < b.digest ? -1 : 1));
  await session.run(
    `INSERT INTO wct.objects (digest, stored_bytes, data, is_committed) VALUES ${placeholders(sorted.length, 4)}
     ON CONFLICT (digest) DO UPDATE SET staged_at = clock_timestamp()`,
    sorted.flatMap(({ digest, data }) => [Buffer.from(digest, "hex"), data.length, bufferOf(data), false]),
  );
}
