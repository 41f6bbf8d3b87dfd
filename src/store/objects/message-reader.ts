import { createHash, type Hash, hash } from "node:crypto";
import { isWctError, wctError } from "../../diagnostics/index.ts";
import type { Digest, JsonObject, JsonValue, MessageReader } from "../../domain/index.ts";
import type { ContainerIndex } from "./container.ts";
import {
  type ByteSource,
  DamagedObject,
  type OpenContainer,
  openContainer,
  unpackContainer,
} from "./container-reader.ts";
import { parseElements, parseLastLine } from "./message-bytes.ts";

/** A stored object as bytes that can be read any number of times. */
export interface StoredObject {
  readonly digest: Digest;
  /** Key of the spool; null for objects that are not encrypted. */
  readonly key: Uint8Array | null;
  /** Opens the source of the bytes; `close` releases it. */
  readonly open: () => Promise<{ readonly source: ByteSource; readonly close: () => Promise<void> }>;
  /** The complete stored form, if it is in memory anyway. */
  readonly bytes?: Buffer;
}

const batchSize = 256;

/**
 * Opens a reader that verifies what it reads: every chunk against its checksum and, if all bytes are read, their
 * digest. Throws WCT_RUN_RECORD_CORRUPT, here and later.
 */
export async function openMessage(object: StoredObject): Promise<MessageReader> {
  const container = await withSource(object, (source) => openContainer(source, object.key));
  const { index } = container;
  const chunks = { object, container };
  return {
    schema: index.schema,
    elements: index.elements,
    bytes: index.bytes,
    rest: () => readRest(chunks),
    batches: (from = 0, to = index.elements ?? 0) => coded(object.digest, readBatches(chunks, from, to)),
    raw: () => coded(object.digest, readRaw(chunks)),
  };
}

/** Reads all of an object. Returns whether everything in it is as written. */
export async function isWhole(object: StoredObject): Promise<boolean> {
  if (object.bytes !== undefined) return isIntact(object.digest, object.bytes);
  try {
    await readWhole(object);
    return true;
  } catch (error) {
    if (isWctError(error) && error.code === "WCT_RUN_RECORD_CORRUPT") return false;
    throw error;
  }
}

/** Throws WCT_RUN_RECORD_CORRUPT if anything in an object is not as written. */
export async function checkMessage(object: StoredObject): Promise<void> {
  if (!(await isWhole(object))) throw damaged(object.digest);
}

async function readWhole(object: StoredObject): Promise<void> {
  const reader = await openMessage(object);
  let lines = 0;
  for await (const bytes of reader.raw()) {
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1;
  }
  await reader.rest();
  if (lines !== (reader.elements ?? 0) + 1) throw damaged(object.digest);
}

/**
 * Verifies the stored form in memory. Synchronous, because thousands of small objects are checked before a run is
 * resumed. `most`: the longest message, in bytes, that can be intact.
 */
export function isIntact(digest: Digest, bytes: Buffer, most?: number): boolean {
  try {
    const { index, raw } = unpackContainer(bytes, most);
    if (hash("sha256", raw, "hex") !== digest) return false;
    let lines = 0;
    for (let at = raw.indexOf(10); at >= 0; at = raw.indexOf(10, at + 1)) lines += 1;
    if (lines !== (index.elements ?? 0) + 1) return false;
    // The digest matches, so the bytes are as written. It is therefore the last line if it starts like one.
    const start = `{"schema":${JSON.stringify(index.schema)},"content":`;
    return raw.toString("utf8", index.restOffset, index.restOffset + start.length) === start;
  } catch (error) {
    if (error instanceof DamagedObject) return false;
    throw error;
  }
}

interface Chunks {
  readonly object: StoredObject;
  readonly container: OpenContainer;
}

async function readRest({ object, container }: Chunks): Promise<JsonObject> {
  const { index } = container;
  return await withSource(object, async (source) => {
    const last = index.chunks.length - 1;
    const raw = await chunkOf(container, { source, digest: object.digest, number: last });
    const line = raw.toString("utf8", index.restOffset - (index.chunks[last]?.rawOffset ?? 0));
    const { schema, content } = guarded(() => parseLastLine(line));
    if (schema !== index.schema) throw new DamagedObject("schema");
    return content;
  });
}

