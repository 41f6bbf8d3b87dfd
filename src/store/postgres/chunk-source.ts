import type { Digest } from "../../domain/index.ts";
import { type ByteSource, DamagedObject, objectAbsent } from "../objects/index.ts";
import type { Database } from "./database.ts";
import { digestBytes } from "./run-rows.ts";
import { chunkLength } from "./upload.ts";

/** An object that is in chunks. */
interface ChunkedBytes {
  readonly digest: Digest;
  readonly objectKey: number;
  readonly size: number;
}

/** Chunks that are read together once a reader goes through an object in order. As many again are on their way. */
const readAhead = 4;

/** Returns the source of an object's bytes. */
export const chunkSource = (database: Database, object: ChunkedBytes): ByteSource => new ChunkSource(database, object);

interface ChunkBatch {
  readonly first: number;
  readonly count: number;
  readonly chunks: Promise<readonly Buffer[]>;
}

const isIn = ({ first, count }: ChunkBatch, number: number): boolean => number >= first && number < first + count;

/**
 * Keeps the last chunks, because the next read usually begins in them. While a reader goes through the object, the server
 * sends the next ones.
 */
class ChunkSource implements ByteSource {
  readonly size: number;
  readonly #database: Database;
  readonly #object: ChunkedBytes;
  #current: ChunkBatch | null = null;
  #next: ChunkBatch | null = null;

  constructor(database: Database, object: ChunkedBytes) {
    this.#database = database;
    this.#object = object;
    this.size = object.size;
  }

  async read(offset: number, length: number): Promise<Buffer> {
    if (offset + length > this.size) throw new DamagedObject("beyond the end");
    const first = await this.#from(offset);
    if (first.length >= length) return first.subarray(0, length);
    const bytes = Buffer.allocUnsafe(length);
    for (let at = first.copy(bytes); at < length; ) {
      at += (await this.#from(offset + at)).copy(bytes, at);
    }
    return bytes;
  }

  /** Returns the rest of the chunk that has the byte at `offset`. */
  async #from(offset: number): Promise<Buffer> {
    const number = Math.floor(offset / chunkLength);
    const batch = this.#batchOf(number);
    const chunk = (await batch.chunks)[number - batch.first];
    if (chunk === undefined) return await this.#refuse();
    return chunk.subarray(offset - number * chunkLength);
  }

  #batchOf(number: number): ChunkBatch {
    const current = this.#current;
    if (current !== null && isIn(current, number)) return current;
    const isNext = current !== null && number === current.first + current.count;
    const coming = this.#next;
    const batch = coming !== null && isIn(coming, number) ? coming : this.#fetch(number, isNext ? readAhead : 1);
    const after = batch.first + batch.count;
    this.#current = batch;
    this.#next = isNext && after * chunkLength < this.size ? this.#fetch(after, readAhead) : null;
    return batch;
  }

  #fetch(first: number, atMost: number): ChunkBatch {
    const count = Math.min(atMost, Math.ceil(this.size / chunkLength) - first);
    const chunks = this.#read(first, count);
    // Reported when the chunks are needed.
    chunks.catch(() => undefined);
    return { first, count, chunks };
  }

  async #read(first: number, count: number): Promise<readonly Buffer[]> {
    const { objectKey } = this.#object;
    const rows = await this.#database.copied(
      `SELECT number, data FROM wct.chunks WHERE object_key = ${objectKey} AND number >= ${first} AND number < ${first + count} ORDER BY number`,
    );
    const chunks = rows.flatMap(([number, data], i) =>
      number?.readInt32BE(0) === first + i && data !== undefined ? [data] : [],
    );
    if (chunks.length < count) return await this.#refuse();
    for (const [i, { length }] of chunks.entries()) {
      // A chunk of another length would shift all that follows.
      if (length !== Math.min(chunkLength, this.size - (first + i) * chunkLength))
        throw new DamagedObject("chunk length");
    }
    return chunks;
  }

  /** The object was deleted after it was found, or a chunk of it is missing. */
  async #refuse(): Promise<never> {
    const { digest } = this.#object;
    const rows = await this.#database.rows("SELECT 1 FROM wct.objects WHERE digest = $1", [digestBytes(digest)]);
    throw rows.length === 0 ? objectAbsent(digest) : new DamagedObject("missing chunk");
  }
}
