import type { RemoteUpdate, RunUpdates } from "../../../domain/index.ts";
import { inlineLimit, isIntact } from "../../objects/index.ts";
import { hexDigest } from "../../records/index.ts";
import { bytesOrNull, numberOf, type StoredRow, textOf, textOrNull } from "../../rows/index.ts";
import type { Database } from "../database.ts";

/** Bytes beyond which small content cannot be what its digest says, however badly it is compressed. */
const longestStored = 2 * inlineLimit;

/**
 * Consumes the reports. Outcomes stay until a frame records them. Both are from one snapshot. Workers do not wait for the
 * disk, and what others build on must not be forgotten by a server that crashes: with outcomes, the statement writes a
 * message, so that its commit waits until all that was committed before is on the disk. Small content comes with them,
 * unless a frame has committed it, so that it can be checked.
 */
const updatesSql = `
  WITH holder AS (SELECT run_key FROM wct.runs WHERE run_key = $1 AND writer = $3),
  told AS (
    DELETE FROM wct.reports WHERE run_key = (SELECT run_key FROM holder) RETURNING report_key, job, claim, worker, body
  ),
  ended AS MATERIALIZED (
    SELECT * FROM wct.outcomes WHERE run_key = (SELECT run_key FROM holder) AND NOT (job = ANY($2::uuid[]))
  ),
  flushed AS MATERIALIZED (SELECT pg_logical_emit_message(true, 'wct', '') AS place WHERE EXISTS (SELECT FROM ended))
  SELECT t.report_key AS place, t.job, t.claim, t.worker, w.host, t.body, true AS is_report,
    NULL::bytea AS digest, NULL::boolean AS is_small, NULL::boolean AS is_committed, NULL::bytea AS data
  FROM told t LEFT JOIN wct.workers w ON w.id = t.worker
  UNION ALL
  SELECT 0, o.job, o.claim, o.worker, w.host, o.body, false, b.digest, b.data IS NOT NULL, b.is_committed,
    CASE WHEN NOT b.is_committed AND octet_length(b.data) <= ${longestStored} THEN b.data END
  FROM ended o LEFT JOIN wct.workers w ON w.id = o.worker LEFT JOIN wct.objects b ON b.digest = o.object
  WHERE EXISTS (SELECT FROM flushed)
  ORDER BY place, job`;

/** Reads what workers reported of a run. `values`: the key of the run, outcomes to leave out, and the run's writer. */
export async function readUpdates(
  database: Database,
  values: readonly [runKey: number, held: readonly string[], writer: string],
): Promise<RunUpdates> {
  const rows = await database.rows(updatesSql, values);
  const all = rows.map((row) => ({ isReport: row["is_report"] === true, update: jobUpdate(row) }));
  return {
    reports: all.filter(({ isReport }) => isReport).map(({ update }) => update),
    outcomes: all.filter(({ isReport }) => !isReport).map(({ update }) => update),
  };
}

const jobUpdate = (row: StoredRow): RemoteUpdate => ({
  job: textOf(row, "job"),
  claim: numberOf(row, "claim"),
  worker: textOrNull(row, "worker"),
  host: textOrNull(row, "host"),
  body: row["body"],
  hasObject: hasObject(row),
});

/**
 * Workers are not trusted: one may have stored other bytes under the digest of an object before the one that made it.
 * Small content is checked here, once, because no worker can change it afterwards. Large content is only checked to be
 * stored as such.
 */
function hasObject(row: StoredRow): boolean {
  const digest = bytesOrNull(row, "digest");
  if (digest === null || (row["is_small"] === true) !== isSmall(row["body"])) return false;
  if (row["is_small"] !== true || row["is_committed"] === true) return true;
  const data = bytesOrNull(row, "data");
  return data !== null && isIntact(hexDigest(digest), Buffer.from(data), inlineLimit);
}

/** By its number of bytes, which decides how a worker stores it. The body is not checked yet. */
function isSmall(body: unknown): boolean {
  const object: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "object") : null;
  const bytes: unknown = typeof object === "object" && object !== null ? Reflect.get(object, "bytes") : null;
  return typeof bytes === "number" && bytes <= inlineLimit;
}
