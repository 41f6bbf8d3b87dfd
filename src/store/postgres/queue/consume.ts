import { type WctError, wctError } from "../../../diagnostics/index.ts";
import type { Session } from "../database.ts";
import { bossSchema } from "./boss.ts";

/**
 * Consumes outcomes in the transaction of the frame that records them, with the jobs that they end. Returns false if one
 * is not there.
 */
export async function consumeOutcomes(session: Session, runKey: number, jobs: readonly string[]): Promise<boolean> {
  if (jobs.length === 0) return true;
  const consumed = await session.rows(consumeSql, [runKey, jobs]);
  return consumed.length === new Set(jobs).size;
}

export const recordedByAnother = (): WctError =>
  wctError("WCT_STORE_WRITE_FAILED", {
    message: "the outcome of a job was recorded by another process",
    hint: "look at the run with `wct inspect`; another process continues it",
  });

/** Each job by its key: a list of jobs would be compared with every job of a queue. */
const consumeSql = `
  WITH consumed AS (DELETE FROM wct.outcomes WHERE run_key = $1 AND job = ANY($2::uuid[]) RETURNING job, queue),
  gone AS (DELETE FROM ${bossSchema}.job j USING consumed c WHERE j.name = c.queue AND j.id = c.job)
  SELECT job FROM consumed`;
