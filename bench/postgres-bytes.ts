import { createHash, randomBytes } from "node:crypto";
import type { Digest } from "../src/domain/index.ts";
import { postgresAddress } from "../src/store/address/index.ts";
import { chunkSource } from "../src/store/postgres/chunk-source.ts";
import { Database } from "../src/store/postgres/database.ts";
import { loadDriver, openPool } from "../src/store/postgres/driver.ts";
import { digestBytes } from "../src/store/postgres/run-rows.ts";
import { SpoolFolder } from "../src/store/postgres/spool-folder.ts";
import { uploadSink } from "../src/store/postgres/upload.ts";

/** Bytes through the store's own way to the server and back, with their digest, but without the form of a message. */
export async function storedBytes(url: string) {
  const address = postgresAddress(url, new Map());
  const sessions = await openPool(await loadDriver(url), address, { isReadOnly: false });
  const database = new Database(sessions, { shown: address.shown });
  const folder = new SpoolFolder();
  const digest = randomBytes(32).toString("hex") as Digest;
  let [size, sum] = [0, ""];
  return {
    async put(megabytes: number, piece: (i: number) => Buffer): Promise<void> {
      const sink = uploadSink(database, folder);
      const hash = createHash("sha256");
      for (let i = 0; i < megabytes; i++) {
        const bytes = piece(i);
        hash.update(bytes);
        sink.write(bytes);
        size += bytes.length;
      }
      sum = hash.digest("hex");
      await sink.commit(digest);
    },
    async get(): Promise<void> {
      const [row] = await database.rows("SELECT object_key FROM wct.objects WHERE digest = $1", [digestBytes(digest)]);
      const source = chunkSource(database, { digest, objectKey: Number(row?.["object_key"]), size });
      const hash = createHash("sha256");
      const step = 1 << 20;
      for (let at = 0; at < size; at += step) hash.update(await source.read(at, Math.min(step, size - at)));
      if (hash.digest("hex") !== sum) throw new Error("other bytes came back");
    },
    async close(): Promise<void> {
      folder.remove();
      await database.close();
    },
  };
}
