import { numberOf, type StoredRow, textOf } from "../../rows/index.ts";
import type { Session } from "../database.ts";
import { bossSchema } from "./boss.ts";
import { channels } from "./listen.ts";

/**
 * Ends the jobs that every worker that is there has refused, with the reasons. Jobs that workers hold, and jobs for which
 * no worker is there, are left alone.
 */
export async function endRefused(session: Session): Promise<void> {
  for (const job of await session.rows(hopelessSql)) await endJob(session, job);
}

const isThere = (worker: string): string => `${worker}.ended IS NULL AND ${worker}.lease_until > clock_timestamp()`;

const hopelessSql = `
  SELECT j.id, j.name AS queue, j.retry_count FROM ${bossSchema}.job j JOIN wct.queues q ON q.name = j.name
  WHERE j.state IN ('created', 'retry')
    AND j.id IN (SELECT r.job FROM wct.refusals r JOIN wct.workers w ON w.id = r.worker WHERE ${isThere("w")})
    AND NOT EXISTS (
      SELECT 1 FROM wct.workers o WHERE q.labels <@ o.labels AND ${isThere("o")}
        AND NOT EXISTS (SELECT 1 FROM wct.refusals r WHERE r.job = j.id AND r.worker = o.id))
  ORDER BY j.id FOR UPDATE OF j SKIP LOCKED`;

async function endJob(session: Session, job: StoredRow): Promise<void> {
  const [id, queue, claim] = [textOf(job, "id"), textOf(job, "queue"), numberOf(job, "retry_count")];
  const reasons = await session.rows(
    `SELECT r.run_key, w.host || ': ' || r.text AS text FROM wct.refusals r JOIN wct.workers w ON w.id = r.worker
     WHERE r.job = $1 ORDER BY w.host, r.text LIMIT 10`,
    [id],
  );
  const [first] = reasons;
  if (first === undefined) return;
  const runKey = numberOf(first, "run_key");
  const text = [...new Set(reasons.map((row) => textOf(row, "text")))].join("; ");
  await session.run(`DELETE FROM ${bossSchema}.job WHERE name = $1 AND id = $2`, [queue, id]);
  await session.run(
    "INSERT INTO wct.outcomes (run_key, job, claim, queue, body) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
    [runKey, id, claim, queue, { outcome: "unfit", text }],
  );
  await session.rows("SELECT pg_notify($1, '')", [channels.updates(runKey)]);
}
