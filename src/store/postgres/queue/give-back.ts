import type { JobRef } from "../../../domain/index.ts";
import { numberOf, type StoredRow, textOf } from "../../rows/index.ts";
import type { Session } from "../database.ts";
import { bossSchema } from "./boss.ts";
import { channels } from "./listen.ts";
import type { QueueParts } from "./parts.ts";
import { endRefused } from "./refused.ts";

interface GivenBack extends JobRef {
  readonly queue: string;
  /** Why the worker cannot make it; null: it stops, or has forgotten the job. */
  readonly unfit: string | null;
  readonly isForgotten?: boolean;
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
    if (job.unfit !== null) {
      await refuse(session, { id: job.id, runKey, worker: textOf(own, "worker"), unfit: job.unfit });
    } else if (job.isForgotten !== true) await tell(session, job, own);
    await session.rows("SELECT pg_notify($1, $2), pg_notify($3, '')", [
      ...[channels.jobs, job.queue, channels.updates(runKey)],
    ]);
  });
}

/** Tells the coordinator, which may not hear of the job from anybody else for long. */
async function tell(session: Session, { id, claim }: JobRef, own: StoredRow): Promise<void> {
  const text = "its worker was stopped; it starts again on another";
  const body = { notes: [{ level: "info", text }], ranMs: 0, progress: null, costs: [], isGivenBack: true };
  await session.run("INSERT INTO wct.reports (run_key, job, claim, worker, body) VALUES ($1, $2, $3, $4, $5)", [
    ...[numberOf(own, "run_key"), id, claim, textOf(own, "worker"), body],
  ]);
}

/** Gives back a claim that this worker no longer knows. */
export async function releaseForgotten(parts: QueueParts, claim: StoredRow): Promise<void> {
  const job = { id: textOf(claim, "job"), claim: numberOf(claim, "claim"), queue: textOf(claim, "queue") };
  await giveBack(parts, { ...job, unfit: null, isForgotten: true });
}

interface Refusal extends Pick<JobRef, "id"> {
  readonly runKey: number;
  readonly worker: string;
  readonly unfit: string;
}

async function refuse(session: Session, { id, runKey, worker, unfit }: Refusal): Promise<void> {
  await session.run(
    "INSERT INTO wct.refusals (job, worker, run_key, text) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    [id, worker, runKey, unfit],
  );
  await endRefused(session);
}
