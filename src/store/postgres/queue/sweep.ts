import type { RemoteReport } from "../../../domain/index.ts";
import { numberOf, type StoredRow, textOf } from "../../rows/index.ts";
import type { Session } from "../database.ts";
import { bossSchema, lossesAtMost, lossesBeforeBeginAtMost, within } from "./boss.ts";
import { channels } from "./listen.ts";
import type { QueueParts } from "./parts.ts";
import { endRefused } from "./refused.ts";

/**
 * Gives the jobs of workers whose lease has ended to others, and ends those that no worker may make any more. Every
 * coordinator does so about once a second; each lost worker is handled by one of them.
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

interface Release {
  readonly claim: StoredRow;
  readonly host: string;
  /** The job in pg-boss's table. */
  readonly job: StoredRow;
}

/** Gives a job to another worker, or ends it if too many were lost. */
async function releaseJob(parts: QueueParts, session: Session, { claim, host }: Omit<Release, "job">): Promise<void> {
  const [id, queue, runKey] = [textOf(claim, "job"), textOf(claim, "queue"), numberOf(claim, "run_key")];
  const [job] = await session.rows(heldSql, [queue, id, numberOf(claim, "claim")]);
  if (job !== undefined) {
    if (claim["has_begun"] === true) await countLoss(parts, session, { claim, host, job });
    else await giveAgain(parts, session, { claim, host, job });
  }
  await session.rows("SELECT pg_notify($1, ''), pg_notify($2, $3)", [channels.updates(runKey), channels.jobs, queue]);
}

/** The job if it is held under a claim. `unbegun`: how many workers were lost before they began it. */
const heldSql = `
  SELECT retry_count < retry_limit AS may_start, COALESCE((output->>'unbegun')::integer, 0) AS unbegun
  FROM ${bossSchema}.job WHERE name = $1 AND id = $2 AND state = 'active' AND retry_count = $3 FOR UPDATE`;

/** Lets pg-boss count the loss: the job starts again elsewhere, or ends in the dead letter queue. */
async function countLoss(parts: QueueParts, session: Session, release: Release): Promise<void> {
  const { host, job } = release;
  await fail(parts, session, release);
  if (job["may_start"] !== true) {
    const text = `${lossesAtMost + 1} workers were lost while they made it, the last on host ${host}`;
    return await storeLost(session, release, text);
  }
  const text = `the worker on host ${host} that made it was lost; it starts again on another`;
  await storeReport(session, release, { notes: [{ level: "warn", text }], isLost: true });
}

/** Workers take jobs before they have time for them, and one that is lost then says nothing of the job. */
async function giveAgain(parts: QueueParts, session: Session, release: Release): Promise<void> {
  const { claim, host, job } = release;
  const of = [textOf(claim, "queue"), textOf(claim, "job")];
  const unbegun = numberOf(job, "unbegun") + 1;
  if (unbegun > lossesBeforeBeginAtMost) {
    await session.run(`UPDATE ${bossSchema}.job SET retry_limit = retry_count WHERE name = $1 AND id = $2`, of);
    await fail(parts, session, release);
    const text = `${unbegun} workers were lost that took it and had not begun, the last on host ${host}`;
    return await storeLost(session, release, text);
  }
  // As for one that is given back, one more taking is allowed.
  await session.run(
    `UPDATE ${bossSchema}.job SET state = 'retry', retry_limit = retry_limit + 1, start_after = now(), output = $3
     WHERE name = $1 AND id = $2`,
    [...of, { unbegun }],
  );
  const text = `the worker on host ${host} was lost before it began; another takes it`;
  await storeReport(session, release, { notes: [{ level: "info", text }] });
}

async function fail({ boss }: QueueParts, session: Session, { claim, host, job }: Release): Promise<void> {
  const attempt = { id: textOf(claim, "job"), retryCount: numberOf(claim, "claim") };
  const output = { lost: host, unbegun: numberOf(job, "unbegun") };
  await boss.fail(textOf(claim, "queue"), attempt, output, within(session));
}

async function storeLost(session: Session, { claim }: Release, text: string): Promise<void> {
  await session.run(
    "INSERT INTO wct.outcomes (run_key, job, claim, queue, worker, body) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
    [
      ...[numberOf(claim, "run_key"), textOf(claim, "job"), numberOf(claim, "claim"), textOf(claim, "queue")],
      ...[textOf(claim, "worker"), { outcome: "lost", text }],
    ],
  );
}

async function storeReport(
  session: Session,
  { claim }: Release,
  report: Pick<RemoteReport, "notes" | "isLost">,
): Promise<void> {
  await session.run("INSERT INTO wct.reports (run_key, job, claim, worker, body) VALUES ($1, $2, $3, $4, $5)", [
    ...[numberOf(claim, "run_key"), textOf(claim, "job"), numberOf(claim, "claim"), textOf(claim, "worker")],
    { ranMs: 0, progress: null, costs: [], ...report },
  ]);
}
