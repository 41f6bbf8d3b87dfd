import { join } from "node:path";
import { invariant } from "../diagnostics/index.ts";
import type { ArtifactStore, ArtifactStoreLocation, Digest, MessageWriter, SpoolLocation } from "../domain/index.ts";
import { artifactAccess, type ObjectFinder } from "./artifact-access.ts";
import { openBundleArtifacts } from "./bundle/store.ts";
import { fileObject, memoryObject, type ObjectFolder, openFileSink } from "./file-objects.ts";
import { names } from "./folder.ts";
import { hexDigest } from "./frames.ts";
import type { StoredObject } from "./message-reader.ts";
import { createMessageWriter, inlineLimit } from "./message-writer.ts";
import { bytesOf, bytesOrNull, numberOf } from "./rows.ts";
import { type Connection, openForReading } from "./sqlite-connection.ts";

const page = 1000;
/** Objects that are read together: of up to 64 KiB each, so that they fit into memory by far. */
const manyAtOnce = 256;

type SqliteLocation = Extract<ArtifactStoreLocation, { readonly kind: "sqlite" }>;

/** The objects of a store's folder and database. `mode` decides whether there are writers. */
export function sqliteArtifacts(
  connection: Connection,
  location: SqliteLocation,
  mode: "write" | "read",
): ArtifactStore {
  const finder = sqliteFinder(connection, location);
  return {
    location,
    ...artifactAccess(finder),
    writer(options) {
      invariant(mode === "write", "a store that was opened for reading was written to");
      return stagingWriter(location, options?.spool ?? false);
    },
  };
}

/** An ArtifactStore of its own for a worker thread: reads the database or the bundle, stages what it writes. */
export function openArtifactReader(location: ArtifactStoreLocation): ArtifactStore & { readonly close: () => void } {
  if (location.kind === "bundle") return openBundleArtifacts(location.dir);
  const connection = openForReading(location.dir);
  return { ...sqliteArtifacts(connection, location, "write"), close: () => connection.close() };
}

function stagingWriter({ dir, spool }: SqliteLocation, isSpooled: boolean): MessageWriter {
  const folder = isSpooled ? spoolFolder(dir, spool) : objectFolder(dir);
  return createMessageWriter({
    openSink: () => openFileSink(folder),
    // Spooled content may not reach the database, however small it is.
    inlineLimit: isSpooled ? -1 : inlineLimit,
    sinkKind: isSpooled ? "spooled" : "file",
    key: isSpooled ? (spool?.key ?? null) : null,
  });
}

function objectFolder(dir: string): ObjectFolder {
  return { dir, root: join(dir, names.objects), temporary: join(dir, names.temporary), isDurable: true };
}

function spoolFolder(dir: string, spool: SpoolLocation | null): ObjectFolder {
  invariant(spool !== null, "content was spooled in a store without a spool");
  return { dir, root: spool.dir, temporary: spool.dir, isDurable: false };
}

/** Finds objects in the database, the spool and the folder. */
export function sqliteFinder(
  connection: Connection,
  { dir, spool }: Pick<SqliteLocation, "dir" | "spool">,
): ObjectFinder {
  const select = connection.prepare("SELECT data FROM objects WHERE digest = ?");
  // One statement for many takes half the time of one for each.
  const selectMany = connection.prepare(
    "SELECT list.key AS place, objects.data FROM json_each(?) AS list LEFT JOIN objects ON digest = unhex(list.value)",
  );
  const root = join(dir, names.objects);
  const stored = (digest: Digest, data: Uint8Array | null): StoredObject | null => {
    if (data !== null) return memoryObject(digest, data);
    const spooled = spool === null ? null : fileObject({ dir, root: spool.dir }, digest, spool.key);
    return spooled ?? fileObject({ dir, root }, digest, null);
  };
  return {
    find(digest) {
      const row = connection.read(() => select.get(Buffer.from(digest, "hex")));
      return stored(digest, row === undefined ? null : bytesOrNull(row, "data"));
    },
    *findAll(digests) {
      for (const part of parts(digests, manyAtOnce)) {
        for (const row of connection.read(() => selectMany.all(JSON.stringify(part)))) {
          const digest = part[numberOf(row, "place")];
          if (digest !== undefined) yield [digest, stored(digest, bytesOrNull(row, "data"))];
        }
      }
    },
    digests: () => allDigests(connection),
  };
}

/** Ascending; what is committed meanwhile may be among them. */
async function* allDigests(connection: Connection): AsyncGenerator<Digest> {
  const list = connection.prepare("SELECT digest FROM objects WHERE digest > ? ORDER BY digest LIMIT ?");
  let after: Uint8Array = new Uint8Array(0);
  for (;;) {
    const rows = connection.read(() => list.all(after, page));
    for (const row of rows) {
      after = bytesOf(row, "digest");
      yield hexDigest(after);
    }
    if (rows.length < page) return;
  }
}

function* parts<T>(items: Iterable<T>, size: number): Generator<readonly T[]> {
  let part: T[] = [];
  for (const item of items) {
    part.push(item);
    if (part.length < size) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}
