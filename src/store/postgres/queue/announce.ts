import type { Session } from "../database.ts";
import { channels } from "./listen.ts";

export interface Announcement {
  readonly queue: string;
  readonly jobs: number;
  /** Workers that have just ended what the jobs build on: their code is warm, and their files are there. */
  readonly near: readonly string[];
}

/** Above it, names would take longer than a look of each worker. */
const namedAtMost = 64;

/**
 * Tells workers that a queue has new jobs, when the transaction commits. Names as many workers with free slots as the
 * jobs need, the near ones first: if all of a hundred idle workers looked for each job, the server would do little else.
 */
export async function announce(session: Session, { queue, jobs, near }: Announcement): Promise<void> {
  if (jobs > namedAtMost) await session.rows("SELECT pg_notify($1, $2)", [channels.jobs, queue]);
  else await session.rows(announceSql, [channels.jobs, queue, jobs, near]);
}

const announceSql = `
  WITH idle AS (
    SELECT w.id, w.slots - (SELECT count(*) FROM wct.claims c WHERE c.worker = w.id) AS free
    FROM wct.workers w, wct.queues q
    WHERE q.name = $2 AND q.labels <@ w.labels AND w.ended IS NULL AND w.lease_until > clock_timestamp()
  ),
  ordered AS (
    SELECT id, sum(free) OVER (ORDER BY id = ANY($4::uuid[]) DESC, free DESC, id) - free AS before
    FROM idle WHERE free > 0
  )
  SELECT pg_notify($1, $2 || ' ' || COALESCE(string_agg(id::text, ','), '')) FROM ordered WHERE before < $3`;

/** Returns the queue that a notification names, and the workers, or null for all. */
export function announcedIn(payload: string): { readonly queue: string; readonly workers: readonly string[] | null } {
  const [queue = "", workers] = payload.split(" ");
  return { queue, workers: workers === undefined ? null : workers.split(",") };
}
