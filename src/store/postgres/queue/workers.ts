import { isRunId, type KnownWorker } from "../../../domain/index.ts";
import { numberOf, type StoredRow, textOf } from "../../rows/index.ts";
import type { Database } from "../database.ts";

/** Returns the workers of the last day, with what they make, by host and id. */
export async function knownWorkers(database: Database): Promise<readonly KnownWorker[]> {
  const rows = await database.rows(
    `SELECT w.*, w.ended IS NULL AND w.lease_until > clock_timestamp() AS is_alive,
       COALESCE((SELECT jsonb_agg(jsonb_build_object('run', r.id, 'artifact', c.artifact) ORDER BY c.taken_at, c.job)
         FROM wct.claims c JOIN wct.runs r USING (run_key) WHERE c.worker = w.id), '[]') AS makes
     FROM wct.workers w
     WHERE w.seen_at > clock_timestamp() - interval '1 day'
     ORDER BY w.host, w.started_at, w.id`,
  );
  return rows.map(workerOf);
}

const workerOf = (row: StoredRow): KnownWorker => ({
  id: textOf(row, "id"),
  host: textOf(row, "host"),
  process: numberOf(row, "process"),
  wct: textOf(row, "wct"),
  node: textOf(row, "node"),
  labels: textsOf(row["labels"]),
  slots: numberOf(row, "slots"),
  isAlive: row["is_alive"] === true,
  hasLeft: row["ended"] === "left",
  startedAt: momentOf(row["started_at"]),
  seenAt: momentOf(row["seen_at"]),
  makes: makesOf(row["makes"]),
});

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];

const momentOf = (value: unknown): string => (value instanceof Date ? value.toISOString() : "");

function makesOf(value: unknown): KnownWorker["makes"] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) => {
    if (typeof one !== "object" || one === null || !("run" in one) || !("artifact" in one)) return [];
    const { run, artifact } = one;
    return typeof run === "string" && isRunId(run) && typeof artifact === "string" ? [{ run, artifact }] : [];
  });
}
