import { itemsOf } from "../../components/filesystem/items.ts";
import { type FieldPiece, type FileSource, type FormatPiece, readFile } from "../../formats/index.ts";
import type { StandardInputItem } from "../../plugin/index.ts";

const limits = {
  ...{ chunkChars: 65_536, overlapChars: 256, maxNestedBytes: 1 << 24, maxUnpackedBytes: 1 << 26 },
  ...{ maxNestedFiles: 100, maxDepth: 3 },
};

/** A file in memory. `cut`: length of the pieces in which its bytes arrive. */
export function sourceOf(path: string, content: string | Uint8Array, cut = 256 * 1024): FileSource {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return {
    path,
    size: bytes.length,
    head: bytes.subarray(0, 256 * 1024),
    *pieces() {
      for (let at = 0; at < bytes.length; at += cut) yield bytes.subarray(at, at + cut);
    },
  };
}

/** Returns what the readers of formats give for a file in memory. */
export async function piecesOf(
  path: string,
  content: string | Uint8Array,
  { cut, chunkChars }: { readonly cut?: number; readonly chunkChars?: number } = {},
): Promise<readonly FormatPiece[]> {
  const context = {
    limits: { ...limits, ...(chunkChars === undefined ? {} : { chunkChars }) },
    signal: new AbortController().signal,
  };
  const pieces: FormatPiece[] = [];
  for await (const piece of readFile(sourceOf(path, content, cut), context)) pieces.push(piece);
  return pieces;
}

/** Returns the distinct values of each field of a file. */
export async function fieldsIn(
  path: string,
  content: string | Uint8Array,
  cut?: number,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const pieces = await piecesOf(path, content, cut === undefined ? {} : { cut });
  const fields = pieces.filter((piece): piece is FieldPiece => piece.kind === "field");
  return Object.fromEntries(
    fields.filter(({ values }) => values.present > 0).map(({ field, values }) => [field, values.distinct]),
  );
}

/** Returns the reasons of the notices about a file. */
export async function noticesIn(path: string, content: string | Uint8Array): Promise<readonly string[]> {
  return (await piecesOf(path, content)).flatMap((piece) => (piece.kind === "notice" ? piece.reason : []));
}

/** Returns the items that the filesystem connector gives for a file. */
export async function itemsIn(path: string, content: string | Uint8Array): Promise<readonly StandardInputItem[]> {
  const item = itemsOf(sourceOf(path, content));
  return (await piecesOf(path, content)).flatMap((piece) => (piece.kind === "notice" ? [] : item(piece)));
}
