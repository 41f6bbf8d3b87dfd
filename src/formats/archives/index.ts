/*
 * Readers of archives and compressed files: zip, tar, gzip and Zstandard. They give the files inside.
 *
 * Start at zip.ts; unpacked.ts keeps the limits, which are the defence against archive bombs.
 * Must not know: what the files inside are.
 */

import type { FormatReader } from "../piece.ts";
import { gzipReader, zstdReader } from "./compressed.ts";
import { tarReader } from "./tar.ts";
import { unsupportedReader } from "./unsupported.ts";
import { zipReader } from "./zip.ts";

export const archiveReaders: readonly FormatReader[] = [
  zipReader,
  gzipReader,
  zstdReader,
  tarReader,
  unsupportedReader,
];
export { decompressedSource } from "./compressed.ts";
export { isZip, type SeekableSource, type ZipDirectory, type ZipMember, zipDirectory } from "./zip-directory.ts";
export { memberFault, memberPieces } from "./zip-member.ts";
