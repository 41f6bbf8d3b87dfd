import { join } from "node:path";
import { invariant } from "../diagnostics/index.ts";
import type { ArtifactStore, ArtifactStoreLocation, MessageWriter, SpoolLocation } from "../domain/index.ts";
import { artifactAccess, type ObjectFinder } from "./artifact-access.ts";
import { openBundleArtifacts } from "./bundle/store.ts";
import { fileObject, memoryObject, type ObjectFolder, openFileSink } from "./file-objects.ts";
import { names } from "./folder.ts";
import { hexDigest } from "./frames.ts";
import { createMessageWriter, inlineLimit } from "./message-writer.ts";
import { bytesOf, bytesOrNull } from "./rows.ts";
import { type Connection, openForReading } from "./sqlite-connection.ts";

const page = 1000;

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
  const list = connection.prepare("SELECT digest FROM objects WHERE digest > ? ORDER BY digest LIMIT ?");
  const root = join(dir, names.objects);
  return {
    find(digest) {
      const row = connection.read(() => select.get(Buffer.from(digest, "hex")));
      const data = row === undefined ? null : bytesOrNull(row, "data");
      if (data !== null) return memoryObject(digest, data);
      const spooled = spool === null ? null : fileObject({ dir, root: spool.dir }, digest, spool.key);
      return spooled ?? fileObject({ dir, root }, digest, null);
    },
    async *digests() {
      let after: Uint8Array = new Uint8Array(0);
      for (;;) {
        const rows = connection.read(() => list.all(after, page));
        for (const row of rows) {
          after = bytesOf(row, "digest");
          yield hexDigest(after);
        }
        if (rows.length < page) return;
      }
    },
  };
}
