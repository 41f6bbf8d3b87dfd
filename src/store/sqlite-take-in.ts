import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CopiedObject, Digest, RunCopy } from "../domain/index.ts";
import { idTaken, withoutErased } from "./copy.ts";
import { type FileMark, type ObjectFolder, objectPath, openFileSink } from "./file-objects.ts";
import { names } from "./folder.ts";
import { ChainWalk, genesisHash, hexDigest } from "./frames.ts";
import { inlineLimit } from "./message-writer.ts";
import { removeOwnFiles } from "./prune-files.ts";
import { bytesOf, numberOf } from "./rows.ts";
import { emptyProjection, projectEvents, type RunProjection } from "./runs-projection.ts";
import type { Connection } from "./sqlite-connection.ts";
import { frameKey, prepareWrites, saveProjection, type WriteStatements } from "./sqlite-run-writer.ts";

/** An object that is ready for the transaction that names it. */
interface ReadyObject {
  readonly digest: Digest;
  readonly bytes: number;
  readonly elements: number | null;
  readonly storedBytes: number;
  /** Null: its file is in place. */
  readonly data: Uint8Array | null;
}

/**
 * Takes a run in. Large objects become files first, which nobody sees: one transaction then makes the run, its frames
 * and its objects known. What was put in place and is not needed then is removed. A process that is killed before
 * leaves files that a prune collects, and nothing else.
 */
export async function takeIn(connection: Connection, copy: RunCopy): Promise<"imported" | "present"> {
  if (isPresent(connection, copy)) return "present";
  const staging = new Staging(connection);
  try {
    return await stageAndEnter(connection, withoutErased(copy, erasedHere(connection)), staging);
  } finally {
    staging.tidy();
  }
}

async function stageAndEnter(connection: Connection, copy: RunCopy, staging: Staging): Promise<"imported" | "present"> {
  const { folder } = staging;
  const objects: ReadyObject[] = [];
  for (const object of copy.objects) objects.push(await staging.ready(object));
  for (;;) {
    const entered = connection.transaction(() => enter(connection, copy, { folder, objects }));
    if (typeof entered === "string") return entered;
    for (const object of copy.objects) if (entered.has(object.digest)) await staging.ready(object);
  }
}

/** Makes objects ready for the transaction that names them, and remembers the files that this takes. */
class Staging {
  readonly folder: ObjectFolder;
  readonly #connection: Connection;
  readonly #files = new Map<Digest, FileMark>();

  constructor(connection: Connection) {
    const { dir } = connection;
    this.#connection = connection;
    this.folder = { dir, root: join(dir, names.objects), temporary: join(dir, names.temporary), isDurable: true };
  }

  /** The same rule as when it was recorded: an object is never in the database and in a file. */
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

  /** Removes what no record names now. */
  tidy(): void {
    try {
      removeOwnFiles(this.#connection, this.#files);
    } catch {
      // What becomes of the run is decided already; the next prune collects the files.
    }
  }
}

interface Staged {
  readonly folder: ObjectFolder;
  readonly objects: readonly ReadyObject[];
}

/**
 * Under the write lock: another process may have taken the run in, erased some of it, or pruned files that nobody named
 * yet, meanwhile. Returns the digests of such files, and has then changed nothing.
 */
function enter(
  connection: Connection,
  copy: RunCopy,
  { folder, objects }: Staged,
): "imported" | "present" | ReadonlySet<Digest> {
  if (isPresent(connection, copy)) return "present";
  const now = withoutErased(copy, erasedHere(connection));
  const stays = new Set(now.objects.map(({ digest }) => digest));
  const staying = objects.filter(({ digest }) => stays.has(digest));
  const lost = staying.filter(({ digest, data }) => data === null && !existsSync(objectPath(folder.root, digest)));
  if (lost.length > 0) return new Set(lost.map(({ digest }) => digest));
  insert(connection, now, staying);
  return "imported";
}

function erasedHere(connection: Connection): ReadonlyMap<Digest, string> {
  const select = connection.prepare(
    "SELECT digest, max(at) AS at FROM dropped WHERE reason = 'erased' GROUP BY digest",
  );
  const rows = connection.read(() => select.all());
  return new Map(rows.map((row) => [hexDigest(bytesOf(row, "digest")), new Date(numberOf(row, "at")).toISOString()]));
}

/** Throws WCT_BUNDLE_CONFLICT when the id belongs to another record. */
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

function insert(connection: Connection, copy: RunCopy, objects: readonly ReadyObject[]): void {
  const writes = prepareWrites(connection);
  for (const { digest, bytes, elements, storedBytes, data } of objects) {
    writes.insertObject.run(Buffer.from(digest, "hex"), bytes, elements, storedBytes, data);
  }
  const row = connection.prepare("INSERT INTO runs (id, head, imported) VALUES (?, ?, ?)");
  const runKey = Number(row.run(copy.run, genesisHash(copy.run), copy.content).lastInsertRowid);
  const projection = insertFrames(writes, runKey, copy);
  saveProjection(writes, runKey, { projection, head: Buffer.from(copy.head, "hex") });
  const tombstone = connection.prepare("INSERT INTO dropped (run_key, digest, at, reason) VALUES (?, ?, ?, ?)");
  for (const { digest, reason, at } of copy.gone) {
    tombstone.run(runKey, Buffer.from(digest, "hex"), at === null ? 0 : Date.parse(at), reason);
  }
}

function insertFrames(writes: WriteStatements, runKey: number, { run, frames }: RunCopy): RunProjection {
  let projection = emptyProjection;
  for (const [frame, events] of new ChainWalk(run).trusted(frames())) {
    projection = projectEvents(projection, events);
    writes.insertFrame.run(frameKey(runKey, frame.firstSeq), frame.lastSeq, frame.body, frame.hash);
  }
  return projection;
}
