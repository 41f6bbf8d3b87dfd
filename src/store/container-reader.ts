import { crc32, zstdDecompressSync } from "node:zlib";
import type { SchemaRef } from "../domain/index.ts";
import {
  type ChunkEntry,
  type ContainerIndex,
  containerVersion,
  encryptedFlag,
  endMagic,
  entryLength,
  fixedIndexLength,
  footerLength,
  headerLength,
  indexSegment,
  noElements,
  objectIdLength,
  startMagic,
} from "./container.ts";
import { createOpener, type SegmentCipher } from "./segment-cipher.ts";

/** Says that stored bytes are not what was written; callers turn it into their coded error. */
export class DamagedObject extends Error {}

/** Where a container's bytes are. */
export interface ByteSource {
  readonly size: number;
  readonly read: (offset: number, length: number) => Promise<Buffer>;
}

/** A container whose header, index and footer are read and checked. */
export interface OpenContainer {
  readonly index: ContainerIndex;
  readonly chunk: (source: ByteSource, number: number) => Promise<Buffer>;
}

/** Reads the two ends of a container. `key`: of the spool, for encrypted ones. Throws DamagedObject. */
export async function openContainer(source: ByteSource, key: Uint8Array | null): Promise<OpenContainer> {
  if (source.size < headerLength + footerLength) throw new DamagedObject("too short");
  const start = await source.read(0, Math.min(headerLength + objectIdLength, source.size));
  const encrypted = checkStart(start, key);
  const header = start.subarray(0, headerLength + (encrypted ? objectIdLength : 0));
  const footer = await source.read(source.size - footerLength, footerLength);
  if (footer.toString("latin1", 8) !== endMagic) throw new DamagedObject("no end");
  const length = footer.readUInt32LE(0);
  const at = source.size - footerLength - length;
  if (at < header.length) throw new DamagedObject("index too long");
  const stored = await source.read(at, length);
  if (crc32(stored, crc32(header)) !== footer.readUInt32LE(4)) throw new DamagedObject("index checksum");
  const open = encrypted && key !== null ? createOpener(key, header.subarray(headerLength)) : null;
  const index = decodeIndex(unsealed(open, indexSegment, stored));
  return { index, chunk: (from, number) => readChunk(from, index, { number, open }) };
}

function checkStart(start: Buffer, key: Uint8Array | null): boolean {
  if (start.toString("latin1", 0, 4) !== startMagic || start[4] !== containerVersion) {
    throw new DamagedObject("not an object");
  }
  const encrypted = start[5] === encryptedFlag;
  if (encrypted !== (key !== null)) throw new DamagedObject("encryption flag");
  return encrypted;
}

function unsealed(open: SegmentCipher | null, segment: number, stored: Buffer): Buffer {
  if (open === null) return stored;
  try {
    return open(segment, stored);
  } catch {
    throw new DamagedObject("authentication tag");
  }
}

async function readChunk(
  source: ByteSource,
  index: ContainerIndex,
  which: { readonly number: number; readonly open: SegmentCipher | null },
): Promise<Buffer> {
  const chunk = index.chunks[which.number];
  if (chunk === undefined) throw new DamagedObject("no such chunk");
  const stored = await source.read(chunk.storedOffset, chunk.storedLength);
  if (crc32(stored) !== chunk.checksum) throw new DamagedObject("chunk checksum");
  const raw = unpack(chunk, unsealed(which.open, which.number, stored));
  if (raw.length !== chunk.rawLength) throw new DamagedObject("chunk length");
  return raw;
}

function unpack(chunk: ChunkEntry, packed: Buffer): Buffer {
  if (chunk.codec === "plain") return packed;
  try {
    return zstdDecompressSync(packed, { maxOutputLength: chunk.rawLength });
  } catch {
    throw new DamagedObject("compression");
  }
}

function decodeIndex(bytes: Buffer): ContainerIndex {
  if (bytes.length < fixedIndexLength) throw new DamagedObject("index too short");
  const schemaLength = bytes.readUInt16LE(18);
  const count = bytes.readUInt32LE(20);
  const entries = fixedIndexLength + schemaLength;
  if (bytes.length !== entries + count * entryLength) throw new DamagedObject("index length");
  const elements = bytes.readUIntLE(6, 6);
  return {
    bytes: bytes.readUIntLE(0, 6),
    elements: elements === noElements ? null : elements,
    restOffset: bytes.readUIntLE(12, 6),
    // Written from a SchemaRef, and covered by the checksum.
    schema: bytes.toString("utf8", fixedIndexLength, entries) as SchemaRef,
    chunks: Array.from({ length: count }, (_, number) => decodeEntry(bytes, entries + number * entryLength)),
  };
}

function decodeEntry(bytes: Buffer, at: number): ChunkEntry {
  return {
    storedOffset: bytes.readUIntLE(at, 6),
    storedLength: bytes.readUInt32LE(at + 6),
    rawOffset: bytes.readUIntLE(at + 10, 6),
    rawLength: bytes.readUInt32LE(at + 16),
    firstElement: bytes.readUIntLE(at + 20, 6),
    codec: bytes[at + 26] === 1 ? "zstd" : "plain",
    checksum: bytes.readUInt32LE(at + 27),
  };
}
