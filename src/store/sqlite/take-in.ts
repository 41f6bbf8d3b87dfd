import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CopiedObject, Digest, RunCopy } from "../../domain/index.ts";
import { type FileMark, type HeadFiles, names, type ObjectFolder, objectPath, openFileSink } from "../disk/index.ts";
import { inlineLimit } from "../objects/index.ts";
import { type CopiedRecord, genesisHash, hexDigest, idTaken, readCopiedRecord } from "../records/index.ts";
import { withoutErased } from "../retention/index.ts";
import { bytesOf, numberOf } from "../rows/index.ts";
import type { Connection } from "./connection.ts";
import { removeOwnFiles } from "./prune-files.ts";
import { frameKey, prepareWrites, saveProjection } from "./run-writer.ts";

/** An object that is ready for the transaction that names it. */
interface ReadyObject {
  readonly digest: Digest;
  readonly bytes: number;
  readonly elements: number | null;
  readonly storedBytes: number;
  /** Null: its file is already in place. */
  readonly data: Uint8Array | null;
}

/**
 * Imports a run. Large objects become files first, which are not visible. One transaction then adds the run, its frames
 * and its objects. Files that turn out not to be needed are deleted afterwards. A process that is killed leaves only
 * files, which a prune deletes.
 */
export async function takeIn(connection: Connection, heads: HeadFiles, copy: RunCopy): Promise<"imported" | "present"> {
  if (isPresent(connection, copy)) return "present";
  const staging = new Staging(connection);
  try {
    const entered = await stageAndEnter(connection, withoutErased(copy, erasedHere(connection)), staging);
    if (entered === "imported")
      await heads.keep(copy.run, { events: copy.events, head: Buffer.from(copy.head, "hex") });
    return entered;
  } finally {
    staging.deleteUnnamed();
  }
}

async function stageAndEnter(connection: Connection, copy: RunCopy, staging: Staging): Promise<"imported" | "present"> {
  const { folder } = staging;
  const objects: ReadyObject[] = [];
  for (const object of copy.objects) objects.push(await staging.ready(object));
  const record = await readCopiedRecord(copy);
  for (;;) {
    const entered = connection.transaction(() => enter(connection, copy, { folder, objects, record }));
    if (typeof entered === "string") return entered;
    for (const object of copy.objects) if (entered.has(object.digest)) await staging.ready(object);
  }
}

/** Prepares objects for the transaction that names them, and remembers the files that it created. */
class Staging {
  readonly folder: ObjectFolder;
  readonly #connection: Connection;
  readonly #files = new Map<Digest, FileMark>();

  constructor(connection: Connection) {
    const { dir } = connection;
    this.#connection = connection;
    this.folder = { dir, root: join(dir, names.objects), temporary: join(dir, names.temporary), isDurable: true };
  }

  /** Uses the same rule as recording, so that an object is never both in the database and in a file. */
  async ready(object: CopiedObject): Promise<ReadyObject> {
    const { digest, bytes, elements, storedBytes } = object;
    if (bytes <= inlineLimit) {
      return { digest, bytes, elements, storedBytes, data: Buffer.concat(await piecesOf(object)) };
    }
    await this.#write(object);
    return { digest, bytes, elements, storedBytes, data: null };
  }

  async #write({ digest, pieces }: CopiedObject): Promise<void> {
    const sink = openFileSink(this.folder);
    try {
      for await (const piece of pieces()) sink.write(piece);
      this.#files.set(digest, sink.mark());
    } catch (error) {
      sink.abort();
      throw error;
    }
    await sink.commit(digest);
  }

  /** Deletes created files that no record names. */
  deleteUnnamed(): void {
    try {
      removeOwnFiles(this.#connection, this.#files);
    } catch {
      // The import has already succeeded or failed. The next prune deletes the files.
    }
  }
}

interface Staged {
  readonly folder: ObjectFolder;
  readonly objects: readonly ReadyObject[];
  readonly record: CopiedRecord;
}

/**
 * Runs under the write lock. In the meantime another process may have imported the run, erased some of its content, or
 * pruned files that no record named yet. Returns the digests of such files without changing anything.
 */
function enter(
  connection: Connection,
  copy: RunCopy,
  { folder, objects, record }: Staged,
): "imported" | "present" | ReadonlySet<Digest> {
  if (isPresent(connection, copy)) return "present";
  const now = withoutErased(copy, erasedHere(connection));
  const stays = new Set(now.objects.map(({ digest }) => digest));
  const staying = objects.filter(({ digest }) => stays.has(digest));
  const lost = staying.filter(({ digest, data }) => data === null && !existsSync(objectPath(folder.root, digest)));
  if (lost.length > 0) return new Set(lost.map(({ digest }) => digest));
  insert(connection, now, { objects: staying, record });
  return "imported";
}

function erasedHere(connection: Connection): ReadonlyMap<Digest, string> {
  const select = connection.prepare(
    "SELECT digest, max(at) AS at FROM dropped WHERE reason = 'erased' GROUP BY digest",
  );
  const rows = connection.read(() => select.all());
  return new Map(rows.map((row) => [hexDigest(bytesOf(row, "digest")), new Date(numberOf(row, "at")).toISOString()]));
}

/** Throws WCT_BUNDLE_CONFLICT if the id belongs to another record. */
function isPresent(connection: Connection, { run, head }: RunCopy): boolean {
  const select = connection.prepare("SELECT head FROM runs WHERE id = ?");
  const row = connection.read(() => select.get(run));
  if (row === undefined) return false;
  const here = hexDigest(bytesOf(row, "head"));
  if (here !== head) throw idTaken(run, { here, there: head });
  return true;
}

async function piecesOf({ pieces }: CopiedObject): Promise<readonly Uint8Array[]> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces()) all.push(piece);
  return all;
}

function insert(connection: Connection, copy: RunCopy, { objects, record }: Pick<Staged, "objects" | "record">): void {
  const writes = prepareWrites(connection);
  for (const { digest, bytes, elements, storedBytes, data } of objects) {
    writes.insertObject.run(Buffer.from(digest, "hex"), bytes, elements, storedBytes, data);
  }
  const row = connection.prepare("INSERT INTO runs (id, head, imported) VALUES (?, ?, ?)");
  const runKey = Number(row.run(copy.run, genesisHash(copy.run), copy.content).lastInsertRowid);
  for (const { firstSeq, lastSeq, body, hash } of record.frames) {
    writes.insertFrame.run(frameKey(runKey, firstSeq), lastSeq, body, hash);
  }
  saveProjection(writes, runKey, { projection: record.projection, head: Buffer.from(copy.head, "hex") });
  const tombstone = connection.prepare("INSERT INTO dropped (run_key, digest, at, reason) VALUES (?, ?, ?, ?)");
  for (const { digest, reason, at } of copy.gone) {
    tombstone.run(runKey, Buffer.from(digest, "hex"), at === null ? 0 : Date.parse(at), reason);
  }
}
