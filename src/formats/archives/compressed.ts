import type { FileSource, FormatReader } from "../piece.ts";
import {
  gunzipped,
  nestedPath,
  nestedSource,
  type UnpackState,
  unpackState,
  wholeBytes,
  zstdDecompressed,
} from "../sources/index.ts";
import { blockBytes, isTarStart } from "./tar-header.ts";
import { unpacked } from "./unpacked.ts";

type Decompress = (packed: Iterable<Uint8Array>, state: UnpackState) => Iterable<Uint8Array>;

/** A reader of files that are compressed one by one: the file inside has the same name without the ending. */
function compressedReader(format: string, magic: readonly number[], decompress: Decompress): FormatReader {
  return {
    format,
    reads: ({ head }) => magic.every((byte, index) => head[index] === byte),
    read: (source, context) => {
      const unpack = (state: UnpackState) => decompress(source.pieces(), state);
      // A tar archive and its compression are one thing to people.
      const path = startsWithTar(unpack) ? source.path : nestedPath(source.path, innerName(source));
      return unpacked({ path, size: 0 }, context, unpack);
    },
  };
}

/**
 * Returns the content of a file that is compressed as a whole, by gzip or Zstandard; undefined if it is not. At most
 * `limit` bytes are given; `state` of the latest pass tells whether there are more.
 */
export function decompressedSource(
  source: FileSource,
  limit: number,
): { readonly source: FileSource; readonly state: () => UnpackState } | undefined {
  const decompress = [
    { reader: gzipReader, by: gunzipped },
    { reader: zstdReader, by: zstdDecompressed },
  ].find(({ reader }) => reader.reads(source))?.by;
  if (decompress === undefined) return undefined;
  let state = unpackState(limit);
  const unpack = (): Iterable<Uint8Array> => {
    state = unpackState(limit);
    return decompress(source.pieces(), state);
  };
  return { source: nestedSource(source.path, source.size, unpack), state: () => state };
}

function startsWithTar(unpack: (state: UnpackState) => Iterable<Uint8Array>): boolean {
  const start = wholeBytes(unpack(unpackState(blockBytes)), blockBytes);
  return start !== undefined && isTarStart(start);
}

function innerName({ path }: FileSource): string {
  const name = path.slice(path.lastIndexOf(" › ") + 1).replace(/^.*[/›] ?/, "");
  return name.replace(/\.t(gz|zst)$/i, ".tar").replace(/\.(gz|gzip|zst|zstd)$/i, "");
}

export const gzipReader = compressedReader("gzip", [0x1f, 0x8b, 8], gunzipped);
export const zstdReader = compressedReader("zstd", [0x28, 0xb5, 0x2f, 0xfd], zstdDecompressed);
