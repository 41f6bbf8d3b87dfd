import { invariant } from "../../diagnostics/index.ts";
import type { ArtifactStore, Digest, MessageWriter } from "../../domain/index.ts";
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
import { bytesOf, bytesOrNull, numberOf, type StoredRow } from "../rows/index.ts";
import { chunkSource } from "./chunk-source.ts";
import type { Database } from "./database.ts";
import { digestBytes } from "./run-rows.ts";
import type { SpoolFolder } from "./spool-folder.ts";
import { uploadSink } from "./upload.ts";

/** Number of digests that are listed together, and of objects that are read together: each has at most 64 KiB. */
const page = 1000;
const manyAtOnce = 256;

/** The objects of a database. `spool` has the content that ends with this process; null: nothing is written. */
export function postgresArtifacts(database: Database, spool: SpoolFolder | null): ArtifactStore {
  return {
    // Workers ask this process for their inputs, so that no password reaches the code of a component.
    location: null,
    ...artifactAccess(postgresFinder(database, spool)),
    writer(options): MessageWriter {
      invariant(spool !== null, "a store that was opened for reading was written to");
      const isSpooled = options?.spool ?? false;
      return createMessageWriter({
        openSink: () => (isSpooled ? spool.openSink() : uploadSink(database, spool)),
        // Spooled content must not reach the database, even if it is small.
        inlineLimit: isSpooled ? -1 : inlineLimit,
        sinkKind: isSpooled ? "spooled" : "stored",
        key: isSpooled ? spool.key() : null,
      });
    },
  };
}

/** Finds objects in the spool and the database. */
export function postgresFinder(database: Database, spool: SpoolFolder | null): ObjectFinder {
  const stored = (row: StoredRow): StoredObject => {
    const digest = hexDigest(bytesOf(row, "digest"));
    const data = bytesOrNull(row, "data");
    return data !== null ? memoryObject(digest, data) : chunkedObject(database, digest, row);
  };
  const findMany = async (digests: readonly Digest[]): Promise<readonly FoundObject[]> => {
    const rows = await database.rows(
      "SELECT object_key, digest, stored_bytes, data FROM wct.objects WHERE digest = ANY($1::bytea[])",
      [digests.map(digestBytes)],
    );
    const found = new Map(rows.map((row) => [hexDigest(bytesOf(row, "digest")), stored(row)]));
    return digests.map((digest) => [digest, spool?.find(digest) ?? found.get(digest) ?? null]);
  };
  return {
    find: async (digest) => (await findMany([digest]))[0]?.[1] ?? null,
    async *findAll(digests) {
      const all = [...digests];
      for (let at = 0; at < all.length; at += manyAtOnce) yield await findMany(all.slice(at, at + manyAtOnce));
    },
    async *digests() {
      let after: Uint8Array = Buffer.alloc(0);
      for (;;) {
        const rows = await database.rows(
          "SELECT digest FROM wct.objects WHERE is_committed AND digest > $1 ORDER BY digest LIMIT $2",
          [after, page],
        );
        for (const row of rows) {
          after = bytesOf(row, "digest");
          yield hexDigest(after);
        }
        if (rows.length < page) return;
      }
    },
  };
}

function chunkedObject(database: Database, digest: Digest, row: StoredRow): StoredObject {
  const objectKey = numberOf(row, "object_key");
  const size = numberOf(row, "stored_bytes");
  return {
    digest,
    key: null,
    open: async () => ({
      source: chunkSource(database, { digest, objectKey, size }),
      close: async () => undefined,
    }),
  };
}
