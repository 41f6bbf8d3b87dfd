import type { FileSource, FormatPiece, FormatReader } from "../../piece.ts";
import { wholeBytes } from "../../sources/index.ts";

const signature = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

export const isCompoundFile = ({ head }: FileSource): boolean => signature.every((byte, index) => head[index] === byte);

/** Names of streams by which compound files are told apart, and what to say of each. */
const kinds: readonly (readonly [stream: string, reason: string])[] = [
  ["EncryptedPackage", "protected by a password"],
  ["WordDocument", "old Word format; save it as .docx"],
  ["Workbook", "old Excel format; save it as .xlsx"],
  ["Book", "old Excel format; save it as .xlsx"],
  ["PowerPoint Document", "old PowerPoint format; save it as .pptx"],
];

/** Tells apart compound files: protected Office documents, and those of the formats before 2007. */
export const compoundReader: FormatReader = {
  format: "compound file",
  reads: isCompoundFile,
  read: function* (source): Generator<FormatPiece, void, void> {
    const names = streamNames(source);
    const [, reason = "Office document or database of an old format"] =
      kinds.find(([stream]) => names.has(stream)) ?? [];
    yield { kind: "notice", path: source.path, reason, read: 0, total: source.size };
  },
};

/** A directory is anywhere in the file; what is larger than this is not searched. */
const maxSearched = 64 * 1024 * 1024;

/** Names of the streams and storages of a compound file, from its directory. Empty if it is damaged. */
export function streamNames(source: FileSource): ReadonlySet<string> {
  const bytes = wholeBytes(source.pieces(), maxSearched);
  if (bytes === undefined || bytes.length < 512) return new Set();
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const sectorBytes = view.readUInt16LE(30) === 12 ? 4096 : 512;
  const names = new Set<string>();
  const seen = new Set<number>();
  let sector = view.readUInt32LE(48);
  while (sector < 0xfffffffa && !seen.has(sector)) {
    seen.add(sector);
    const start = (sector + 1) * sectorBytes;
    if (start + sectorBytes > view.length) break;
    for (let at = start; at < start + sectorBytes; at += 128) {
      const length = view.readUInt16LE(at + 64);
      if (length >= 2 && length <= 64) names.add(view.subarray(at, at + length - 2).toString("utf16le"));
    }
    sector = nextSector(view, sector, sectorBytes);
  }
  return names;
}

/** The first 109 sectors of the table of sectors are listed in the header, which is enough for 6.8 MB and 512 MB. */
function nextSector(view: Buffer, sector: number, sectorBytes: number): number {
  const perSector = sectorBytes / 4;
  const index = Math.floor(sector / perSector);
  if (index >= 109) return 0xfffffffe;
  const at = (view.readUInt32LE(76 + index * 4) + 1) * sectorBytes + (sector % perSector) * 4;
  return at + 4 <= view.length ? view.readUInt32LE(at) : 0xfffffffe;
}
