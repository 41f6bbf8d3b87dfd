import { isWctError } from "../../diagnostics/index.ts";
import type { ChainReport, Digest, RunEvent, RunId } from "../../domain/index.ts";
import { checkLateChain, differences, type RecordEnd, type RunProjection } from "../records/index.ts";
import { asKept, digestsIn } from "../retention/index.ts";
import { bytesOf, importedOf, numberOf, projectionOf, type StoredRow } from "../rows/index.ts";
import type { Database } from "./database.ts";
import { droppedBy, framesAfter, upTo } from "./run-rows.ts";

/** Checks a record against its chain, its row in the list of runs, and its tombstones; see verifyChain. */
export async function checkRecord(
  database: Database,
  { id, row }: { readonly id: RunId; readonly row: StoredRow },
  each?: (event: RunEvent) => void,
): Promise<ChainReport> {
  const runKey = numberOf(row, "run_key");
  const dropped = await droppedBy(database, runKey);
  const listed = listedIn(row);
  // Later appends come after this end, and are no damage.
  const end = "end" in listed ? listed.end : null;
  const all = framesAfter(database, runKey, 0);
  const frames = end === null ? all : upTo(end.events, all);
  const { report, projection } = await checkLateChain(id, { frames, end, each: asKept(each, dropped) });
  const wrong = "what" in listed ? [listed.what] : [];
  const differing = "what" in listed || report.damage.length > 0 ? [] : differences(projection, listed.projection);
  wrong.push(...differing.map((name) => `the list of runs has another ${name}`));
  for (const digest of await strayTombstones(database, runKey, dropped)) {
    wrong.push(`content ${digest} is recorded as deleted, but no event names it`);
  }
  return { ...report, damage: [...report.damage, ...wrong.map((what) => ({ seq: null, what }))] };
}

/** Returns tombstones of content that the run never named. They must have been written for other content. */
async function strayTombstones(
  database: Database,
  runKey: number,
  dropped: ReadonlySet<Digest>,
): Promise<ReadonlySet<Digest>> {
  const stray = new Set(dropped);
  if (stray.size === 0) return stray;
  for await (const { body } of framesAfter(database, runKey, 0)) {
    for (const digest of digestsIn(body)) stray.delete(digest);
  }
  return stray;
}

/** Returns the run's row in the list of runs, or the reason why it cannot be read. */
function listedIn(
  row: StoredRow,
): { readonly end: RecordEnd; readonly projection: RunProjection } | { readonly what: string } {
  try {
    importedOf(row);
    return { end: { events: numberOf(row, "events"), head: bytesOf(row, "head") }, projection: projectionOf(row) };
  } catch (error) {
    if (!isWctError(error)) throw error;
    return { what: `its row in the list of runs cannot be read: ${error.message}` };
  }
}

/** Returns problems of the database other than its runs and objects. */
export async function examineDatabase(database: Database): Promise<readonly string[]> {
  const [unnamed] = await database.rows(
    "SELECT count(*) AS n FROM wct.runs WHERE id !~ '^run_[0-9]{8}_[0-9]{6}(_[0-9]+)?$'",
  );
  const n = unnamed === undefined ? 0 : numberOf(unnamed, "n");
  return n === 0 ? [] : [`${n} of the rows in the list of runs have no run id`];
}
