import type { FileSource, FormatPiece, FormatReader, NestedFile, ReadContext } from "../piece.ts";
import { rangeOf, seekable, uniquePaths, wholeBytes, within } from "../sources/index.ts";
import { blockBytes, isTarStart, paxRecords, type TarHeader, tarHeader, textIn } from "./tar-header.ts";
import { unpacked } from "./unpacked.ts";
import { tooMany } from "./zip.ts";
import type { SeekableSource } from "./zip-directory.ts";

/** Reads the files of a tar archive. Links and devices hold nothing and are omitted. */
export const tarReader: FormatReader = {
  format: "tar",
  reads: ({ head }) => isTarStart(head),
  read: function* (source, context): Generator<FormatPiece | NestedFile, void, void> {
    const pathOf = uniquePaths(source.path);
    let read = 0;
    for (const entry of entriesOf(seekable(source))) {
      context.signal.throwIfAborted();
      if ("fault" in entry) {
        yield { kind: "notice", path: source.path, reason: entry.fault, read: entry.position, total: source.size };
        return;
      }
      if (read === context.limits.maxNestedFiles) {
        yield tooMany(source.path, read);
        return;
      }
      read += 1;
      yield* entryPieces(entry, { source: entry.source, path: pathOf(entry.name) }, context);
    }
  },
};

interface TarEntry {
  readonly name: string;
  readonly source: SeekableSource;
  readonly start: number;
  readonly size: number;
}

interface TarFault {
  readonly fault: string;
  readonly position: number;
}

function* entryPieces(
  { start, size }: TarEntry,
  { source, path }: { readonly source: FileSource; readonly path: string },
  context: ReadContext,
): Generator<FormatPiece | NestedFile, void, void> {
  yield* unpacked({ path, size }, context, function* (state) {
    yield* within(rangeOf(source, start, size), state);
    if (state.fault === undefined && state.unpacked < size) state.fault = "damaged";
  });
}

/** The longest extension header that is read: paths are shorter. */
const maxExtension = 1024 * 1024;

function* entriesOf(source: SeekableSource): Generator<TarEntry | TarFault, void, void> {
  let position = 0;
  let given: { readonly path?: string; readonly size?: number } = {};
  for (;;) {
    const block = wholeBytes(rangeOf(source, position, blockBytes), blockBytes);
    if (block === undefined || block.length < blockBytes) {
      yield { fault: "the archive ends without its end mark; files may be missing", position };
      return;
    }
    const header = tarHeader(block);
    if (header === "end") return;
    if (header === undefined) {
      yield { fault: "damaged archive; only its start is read", position };
      return;
    }
    const start = position + blockBytes;
    const size = header.kind === "file" ? (given.size ?? header.size) : header.size;
    if (header.kind === "extension") given = { ...given, ...extension(source, header, start) };
    else if (header.kind !== "global") {
      if (header.kind === "file") yield { name: given.path ?? header.name, source, start, size };
      given = {};
    }
    position = start + Math.ceil(size / blockBytes) * blockBytes;
  }
}

function extension(
  source: SeekableSource,
  { type, size }: TarHeader,
  start: number,
): { readonly path?: string; readonly size?: number } {
  const bytes = wholeBytes(rangeOf(source, start, Math.min(size, maxExtension)), maxExtension) ?? new Uint8Array();
  if (type === "L") return { path: textIn(bytes) };
  return type === "x" ? paxRecords(bytes) : {};
}
