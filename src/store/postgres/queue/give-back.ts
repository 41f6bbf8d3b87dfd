import type { JobRef } from "../../../domain/index.ts";
import { numberOf, type StoredRow, textOf } from "../../rows/index.ts";
import type { Session } from "../database.ts";
import { bossSchema } from "./boss.ts";
import { channels } from "./listen.ts";
import type { QueueParts } from "./parts.ts";

interface GivenBack extends JobRef {
  readonly queue: string;
  /** Why the worker cannot make it; null: it stops. */
  readonly unfit: string | null;
}

/**
 * Gives a job that this worker holds to another. It does not count as a loss. If no worker that is there may make it, its
 * artifact fails with the reasons.
 */
export async function giveBack({ database }: QueueParts, job: GivenBack): Promise<void> {
  await database.transaction(async (session) => {
    const [own] = await session.rows("DELETE FROM wct.claims WHERE job = $1 AND claim = $2 RETURNING run_key, worker", [
      ...[job.id, job.claim],
    ]);
    if (own === undefined) return;
    const runKey = numberOf(own, "run_key");
    // pg-boss counts each taking of a job. With one more allowed, the fence still rises and no loss is counted.
    await session.run(
      `UPDATE ${bossSchema}.job SET state = 'retry', retry_limit = retry_limit + 1, start_after = now()
       WHERE name = $1 AND id = $2 AND state = 'active' AND retry_count = $3`,
      [job.queue, job.id, job.claim],
    );
    if (job.unfit !== null) await refuse(session, { ...job, runKey, worker: textOf(own, "worker"), unfit: job.unfit });
    await session.rows("SELECT pg_notify($1, $2), pg_notify($3, '')", [
      ...[channels.jobs, job.queue, channels.updates(runKey)],
    ]);
  });
}

/** Gives back a claim that this worker no longer knows. */
export async function releaseForgotten(parts: QueueParts, claim: StoredRow): Promise<void> {
  const job = { id: textOf(claim, "job"), claim: numberOf(claim, "claim"), queue: textOf(claim, "queue") };
  await giveBack(parts, { ...job, unfit: null });
}

interface Refusal extends GivenBack {
  readonly runKey: number;
  readonly worker: string;
  readonly unfit: string;
}

async function refuse(session: Session, { id, claim, queue, runKey, worker, unfit }: Refusal): Promise<void> {
  await session.run(
    "INSERT INTO wct.refusals (job, worker, run_key, text) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    [id, worker, runKey, unfit],
  );
  const others = await session.rows(
    `SELECT 1 FROM wct.workers w, wct.queues q
     WHERE q.name = $2 AND q.labels <@ w.labels AND w.ended IS NULL AND w.lease_until > clock_timestamp()
       AND NOT EXISTS (SELECT 1 FROM wct.refusals r WHERE r.job = $1 AND r.worker = w.id) LIMIT 1`,
    [id, queue],
  );
  if (others.length > 0) return;
  const reasons = await session.rows(
    `SELECT w.host || ': ' || r.text AS text FROM wct.refusals r JOIN wct.workers w ON w.id = r.worker
     WHERE r.job = $1 ORDER BY w.host, r.text LIMIT 10`,
    [id],
  );
  const text = [...new Set(reasons.map((row) => textOf(row, "text")))].join("; ");
  await session.run(`DELETE FROM ${bossSchema}.job WHERE name = $1 AND id = $2`, [queue, id]);
  await session.run(
    "INSERT INTO wct.outcomes (run_key, job, claim, queue, body) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
    [runKey, id, claim, queue, { outcome: "unfit", text }],
  );
}
