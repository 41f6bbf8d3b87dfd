import { forgettable } from "./fence.ts";

/** The end of a lease; the parameter is its length in milliseconds. */
export const leaseOf = (parameter: number): string => `clock_timestamp() + $${parameter} * interval '1 millisecond'`;

/** No row if others count the worker as gone; the parameter is its id. */
export const aliveSql = (parameter: number): string =>
  `SELECT id FROM wct.workers WHERE id = $${parameter} AND ended IS NULL`;

/** The run of an order, if the record has it with the plan that the order names. */
export const runOfOrder = (order: string): string => `r.id = ${order}->>'run' AND r.remote_plan = ${order}->>'plan'`;

/**
 * The lock keeps the worker from being swept before the claim is there to be swept with it.
 *
 * Workers may insert jobs, but not write records. So a job is only claimed if the record has its run, with the plan that it
 * names; returns those jobs.
 */
export const claimSql = `
  WITH alive AS (${aliveSql(1)} FOR SHARE)
  INSERT INTO wct.claims (job, claim, queue, run_key, worker, artifact)
  SELECT j.id, j.claim, j.queue, r.run_key, alive.id, COALESCE(j."order"->>'artifact', '')
  FROM jsonb_to_recordset($2::text::jsonb) AS j (id uuid, claim integer, queue text, "order" jsonb)
  JOIN wct.runs r ON ${runOfOrder('j."order"')} CROSS JOIN alive
  ON CONFLICT (job, claim) DO UPDATE SET worker = EXCLUDED.worker, has_begun = false
  RETURNING job`;

/**
 * Rows for each claim that the worker no longer knows, with its queue, and for each job that it holds without a claim,
 * without one; one row without a job if there is neither; none if the worker counts as gone.
 */
export const renewSql = `
  WITH ${forgettable},
  renewed AS (
    UPDATE wct.workers SET seen_at = clock_timestamp(), lease_until = ${leaseOf(2)} FROM relaxed
    WHERE id = $1 AND ended IS NULL RETURNING id
  ),
  held AS (SELECT * FROM unnest($3::uuid[], $4::integer[]) AS h (job, claim)),
  claimed AS (SELECT job, claim, queue, taken_at FROM wct.claims WHERE worker = $1)
  SELECT c.job, c.claim, c.queue FROM renewed LEFT JOIN claimed c
    ON NOT EXISTS (SELECT FROM held h WHERE h.job = c.job AND h.claim = c.claim)
      AND c.taken_at < clock_timestamp() - interval '5 seconds'
  UNION ALL
  SELECT h.job, h.claim, NULL FROM renewed, held h
  WHERE NOT EXISTS (SELECT FROM claimed c WHERE c.job = h.job AND c.claim = h.claim)`;

/**
 * A report of a worker that no longer holds the job is dropped. The last parameter: whether its code has begun. The
 * coordinator looks for reports; if each were announced, the server would wake all that listen each time. What a report
 * repeats of one that is on the disk may be forgotten: notes and costs are said once, and a server that crashes must not
 * forget that the code has begun.
 */
export const reportSql = (isForgettable: boolean): string => `
  WITH ${isForgettable ? `${forgettable}, ` : ""}own AS (
    SELECT run_key, worker FROM wct.claims${isForgettable ? ", relaxed" : ""} WHERE job = $1 AND claim = $2
  ),
  begun AS (UPDATE wct.claims SET has_begun = true WHERE job = $1 AND claim = $2 AND $4::boolean AND NOT has_begun),
  told AS (INSERT INTO wct.reports (run_key, job, claim, worker, body) SELECT run_key, $1, $2, worker, $3 FROM own)
  SELECT run_key FROM own`;
