import { crc32, zstdDecompressSync } from "node:zlib";
import type { SchemaRef } from "../../domain/index.ts";
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

// Compared as numbers, because converting four bytes to text would take longer than all other steps.
const startWord = Buffer.from(startMagic, "latin1").readUInt32BE(0);
const endWord = Buffer.from(endMagic, "latin1").readUInt32BE(0);

/** Thrown if stored bytes are not as they were written. Callers convert it to their coded error. */
export class DamagedObject extends Error {}

/** The source of a container's bytes. */
export interface ByteSource {
  readonly size: number;
  readonly read: (offset: number, length: number) => Promise<Buffer>;
}

/** A container whose header, index and footer are read and validated. */
export interface OpenContainer {
  readonly index: ContainerIndex;
  readonly chunk: (source: ByteSource, number: number) => Promise<Buffer>;
}

/** Reads the two ends of a container. `key`: the key of the spool, for encrypted containers. Throws DamagedObject. */
export async function openContainer(source: ByteSource, key: Uint8Array | null): Promise<OpenContainer> {
  if (source.size < headerLength + footerLength) throw new DamagedObject("too short");
  const start = await source.read(0, Math.min(headerLength + objectIdLength, source.size));
  const encrypted = checkStart(start, key);
  const header = start.subarray(0, headerLength + (encrypted ? objectIdLength : 0));
  const footer = await source.read(source.size - footerLength, footerLength);
  const { at, length } = placeOfIndex(footer, { size: source.size, header });
  const stored = await source.read(at, length);
  checkIndex(footer, { header, stored });
  const open = encrypted && key !== null ? createOpener(key, header.subarray(headerLength)) : null;
  const index = decodeIndex(unsealed(open, indexSegment, stored));
  checkPlaces(index, { start: header.length, end: at });
  return { index, chunk: (from, number) => readChunk(from, index, { number, open }) };
}

/**
 * Reads all of a container in memory that is not encrypted, with the checks of {@link openContainer}. The caller must
 * compare the digest of `raw`, which is stronger than the checksums of uncompressed chunks. `most`: bytes of a message
 * beyond which it is not unpacked.
 */
export function unpackContainer(
  bytes: Buffer,
  most = Number.POSITIVE_INFINITY,
): { readonly index: ContainerIndex; readonly raw: Buffer } {
  if (bytes.length < headerLength + footerLength) throw new DamagedObject("too short");
  checkStart(bytes, null);
  const header = bytes.subarray(0, headerLength);
  const footer = bytes.subarray(bytes.length - footerLength);
  const { at, length } = placeOfIndex(footer, { size: bytes.length, header });
  const stored = bytes.subarray(at, at + length);
  checkIndex(footer, { header, stored });
  const index = decodeIndex(stored);
  checkPlaces(index, { start: header.length, end: at });
  if (index.bytes > most) throw new DamagedObject("message too long");
  const chunks = index.chunks.map((chunk) => {
    const part = bytes.subarray(chunk.storedOffset, chunk.storedOffset + chunk.storedLength);
    if (chunk.codec !== "plain") return checkedChunk(chunk, part, null);
    if (part.length !== chunk.rawLength) throw new DamagedObject("chunk length");
    return part;
  });
  return { index, raw: chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks) };
}

function placeOfIndex(footer: Buffer, { size, header }: { readonly size: number; readonly header: Buffer }) {
  if (footer.readUInt32BE(8) !== endWord) throw new DamagedObject("no end");
  const length = footer.readUInt32LE(0);
  const at = size - footerLength - length;
  if (at < header.length) throw new DamagedObject("index too long");
  return { at, length };
}

function checkIndex(footer: Buffer, { header, stored }: { readonly header: Buffer; readonly stored: Buffer }): void {
  if (crc32(stored, crc32(header)) !== footer.readUInt32LE(4)) throw new DamagedObject("index checksum");
}

function checkStart(start: Buffer, key: Uint8Array | null): boolean {
  if (start.readUInt32BE(0) !== startWord || start[4] !== containerVersion) {
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
  const { open } = which;
  return checkedChunk(chunk, stored, open === null ? null : (sealed) => unsealed(open, which.number, sealed));
}

function checkedChunk(chunk: ChunkEntry, stored: Buffer, unseal: ((sealed: Buffer) => Buffer) | null): Buffer {
  if (crc32(stored) !== chunk.checksum) throw new DamagedObject("chunk checksum");
  const raw = unpack(chunk, unseal === null ? stored : unseal(stored));
  if (raw.length !== chunk.rawLength) throw new DamagedObject("chunk length");
  return raw;
}

function unpack(chunk: ChunkEntry, packed: Buffer): Buffer {
  if (chunk.codec === "plain") return packed;
  try {
    return zstdDecompressSync(packed, { maxOutputLength: chunk.rawLength, chunkSize: Math.max(64, chunk.rawLength) });
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
  const chunks: ChunkEntry[] = [];
  for (let place = entries; place < bytes.length; place += entryLength) chunks.push(decodeEntry(bytes, place));
  return {
    bytes: bytes.readUIntLE(0, 6),
    elements: elements === noElements ? null : elements,
    restOffset: bytes.readUIntLE(12, 6),
    // It was written from a SchemaRef, and the checksum covers it.
    schema: bytes.toString("utf8", fixedIndexLength, entries) as SchemaRef,
    chunks,
  };
}

/** A line becomes a string when it is read, so a chunk must not exceed the maximum length of a string. */
const chunkAtMost = 2 ** 29;

/** A container from elsewhere may have a valid checksum and still claim sizes that exhaust the memory. */
function checkPlaces(index: ContainerIndex, chunks: { readonly start: number; readonly end: number }): void {
  let [stored, raw, element] = [chunks.start, 0, 0];
  for (const chunk of index.chunks) {
    const follows = chunk.storedOffset === stored && chunk.rawOffset === raw && chunk.firstElement >= element;
    if (!follows || chunk.rawLength > chunkAtMost) throw new DamagedObject("place of a chunk");
    [stored, raw, element] = [stored + chunk.storedLength, raw + chunk.rawLength, chunk.firstElement];
  }
  const isWhole = stored === chunks.end && raw === index.bytes && element <= (index.elements ?? 0);
  if (!isWhole || index.restOffset > raw) throw new DamagedObject("size of the chunks");
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
