import type { CompletedJob, InlineContent, RemoteOutcome } from "../../../domain/index.ts";
import type { Session } from "../database.ts";
import { bufferOf } from "../run-rows.ts";
import { bossSchema } from "./boss.ts";
import { forgettable, required, unlessRefused } from "./fence.ts";
import { channels } from "./listen.ts";

export interface QueuedJob extends CompletedJob {
  readonly queue: string;
}

/**
 * Stores content, outcomes and completions, or nothing: returns false if a job is no longer this worker's. The commit
 * need not survive a crash of the server, because the frame that records an outcome does; until then the worker notices
 * that its claim is back.
 */
export async function completeJobs(session: Session, jobs: readonly QueuedJob[]): Promise<boolean> {
  if (jobs.length === 0) return true;
  const inline = inlineOf(jobs);
  const values = [
    jobs.map(({ id }) => id),
    jobs.map(({ claim }) => claim),
    jobs.map(({ queue }) => queue),
    jobs.map(({ outcome }) => objectOf(outcome)),
    jobs.map(({ outcome }) => JSON.stringify(outcome)),
    inline.map(({ digest }) => Buffer.from(digest, "hex")),
    inline.map(({ data }) => bufferOf(data)),
  ];
  return (await unlessRefused(session.rows(completeSql, values))) !== null;
}

/**
 * Completes as pg-boss does, under the same fence: the job is active, in the attempt that the worker took.
 *
 * Content is protected from the collector for an hour. It is staged again once a minute only: artifacts with the same
 * content would wait for each other's commits.
 */
const completeSql = `
  WITH ${forgettable},
  done AS (
    SELECT * FROM unnest($1::uuid[], $2::integer[], $3::text[], $4::bytea[], $5::text[]) AS d (job, claim, queue, object, body)
  ),
  own AS (DELETE FROM wct.claims c USING done d WHERE c.job = d.job AND c.claim = d.claim RETURNING c.run_key, c.worker, c.job, c.claim),
  completed AS (
    UPDATE ${bossSchema}.job j SET state = 'completed', completed_on = now(), output = NULL
    FROM own o JOIN done d USING (job, claim)
    WHERE j.name = d.queue AND j.id = d.job AND j.state = 'active' AND j.retry_count = d.claim RETURNING j.id
  ),
  staged AS (
    INSERT INTO wct.objects (digest, stored_bytes, data)
    SELECT i.digest, length(i.data), i.data FROM unnest($6::bytea[], $7::bytea[]) AS i (digest, data)
    WHERE NOT EXISTS (
      SELECT 1 FROM wct.objects o WHERE o.digest = i.digest AND o.staged_at > clock_timestamp() - interval '1 minute')
    ORDER BY i.digest
    ON CONFLICT (digest) DO UPDATE SET staged_at = clock_timestamp()
  ),
  stored AS (
    INSERT INTO wct.outcomes (run_key, job, claim, queue, worker, object, body)
    SELECT o.run_key, job, claim, d.queue, o.worker, d.object, d.body::jsonb
    FROM own o JOIN done d USING (job, claim)
    ON CONFLICT (run_key, job) DO NOTHING
  ),
  told AS (SELECT pg_notify('${channels.updates("")}' || run_key, '') FROM (SELECT DISTINCT run_key FROM own) AS runs)
  SELECT (SELECT count(*) FROM told), ${required(
    "(SELECT count(*) FROM own) = cardinality($1) AND (SELECT count(*) FROM completed) = cardinality($1)",
  )} FROM relaxed`;

const objectOf = (outcome: RemoteOutcome): Buffer | null =>
  "object" in outcome && outcome.object !== null ? Buffer.from(outcome.object.digest, "hex") : null;

/** Small objects. By digest, so that no two workers wait for each other in a circle. */
function inlineOf(jobs: readonly QueuedJob[]): readonly InlineContent[] {
  const unique = new Map(jobs.flatMap(({ inline }) => inline.map((one) => [one.digest, one] as const)));
  return [...unique.values()].toSorted((a, b) => (a.digest < b.digest ? -1 : 1));
}