async function* readRaw({ object, container }: Chunks): AsyncGenerator<Buffer> {
  const sum = createHash("sha256");
  const { source, close } = await object.open();
  try {
    for (let number = 0; number < container.index.chunks.length; number++) {
      const raw = await container.chunk(source, number);
      sum.update(raw);
      yield raw;
    }
    compare(sum, object.digest);
  } finally {
    await close();
  }
}

async function* readBatches(
  { object, container }: Chunks,
  from: number,
  to: number,
): AsyncGenerator<readonly JsonValue[]> {
  const { index } = container;
  const range = { from: Math.max(0, from), to: Math.min(to, index.elements ?? 0) };
  // Reading everything also verifies the digest. A part is verified by the checksums of its chunks.
  const sum = range.from === 0 && range.to === (index.elements ?? 0) ? createHash("sha256") : null;
  const { source, close } = await object.open();
  try {
    for (let number = 0; number < index.chunks.length; number++) {
      const part = overlap(index, number, range);
      if (part === null && sum === null) continue;
      const raw = await chunkOf(container, { source, digest: object.digest, number });
      sum?.update(raw);
      if (part !== null) yield* parseLines(raw.toString("utf8", 0, part.textLength), part);
    }
    if (sum !== null) compare(sum, object.digest);
  } finally {
    await close();
  }
}

interface ChunkPart {
  /** Number of elements of the chunk to skip, and number to return after these. */
  readonly skip: number;
  readonly take: number;
  /** Number of bytes of the chunk that are element lines. */
  readonly textLength: number;
}

function overlap(index: ContainerIndex, number: number, range: { from: number; to: number }): ChunkPart | null {
  const chunk = index.chunks[number];
  if (chunk === undefined) return null;
  const end = index.chunks[number + 1]?.firstElement ?? index.elements ?? 0;
  const from = Math.max(range.from, chunk.firstElement);
  const take = Math.min(range.to, end) - from;
  if (take <= 0) return null;
  return {
    skip: from - chunk.firstElement,
    take,
    textLength: Math.min(chunk.rawLength, index.restOffset - chunk.rawOffset),
  };
}

function* parseLines(text: string, part: ChunkPart): Generator<readonly JsonValue[]> {
  let start = 0;
  for (let skipped = 0; skipped < part.skip; skipped++) start = lineEnd(text, start);
  for (let left = part.take; left > 0; left -= batchSize) {
    let end = start;
    for (let line = Math.min(left, batchSize); line > 0; line--) end = lineEnd(text, end);
    const lines = text.slice(start, end);
    yield guarded(() => parseElements(lines));
    start = end;
  }
}

function lineEnd(text: string, start: number): number {
  const at = text.indexOf("\n", start);
  if (at < 0) throw new DamagedObject("lines");
  return at + 1;
}

async function chunkOf(
  container: OpenContainer,
  at: { readonly source: ByteSource; readonly digest: Digest; readonly number: number },
): Promise<Buffer> {
  const raw = await container.chunk(at.source, at.number);
  if (container.index.chunks.length === 1 && hash("sha256", raw, "hex") !== at.digest)
    throw new DamagedObject("digest");
  return raw;
}

function compare(sum: Hash, digest: Digest): void {
  if (sum.digest("hex") !== digest) throw new DamagedObject("digest");
}

/** A SyntaxError quotes the invalid text, which is content and must not leak. */
function guarded<T>(parse: () => T): T {
  try {
    return parse();
  } catch {
    throw new DamagedObject("JSON");
  }
}

async function withSource<T>(object: StoredObject, use: (source: ByteSource) => Promise<T>): Promise<T> {
  try {
    const { source, close } = await object.open();
    try {
      return await use(source);
    } finally {
      await close();
    }
  } catch (error) {
    throw error instanceof DamagedObject ? damaged(object.digest) : error;
  }
}

async function* coded<T>(digest: Digest, items: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* items;
  } catch (error) {
    throw error instanceof DamagedObject ? damaged(digest) : error;
  }
}

function damaged(digest: Digest) {
  return wctError("WCT_RUN_RECORD_CORRUPT", {
    message: `object ${digest.slice(0, 12)} is damaged: its bytes differ from those that were written`,
    hint: "run `wct verify` to list all damage, and restore the store from a backup",
  });
}
