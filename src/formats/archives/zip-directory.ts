import type { FileSource } from "../piece.ts";
import { decodeText, rangeOf, seekable, wholeBytes } from "../sources/index.ts";

/** An entry of the directory of a zip file. Sizes are bytes, as the directory claims them. */
export interface ZipMember {
  readonly name: string;
  readonly isFolder: boolean;
  readonly isEncrypted: boolean;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where its local header is in the file. */
  readonly offset: number;
}

/** A zip file whose directory has been read: members in the order of their data, or why there is none. */
export type ZipDirectory =
  | { readonly source: SeekableSource; readonly members: readonly ZipMember[] }
  | { readonly fault: string };

export type SeekableSource = ReturnType<typeof seekable>;

const startsWithSignature = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));

/** Whether a file starts as a zip file does, also one of several volumes. */
export const isZip = ({ head }: FileSource): boolean =>
  startsWithSignature(head) || (head[0] === 0x50 && head[1] === 0x4b && head[2] === 7 && head[3] === 8);

const remembered = new WeakMap<FileSource, ZipDirectory>();

/** Reads the directory at the end of a zip file, once for each source. */
export function zipDirectory(source: FileSource): ZipDirectory {
  const known = remembered.get(source);
  if (known !== undefined) return known;
  const found = readDirectory(seekable(source));
  remembered.set(source, found);
  return found;
}

const damaged: ZipDirectory = {
  fault: "damaged or incomplete: the list of what is inside, at the end of the ZIP file, is missing",
};

/** The end record has 22 bytes and a comment of at most 64 KiB; that of zip64 and its locator precede it. */
const tailBytes = 22 + 65_535 + 76;
const maxDirectoryBytes = 64 * 1024 * 1024;

interface DirectoryEnd {
  readonly size: number;
  readonly offset: number;
  readonly isSplit: boolean;
  /** Where the end record is in the file. */
  readonly position: number;
}

function readDirectory(source: SeekableSource): ZipDirectory {
  const tail = tailOf(source);
  const end = directoryEnd(tail);
  if (end === undefined) return damaged;
  if (end.isSplit) return { fault: "part of an archive in several volumes" };
  if (end.size > maxDirectoryBytes) return { fault: "archive whose directory is larger than 64 MiB" };
  // Offsets do not count what precedes the archive, such as a program that extracts it.
  const shift = Math.max(0, end.position - end.size - end.offset);
  const bytes = wholeBytes(rangeOf(source, end.offset + shift, end.size), maxDirectoryBytes);
  if (bytes === undefined || bytes.length < end.size) return damaged;
  const members = membersIn(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), shift);
  return members === undefined ? damaged : { source, members: members.toSorted((a, b) => a.offset - b.offset) };
}

interface Tail {
  readonly bytes: Buffer;
  readonly position: number;
}

/** The last bytes of a source. Its size is not trusted where it cannot seek, because an unpacked file's is a claim. */
function tailOf(source: SeekableSource): Tail {
  const start = Math.max(0, source.size - tailBytes);
  let held = Buffer.alloc(0);
  let position = start;
  for (const piece of source.piecesFrom(start)) {
    held = Buffer.concat([held, piece]);
    if (held.length <= tailBytes * 4) continue;
    position += held.length - tailBytes;
    held = Buffer.from(held.subarray(held.length - tailBytes));
  }
  return { bytes: held, position };
}

function directoryEnd({ bytes, position }: Tail): DirectoryEnd | undefined {
  for (let at = bytes.length - 22; at >= 0; at -= 1) {
    if (bytes.readUInt32LE(at) !== 0x06054b50) continue;
    const disk = bytes.readUInt16LE(at + 4);
    const plain = { size: bytes.readUInt32LE(at + 12), offset: bytes.readUInt32LE(at + 16) };
    const wide = zip64End(bytes, at);
    if (wide !== undefined) return { ...wide, position: position + wide.at };
    return { ...plain, isSplit: disk !== 0 && disk !== 0xffff, position: position + at };
  }
  return undefined;
}

function zip64End(bytes: Buffer, end: number): (Omit<DirectoryEnd, "position"> & { readonly at: number }) | undefined {
  const locator = end - 20;
  const at = locator - 56;
  if (at < 0 || bytes.readUInt32LE(locator) !== 0x07064b50 || bytes.readUInt32LE(at) !== 0x06064b50) return undefined;
  const size = Number(bytes.readBigUInt64LE(at + 40));
  const offset = Number(bytes.readBigUInt64LE(at + 48));
  return { size, offset, isSplit: bytes.readUInt32LE(at + 16) !== 0, at };
}

function membersIn(bytes: Buffer, shift: number): readonly ZipMember[] | undefined {
  const members: ZipMember[] = [];
  let at = 0;
  while (at + 46 <= bytes.length) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) return members.length === 0 ? undefined : members;
    const nameLength = bytes.readUInt16LE(at + 28);
    const extraLength = bytes.readUInt16LE(at + 30);
    const next = at + 46 + nameLength + extraLength + bytes.readUInt16LE(at + 32);
    const name = bytes.subarray(at + 46, at + 46 + nameLength);
    const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    members.push(memberAt(bytes.subarray(at), { name, extra, shift }));
    at = next;
  }
  return members;
}

interface MemberParts {
  readonly name: Buffer;
  readonly extra: Buffer;
  readonly shift: number;
}

function memberAt(record: Buffer, { name, extra, shift }: MemberParts): ZipMember {
  const flags = record.readUInt16LE(8);
  const fields = [record.readUInt32LE(24), record.readUInt32LE(20), record.readUInt32LE(42)];
  const [size = 0, packedSize = 0, offset = 0] = withZip64(fields, extra);
  const shown = decodeText(name, (flags & 0x800) !== 0 ? "utf-8" : nameCharset(name)).text;
  return {
    name: shown,
    isFolder: shown.endsWith("/"),
    isEncrypted: (flags & 1) !== 0,
    method: record.readUInt16LE(10),
    crc: record.readUInt32LE(16),
    packedSize,
    size,
    offset: offset + shift,
  };
}

/** Names without the flag for UTF-8 are in the code page of DOS by the format, but often UTF-8 all the same. */
function nameCharset(name: Buffer): string {
  return decodeText(name, "utf-8").hasFaults ? "cp437" : "utf-8";
}

/** Replaces fields of 0xffffffff by those of the zip64 extra field, which has only these, in this order. */
function withZip64(fields: readonly number[], extra: Buffer): readonly number[] {
  let wide: Buffer | undefined;
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === 1) wide = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
  }
  let used = 0;
  return fields.map((field) => {
    if (field !== 0xffffffff || wide === undefined || used + 8 > wide.length) return field;
    used += 8;
    return Number(wide.readBigUInt64LE(used - 8));
  });
}
