import { wctError } from "../../../diagnostics/index.ts";
import type { Session } from "../database.ts";
import { bossSchema } from "./boss.ts";

/**
 * Consumes outcomes in the transaction of the frame that records them, with the jobs that they end. Throws if one is not
 * there: another coordinator has recorded it.
 */
export async function consumeOutcomes(session: Session, runKey: number, jobs: readonly string[]): Promise<void> {
  const consumed = await session.rows(consumeSql, [runKey, jobs]);
  if (consumed.length === new Set(jobs).size) return;
  throw wctError("WCT_STORE_WRITE_FAILED", {
    message: "the outcome of a job was recorded by another process",
    hint: "look at the run with `wct inspect`; another process continues it",
  });
}

const consumeSql = `
  WITH consumed AS (DELETE FROM wct.outcomes WHERE run_key = $1 AND job = ANY($2::uuid[]) RETURNING job),
  gone AS (DELETE FROM ${bossSchema}.job WHERE name IN (SELECT name FROM wct.queues) AND id = ANY($2::uuid[]))
  SELECT job FROM consumed`;
