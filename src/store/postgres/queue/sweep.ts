import { numberOf, type StoredRow, textOf } from "../../rows/index.ts";
import type { Session } from "../database.ts";
import { bossSchema, lossesAtMost, within } from "./boss.ts";
import { channels } from "./listen.ts";
import type { QueueParts } from "./parts.ts";
import { endRefused } from "./refused.ts";

/**
 * Gives the jobs of workers whose lease has ended to others, and ends those that no worker may make any more. Every
 * process that uses the queue does so about once a second; each lost worker is handled by one of them.
 */
export async function sweepWorkers(parts: QueueParts): Promise<void> {
  const { database } = parts;
  const [due] = await database.rows(dueSql);
  if (due?.["are_lost"] === true) await database.transaction((session) => releaseLost(parts, session));
  // Those who could have made a job may be gone, or have refused it in the same moment.
  if (due?.["are_refused"] === true) await database.transaction(endRefused);
}

const dueSql = `
  SELECT EXISTS (SELECT 1 FROM wct.workers WHERE ended IS NULL AND lease_until < clock_timestamp()) AS are_lost,
    EXISTS (SELECT 1 FROM wct.refusals) AS are_refused`;

async function releaseLost(parts: QueueParts, session: Session): Promise<void> {
  const lost = await session.rows(
    `UPDATE wct.workers SET ended = 'lost' WHERE id IN (
       SELECT id FROM wct.workers WHERE ended IS NULL AND lease_until < clock_timestamp() ORDER BY id FOR UPDATE SKIP LOCKED
     ) RETURNING id, host`,
  );
  for (const worker of lost) await releaseJobs(parts, session, worker);
}

async function releaseJobs(parts: QueueParts, session: Session, worker: StoredRow): Promise<void> {
  const claims = await session.rows("DELETE FROM wct.claims WHERE worker = $1 RETURNING *", [textOf(worker, "id")]);
  for (const claim of claims) await releaseJob(parts, session, { claim, host: textOf(worker, "host") });
}

/** Lets pg-boss count the loss: the job starts again elsewhere, or ends in the dead letter queue. */
async function releaseJob(
  { boss }: QueueParts,
  session: Session,
  { claim, host }: { readonly claim: StoredRow; readonly host: string },
): Promise<void> {
  const [id, queue, number] = [textOf(claim, "job"), textOf(claim, "queue"), numberOf(claim, "claim")];
  await boss.fail(queue, { id, retryCount: number }, { lost: host }, within(session));
  const [job] = await session.rows(`SELECT state, retry_count FROM ${bossSchema}.job WHERE name = $1 AND id = $2`, [
    ...[queue, id],
  ]);
  const [runKey, worker] = [numberOf(claim, "run_key"), textOf(claim, "worker")];
  if (job?.["state"] === "failed") {
    const body = {
      outcome: "lost",
      text: `${lossesAtMost + 1} workers were lost while they made it, the last on host ${host}`,
    };
    await session.run(
      "INSERT INTO wct.outcomes (run_key, job, claim, queue, worker, body) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
      [runKey, id, number, queue, worker, body],
    );
  } else if (job !== undefined) {
    const text = `the worker on host ${host} that made it was lost; it starts again on another`;
    const body = { notes: [{ level: "warn", text }], ranMs: 0, progress: null, costs: [], isLost: true };
    await session.run("INSERT INTO wct.reports (run_key, job, claim, worker, body) VALUES ($1, $2, $3, $4, $5)", [
      ...[runKey, id, number, worker, body],
    ]);
  }
  await session.rows("SELECT pg_notify($1, ''), pg_notify($2, $3)", [channels.updates(runKey), channels.jobs, queue]);
}
