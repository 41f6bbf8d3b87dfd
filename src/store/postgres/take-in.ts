import type { CopiedFrame, CopiedObject, Digest, RunCopy, StagedObject } from "../../domain/index.ts";
import { inlineLimit } from "../objects/index.ts";
import { type CopiedRecord, genesisHash, hexDigest, idTaken, readCopiedRecord } from "../records/index.ts";
import { withoutErased } from "../retention/index.ts";
import { bytesOf, numberOf } from "../rows/index.ts";
import type { Database, Session } from "./database.ts";
import { frameValues, insertFrames, projectionSql, projectionValues, writeTombstones } from "./run-rows.ts";
import type { SpoolFolder } from "./spool-folder.ts";
import { uploadSink } from "./upload.ts";
import { commitObjects } from "./write-objects.ts";

type Reader = Pick<Session, "rows">;

/**
 * Imports a run. Large objects are stored first, and are not visible. One transaction then adds the run, its frames and
 * its objects. A process that is killed leaves only objects that a prune deletes.
 */
export async function takeIn(database: Database, folder: SpoolFolder, copy: RunCopy): Promise<"imported" | "present"> {
  if (await isPresent(database, copy)) return "present";
  const wanted = withoutErased(copy, await erasedHere(database));
  const objects: StagedObject[] = [];
  for (const object of wanted.objects) objects.push(await staged(database, folder, object));
  const record = await readCopiedRecord(copy);
  return await database.transaction((session) => enter(session, copy, { objects, record }), "content");
}

interface Staged {
  readonly objects: readonly StagedObject[];
  readonly record: CopiedRecord;
}

/** In the meantime another process may have imported the run, or erased some of its content. */
async function enter(session: Session, copy: RunCopy, { objects, record }: Staged): Promise<"imported" | "present"> {
  if (await isPresent(session, copy)) return "present";
  const now = withoutErased(copy, await erasedHere(session));
  const stays = new Set(now.objects.map(({ digest }) => digest));
  const [row] = await session.rows(
    "INSERT INTO wct.runs (id, head, imported) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING RETURNING run_key",
    [copy.run, genesisHash(copy.run), copy.content],
  );
  // Another process has committed the same id since it was looked for.
  if (row === undefined) return await enter(session, copy, { objects, record });
  const runKey = numberOf(row, "run_key");
  await commitObjects(
    session,
    objects.filter(({ digest }) => stays.has(digest)),
  );
  await insertAll(session, runKey, record.frames);
  await session.run(`UPDATE wct.runs SET ${projectionSql(2)} WHERE run_key = $1`, [
    runKey,
    ...projectionValues(record.projection, Buffer.from(copy.head, "hex")),
  ]);
  await writeTombstones(session, runKey, now.gone);
  return "imported";
}

const framesAtOnce = 100;

async function insertAll(session: Session, runKey: number, frames: readonly CopiedFrame[]): Promise<void> {
  for (let at = 0; at < frames.length; at += framesAtOnce) {
    const some = frames.slice(at, at + framesAtOnce);
    await session.run(
      insertFrames(some.length),
      some.flatMap((frame) => frameValues(runKey, frame)),
    );
  }
}

/** Uses the same rule as recording, so that an object is never both in a row of its own and in chunks. */
async function staged(database: Database, folder: SpoolFolder, object: CopiedObject): Promise<StagedObject> {
  const { digest, bytes, elements, storedBytes, pieces } = object;
  if (bytes <= inlineLimit) {
    const all: Uint8Array[] = [];
    for await (const piece of pieces()) all.push(piece);
    return { kind: "inline", digest, bytes, elements, data: Buffer.concat(all) };
  }
  const sink = uploadSink(database, folder);
  try {
    for await (const piece of pieces()) sink.write(piece);
  } catch (error) {
    sink.abort();
    throw error;
  }
  await sink.commit(digest);
  return { kind: "stored", digest, bytes, elements, storedBytes };
}

async function erasedHere(reader: Reader): Promise<ReadonlyMap<Digest, string>> {
  const rows = await reader.rows(
    "SELECT digest, max(at) AS at FROM wct.dropped WHERE reason = 'erased' GROUP BY digest",
  );
  return new Map(rows.map((row) => [hexDigest(bytesOf(row, "digest")), new Date(numberOf(row, "at")).toISOString()]));
}

/** Throws WCT_BUNDLE_CONFLICT if the id belongs to another record. */
async function isPresent(reader: Reader, { run, head }: RunCopy): Promise<boolean> {
  const [row] = await reader.rows("SELECT head FROM wct.runs WHERE id = $1", [run]);
  if (row === undefined) return false;
  const here = hexDigest(bytesOf(row, "head"));
  if (here !== head) throw idTaken(run, { here, there: head });
  return true;
}
