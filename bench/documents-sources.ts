import { constants, crc32, deflateRawSync, gzipSync, zstdCompressSync } from "node:zlib";
import type { FileSource } from "../src/formats/index.ts";
import { pdfFile, sheetXml, tarBlock, xlsxFile } from "../src/testing/sample-files.ts";

/** A source of a part that repeats, between a start and an end. The whole is never in memory. */
export function repeatedSource(
  path: string,
  { start = Buffer.alloc(0), part, times, end = Buffer.alloc(0) }: RepeatedBytes,
): FileSource {
  const size = start.length + part.length * times + end.length;
  const from = function* (position: number): Generator<Uint8Array, void, void> {
    let at = position;
    while (at < size) {
      const inner = at - start.length;
      if (inner < 0) yield start.subarray(at);
      else if (inner >= part.length * times) yield end.subarray(inner - part.length * times);
      else yield part.subarray(inner % part.length);
      at = inner < 0 ? start.length : at + (inner >= part.length * times ? size : part.length - (inner % part.length));
    }
  };
  const head = Buffer.concat([start, part]).subarray(0, 262_144);
  return { path, size, head, pieces: () => from(0), piecesFrom: from };
}

interface RepeatedBytes {
  readonly start?: Buffer;
  readonly part: Buffer;
  readonly times: number;
  readonly end?: Buffer;
}

const words = "Dear Petra, the order 4711 was sent to Ulm on 14 March; please call before noon.\n";
const text = Buffer.from(words.repeat(3_000));

const mail = Buffer.from(
  `From ada@example.org Mon Jan  1 10:00:00 2024\nFrom: Ada <ada@example.org>\nTo: Jo <jo@example.org>\nSubject: Order\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n${words.repeat(40).replaceAll("Petra", "M=C3=BCller")}\n`,
);

/** Sources of a size of unpacked bytes, by kind. */
export const bigSources: Readonly<Record<string, (bytes: number) => FileSource>> = {
  mbox: (bytes) => {
    const part = Buffer.concat(Array.from({ length: 64 }, () => mail));
    return repeatedSource("big.mbox", { part, times: Math.ceil(bytes / part.length) });
  },
  tar: (bytes) => {
    const padded = Buffer.concat([tarBlock("a.txt", text.length, "0"), text, Buffer.alloc(512 - (text.length % 512))]);
    return repeatedSource("big.tar", { part: padded, times: Math.ceil(bytes / text.length), end: Buffer.alloc(1_024) });
  },
  gz: (bytes) => repeatedSource("big.txt.gz", { part: gzipSync(text), times: Math.ceil(bytes / text.length) }),
  zst: (bytes) =>
    repeatedSource("big.txt.zst", { part: zstdCompressSync(text), times: Math.ceil(bytes / text.length) }),
  xlsx: (bytes) => bigWorkbook(bytes),
};

const row = (at: number): readonly (string | number)[] => [
  ...[
    at,
    `Petra ${at % 97}`,
    `Klein ${at % 89}`,
    `p${at % 1_000}@example.org`,
    "Hauptstr. 5",
    "89073 Ulm",
    45_000 + (at % 900),
  ],
  ...["+49 30 901820", 12.5 * at, "yes"],
];

const rowsOfPart = 1_000;

/** Rows of a part of the big workbook, without numbers, so that the part can repeat. */
const sheetPart = (): string =>
  sheetXml(Array.from({ length: rowsOfPart }, (_, at) => row(at)))
    .replace(/^.*<sheetData>/, "")
    .replace(/<\/sheetData>.*$/, "")
    .replaceAll(/ r="\w+"/g, "");

/** A workbook whose sheet is deflated in blocks that repeat. */
function bigWorkbook(bytes: number): FileSource {
  const flush = { finishFlush: constants.Z_FULL_FLUSH };
  const [open, part, close] = ["<worksheet><sheetData>", sheetPart(), "</sheetData></worksheet>"].map((xml) =>
    Buffer.from(xml),
  );
  if (open === undefined || part === undefined || close === undefined) throw new Error("no parts");
  const times = Math.ceil(bytes / part.length);
  const packed = { start: deflateRawSync(open, flush), part: deflateRawSync(part, flush), end: deflateRawSync(close) };
  let crc = crc32(open);
  for (let at = 0; at < times; at++) crc = crc32(part, crc);
  crc = crc32(close, crc);
  const size = open.length + part.length * times + close.length;
  const packedSize = packed.start.length + packed.part.length * times + packed.end.length;
  return withBigMember({ packed, times, crc, size, packedSize });
}

interface BigMember {
  readonly packed: { readonly start: Buffer; readonly part: Buffer; readonly end: Buffer };
  readonly times: number;
  readonly crc: number;
  readonly size: number;
  readonly packedSize: number;
}

/** Puts the sheet behind the other members of a small workbook, and adds it to the directory. */
function withBigMember({ packed, times, crc, size, packedSize }: BigMember): FileSource {
  const small = Buffer.from(xlsxFile({ S: [] }));
  const end = small.length - 22;
  const directory = small.readUInt32LE(end + 16);
  const name = Buffer.from("xl/worksheets/sheet2.xml");
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(crc, 10);
  common.writeUInt32LE(packedSize, 14);
  common.writeUInt32LE(size, 18);
  common.writeUInt16LE(name.length, 22);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(directory, 10);
  const central = Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, rest, name]);
  const listing = Buffer.concat([small.subarray(directory, end), central]);
  const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, name]);
  const tail = Buffer.from(small.subarray(end));
  tail.writeUInt32LE(listing.length, 12);
  tail.writeUInt32LE(directory + local.length + packedSize, 16);
  return repeatedSource("big.xlsx", {
    start: Buffer.concat([small.subarray(0, directory), local, packed.start]),
    part: packed.part,
    times,
    end: Buffer.concat([packed.end, listing, tail]),
  });
}

/** A workbook of ordinary size, with shared strings. */
export const workbook = (rows: number): Buffer =>
  Buffer.from(xlsxFile({ People: Array.from({ length: rows }, (_, at) => row(at)) }));

/** A PDF document with a page of text on each page. */
export const document = (pages: number): Buffer =>
  pdfFile(Array.from({ length: pages }, (_, at) => `Page ${at}: ${words.trim().repeat(30)}`));
