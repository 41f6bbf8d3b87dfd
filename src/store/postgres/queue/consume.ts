import { wctError } from "../../../diagnostics/index.ts";
import { textOf } from "../../rows/index.ts";
import type { Session } from "../database.ts";
import { bossSchema } from "./boss.ts";

/**
 * Consumes outcomes in the transaction of the frame that records them, with the jobs that they end. Throws if one is not
 * there: another coordinator has recorded it.
 */
export async function consumeOutcomes(session: Session, runKey: number, jobs: readonly string[]): Promise<void> {
  const consumed = await session.rows(
    "DELETE FROM wct.outcomes WHERE run_key = $1 AND job = ANY($2::uuid[]) RETURNING job, queue",
    [runKey, jobs],
  );
  if (consumed.length !== new Set(jobs).size) {
    throw wctError("WCT_STORE_WRITE_FAILED", {
      message: "the outcome of a job was recorded by another process",
      hint: "look at the run with `wct inspect`; another process continues it",
    });
  }
  const queues = [...new Set(consumed.map((row) => textOf(row, "queue")))];
  await session.run(`DELETE FROM ${bossSchema}.job WHERE name = ANY($1::text[]) AND id = ANY($2::uuid[])`, [
    queues,
    jobs,
  ]);
}
