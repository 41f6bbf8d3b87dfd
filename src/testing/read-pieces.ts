import { type FieldPiece, type FormatPiece, type ReadLimits, readFile, type TextPiece } from "../formats/index.ts";

/** Limits of the filesystem connector, with chunks as large as its default. */
export const usualLimits: ReadLimits = {
  chunkChars: 65_536,
  overlapChars: 256,
  maxNestedBytes: 64 * 1024 * 1024,
  maxUnpackedBytes: 256 * 1024 * 1024,
  maxNestedFiles: 10_000,
  maxDepth: 5,
};

/** Reads bytes as a file with a path, and returns all that is in it. */
export async function piecesIn(
  path: string,
  bytes: Uint8Array | string,
  limits: Partial<ReadLimits> = {},
): Promise<readonly FormatPiece[]> {
  const data = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
  const source = {
    ...{ path, size: data.length, head: data.subarray(0, 262_144) },
    *pieces() {
      // Pieces that end anywhere show what reads across their borders.
      for (let at = 0; at < data.length; at += 100_003) yield data.subarray(at, at + 100_003);
    },
  };
  const context = { limits: { ...usualLimits, ...limits }, signal: new AbortController().signal };
  const found: FormatPiece[] = [];
  for await (const piece of readFile(source, context)) found.push(piece);
  return found;
}

/** The texts in pieces, without the parts that repeat. */
export const textsIn = (pieces: readonly FormatPiece[]): readonly TextPiece[] =>
  pieces.filter((piece) => piece.kind === "text");

export const textOfPieces = (pieces: readonly FormatPiece[]): string =>
  textsIn(pieces)
    .map(({ text, overlap }) => text.slice(overlap))
    .join("\n");

/** The values of fields by name, or by `sheet: name`. */
export const fieldsIn = (pieces: readonly FormatPiece[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    pieces
      .filter((piece): piece is FieldPiece => piece.kind === "field")
      .map(({ sheet, field, values }) => [sheet === undefined ? field : `${sheet}: ${field}`, values.distinct]),
  );

/** Notices as `path: reason`. */
export const noticesIn = (pieces: readonly FormatPiece[]): readonly string[] =>
  pieces.flatMap((piece) => (piece.kind === "notice" ? [`${piece.path}: ${piece.reason}`] : []));
