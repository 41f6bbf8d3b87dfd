import { hash } from "node:crypto";
import type { Digest } from "../../domain/index.ts";
import type { ObjectSink } from "../objects/index.ts";
import { bytesOf, numberOf } from "../rows/index.ts";
import type { Database, Session } from "./database.ts";
import { digestBytes } from "./run-rows.ts";
import { copiedRow } from "./session/copy-rows.ts";
import type { NamelessFile, SpoolFolder } from "./spool-folder.ts";

/** Bytes of an object in one row. */
export const chunkLength = 1 << 20;
/** Bytes of an object that stay in memory until it is complete. */
const bufferLimit = 4 << 20;

const noBytes = Buffer.alloc(0);
/** Chunks per statement, which must end before the driver counts it as lost. */
const chunksAtOnce = 64;

/** An object in its stored form. */
export interface UploadedBytes {
  readonly size: number;
  /** The bytes are valid until the next call. */
  readonly read: (offset: number, length: number) => Buffer;
}

/**
 * Collects an object and stores it when it is complete, since its digest is known only then: in memory up to 4 MiB, else
 * in a file without a name. A writer cannot wait for the database between two writes.
 */
export function uploadSink(database: Database, folder: SpoolFolder): ObjectSink {
  let pieces: Uint8Array[] = [];
  let size = 0;
  let file: NamelessFile | null = null;
  const spill = (): NamelessFile => {
    const opened = folder.openNameless();
    for (const piece of pieces) opened.write(piece);
    pieces = [];
    return opened;
  };
  return {
    write(bytes) {
      size += bytes.length;
      if (file === null && size > bufferLimit) file = spill();
      if (file === null) pieces.push(bytes);
      else file.write(bytes);
    },
    async commit(digest) {
      const whole = file === null ? Buffer.concat(pieces) : null;
      const read = (offset: number, length: number) =>
        whole?.subarray(offset, offset + length) ?? readFile(offset, length);
      const readFile = (offset: number, length: number) => file?.read(offset, length) ?? noBytes;
      try {
        await database.uploads.take(() => stageObject(database, digest, { size, read }));
      } finally {
        file?.close();
      }
    },
    abort() {
      pieces = [];
      file?.close();
    },
  };
}

/**
 * Stores an object that no frame names yet. If the database has it already, only renews its time, so that a prune leaves
 * it; chunks that differ, because they were damaged, are replaced.
 */
async function stageObject(database: Database, digest: Digest, bytes: UploadedBytes): Promise<void> {
  await database.transaction(async (session) => {
    const [made] = await session.rows(
      `INSERT INTO wct.objects (digest, stored_bytes) VALUES ($1, $2)
       ON CONFLICT (digest) DO UPDATE SET staged_at = clock_timestamp()
       RETURNING object_key, xmax = 0 AS is_new, data IS NULL AS is_chunked, stored_bytes`,
      [digestBytes(digest), bytes.size],
    );
    if (made === undefined || made["is_chunked"] !== true) return;
    const objectKey = numberOf(made, "object_key");
    if (made["is_new"] !== true) {
      if (numberOf(made, "stored_bytes") === bytes.size && (await isSame(session, objectKey, bytes))) return;
      await session.run("DELETE FROM wct.chunks WHERE object_key = $1", [objectKey]);
      await session.run("UPDATE wct.objects SET stored_bytes = $2 WHERE object_key = $1", [objectKey, bytes.size]);
    }
    const count = Math.ceil(bytes.size / chunkLength);
    for (let first = 0; first < count; first += chunksAtOnce) {
      await session.copy("wct.chunks (object_key, number, data)", async (send) => {
        for (let number = first; number < Math.min(first + chunksAtOnce, count); number++) {
          await send(
            copiedRow([
              ["bigint", objectKey],
              ["integer", number],
              ["bytea", chunkOf(bytes, number)],
            ]),
          );
        }
      });
    }
  });
}

function chunkOf({ size, read }: UploadedBytes, number: number): Buffer {
  const offset = number * chunkLength;
  return read(offset, Math.min(chunkLength, size - offset));
}

/** Compares digests of chunks, which the server computes, so that no content travels. */
async function isSame(session: Session, objectKey: number, bytes: UploadedBytes): Promise<boolean> {
  const count = Math.ceil(bytes.size / chunkLength);
  for (let number = 0; number < count; number++) {
    const [row] = await session.rows(
      "SELECT sha256(data) AS hash FROM wct.chunks WHERE object_key = $1 AND number = $2",
      [...[objectKey, number]],
    );
    if (row === undefined) return false;
    const here = hash("sha256", chunkOf(bytes, number), "buffer");
    if (!here.equals(bytesOf(row, "hash"))) return false;
  }
  const extra = await session.rows("SELECT 1 FROM wct.chunks WHERE object_key = $1 AND number >= $2 LIMIT 1", [
    ...[objectKey, count],
  ]);
  return extra.length === 0;
}
