import { randomBytes } from "node:crypto";
import { constants, crc32, zstdCompressSync } from "node:zlib";
import type { SchemaRef } from "../../domain/index.ts";
import { createSealer, type SegmentCipher } from "./segment-cipher.ts";

/*
 * The stored form of a message, the same in the database and in a file:
 *
 *   header   "WCTO", version, flags, 0, 0        with flag 1 (encrypted): 16 more random bytes
 *   chunks   about 1 MiB of whole lines each, compressed separately, then encrypted
 *   index    offsets and elements of the chunks, then encrypted
 *   footer   length of the index, CRC-32 of header and index, "WCTE"
 */

export const chunkSize = 1 << 20;
export const headerLength = 8;
export const objectIdLength = 16;
export const footerLength = 12;
export const encryptedFlag = 1;
export const startMagic = "WCTO";
export const endMagic = "WCTE";
export const containerVersion = 1;
/** The value for "no stream" in a 48-bit field. */
export const noElements = 2 ** 48 - 1;
export const entryLength = 31;
export const fixedIndexLength = 24;

/** The segment number of the index. No chunk can have it. */
export const indexSegment = 2 ** 32 - 1;
/** Smaller chunks cost more to compress than that saves, because every call creates a zstd context. */
const worthCompressing = 4096;
const zstdOptions = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

export type ChunkCodec = "plain" | "zstd";

export interface ChunkEntry {
  readonly storedOffset: number;
  readonly storedLength: number;
  readonly rawOffset: number;
  readonly rawLength: number;
  /** Number of the first element that starts in the chunk. */
  readonly firstElement: number;
  readonly codec: ChunkCodec;
  /** CRC-32 of the stored bytes. */
  readonly checksum: number;
}

/** The facts about a message that its container stores. */
export interface ContainerIndex {
  readonly schema: SchemaRef;
  readonly elements: number | null;
  readonly bytes: number;
  /** Offset of the last line in the message's bytes. */
  readonly restOffset: number;
  readonly chunks: readonly ChunkEntry[];
}

/** Writes one container piece by piece. */
export class ContainerWriter {
  readonly #write: (bytes: Uint8Array) => void;
  readonly #header: Buffer;
  readonly #seal: SegmentCipher | null;
  readonly #chunks: ChunkEntry[] = [];
  #rawBytes = 0;
  #storedBytes = 0;

  constructor(write: (bytes: Uint8Array) => void, key: Uint8Array | null) {
    this.#write = write;
    const objectId = key === null ? null : randomBytes(objectIdLength);
    this.#header = objectId === null ? plainStart : Buffer.concat([startOf(true), objectId]);
    this.#seal = key === null || objectId === null ? null : createSealer(key, objectId);
    this.#put(this.#header);
  }

  get storedBytes(): number {
    return this.#storedBytes;
  }

  /** Appends a chunk of whole lines. */
  chunk(raw: Uint8Array, firstElement: number): void {
    const codec: ChunkCodec = raw.length < worthCompressing ? "plain" : "zstd";
    const packed = codec === "plain" ? raw : zstdCompressSync(raw, zstdOptions);
    const stored = this.#seal === null ? packed : this.#seal(this.#chunks.length, packed);
    this.#chunks.push({
      storedOffset: this.#storedBytes,
      storedLength: stored.length,
      rawOffset: this.#rawBytes,
      rawLength: raw.length,
      firstElement,
      codec,
      checksum: crc32(stored),
    });
    this.#rawBytes += raw.length;
    this.#put(stored);
  }

  /** Appends index and footer. */
  finish(message: Omit<ContainerIndex, "chunks">): void {
    const plain = encodeIndex({ ...message, chunks: this.#chunks });
    const index = this.#seal === null ? plain : this.#seal(indexSegment, plain);
    const footer = Buffer.allocUnsafe(footerLength);
    footer.writeUInt32LE(index.length, 0);
    footer.writeUInt32LE(crc32(index, crc32(this.#header)), 4);
    footer.write(endMagic, 8, "latin1");
    this.#put(index);
    this.#put(footer);
  }

  #put(bytes: Uint8Array): void {
    this.#write(bytes);
    this.#storedBytes += bytes.length;
  }
}

function startOf(encrypted: boolean): Buffer {
  const start = Buffer.alloc(headerLength);
  start.write(startMagic, 0, "latin1");
  start[4] = containerVersion;
  start[5] = encrypted ? encryptedFlag : 0;
  return start;
}

/** The header of unencrypted containers. It is shared, so never write to it. */
const plainStart = startOf(false);

function encodeIndex(index: ContainerIndex): Buffer {
  const schema = Buffer.from(index.schema);
  const bytes = Buffer.allocUnsafe(fixedIndexLength + schema.length + index.chunks.length * entryLength);
  bytes.writeUIntLE(index.bytes, 0, 6);
  bytes.writeUIntLE(index.elements ?? noElements, 6, 6);
  bytes.writeUIntLE(index.restOffset, 12, 6);
  bytes.writeUInt16LE(schema.length, 18);
  bytes.writeUInt32LE(index.chunks.length, 20);
  bytes.set(schema, fixedIndexLength);
  let at = fixedIndexLength + schema.length;
  for (const chunk of index.chunks) {
    bytes.writeUIntLE(chunk.storedOffset, at, 6);
    bytes.writeUInt32LE(chunk.storedLength, at + 6);
    bytes.writeUIntLE(chunk.rawOffset, at + 10, 6);
    bytes.writeUInt32LE(chunk.rawLength, at + 16);
    bytes.writeUIntLE(chunk.firstElement, at + 20, 6);
    bytes[at + 26] = chunk.codec === "zstd" ? 1 : 0;
    bytes.writeUInt32LE(chunk.checksum, at + 27);
    at += entryLength;
  }
  return bytes;
}
