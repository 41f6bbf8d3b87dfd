import { Zip, ZipDeflate } from "fflate/browser";

/** A file of an archive. Its text arrives in pieces, and each is compressed before the next is asked for. */
export interface ArchiveFile {
  readonly name: string;
  readonly pieces: Iterable<string> | AsyncIterable<string>;
}

/*
 * The earliest time that an archive can hold. It is written in local time without a zone, so that every machine writes
 * the same bytes.
 */
const noTime = (): Date => new Date(1980, 0, 1);

/** Writes a ZIP archive file by file. The same files give the same bytes. */
export async function* zipPieces(files: AsyncIterable<ArchiveFile>): AsyncGenerator<Uint8Array, void, void> {
  let made: Uint8Array[] = [];
  const archive = new Zip((error, piece) => {
    if (error) throw error;
    made.push(piece);
  });
  const taken = (): readonly Uint8Array[] => {
    const pieces = made;
    made = [];
    return pieces;
  };
  const encoder = new TextEncoder();
  for await (const { name, pieces } of files) {
    const file = new ZipDeflate(name, { level: 6 });
    file.mtime = noTime();
    archive.add(file);
    for await (const piece of pieces) {
      file.push(encoder.encode(piece));
      yield* taken();
    }
    file.push(new Uint8Array(0), true);
    yield* taken();
  }
  archive.end();
  yield* taken();
}
