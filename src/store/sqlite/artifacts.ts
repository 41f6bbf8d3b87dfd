import { join } from "node:path";
import { invariant } from "../../diagnostics/index.ts";
import type { ArtifactStore, ArtifactStoreLocation, Digest, MessageWriter } from "../../domain/index.ts";
import { fileObject, names, type ObjectFolder, openFileSink, type SpoolLocation } from "../disk/index.ts";
import {
  artifactAccess,
  createMessageWriter,
  type FoundObject,
  inlineLimit,
  memoryObject,
  type ObjectFinder,
  type StoredObject,
} from "../objects/index.ts";
import { hexDigest } from "../records/index.ts";
import { bytesOf, bytesOrNull, numberOf } from "../rows/index.ts";
import { type Connection, openForReading } from "./connection.ts";

const page = 1000;
/** Number of objects that are read together. Each has at most 64 KiB, so they easily fit into memory. */
const manyAtOnce = 256;

/** The location of a store in SQLite. `spool` is null if it was opened for reading. */
export interface SqliteLocation extends ArtifactStoreLocation {
  readonly kind: "sqlite";
  readonly dir: string;
  readonly spool: SpoolLocation | null;
}

export const isSqliteLocation = (location: ArtifactStoreLocation): location is SqliteLocation =>
  location.kind === "sqlite";

/** Returns the objects of a store's folder and database. `mode` determines whether there are writers. */
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

/** Opens the objects of a store's folder and database with a separate connection. Stages what it writes. */
export function openSqliteArtifacts(location: SqliteLocation): ArtifactStore & { readonly close: () => Promise<void> } {
  const connection = openForReading(location.dir);
  return { ...sqliteArtifacts(connection, location, "write"), close: async () => connection.close() };
}

function stagingWriter({ dir, spool }: SqliteLocation, isSpooled: boolean): MessageWriter {
  const folder = isSpooled ? spoolFolder(dir, spool) : objectFolder(dir);
  return createMessageWriter({
    openSink: () => openFileSink(folder),
    // Spooled content must not reach the database, even if it is small.
    inlineLimit: isSpooled ? -1 : inlineLimit,
    sinkKind: isSpooled ? "spooled" : "stored",
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
  // One statement for many objects takes half the time of one per object.
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
    async find(digest) {
      const row = connection.read(() => select.get(Buffer.from(digest, "hex")));
      return stored(digest, row === undefined ? null : bytesOrNull(row, "data"));
    },
    async *findAll(digests) {
      for (const part of parts(digests, manyAtOnce)) {
        const rows = connection.read(() => selectMany.all(JSON.stringify(part)));
        yield rows.flatMap((row): FoundObject[] => {
          const digest = part[numberOf(row, "place")];
          return digest === undefined ? [] : [[digest, stored(digest, bytesOrNull(row, "data"))]];
        });
      }
    },
    digests: () => allDigests(connection),
  };
}

/** Yields all digests, ascending. May include objects that are committed in the meantime. */
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
