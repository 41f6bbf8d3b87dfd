/*
 * Bytes of files inside files: sources over bytes in memory, ranges of a source, decompression under limits.
 *
 * Start at range.ts, then inflate.ts.
 * Must not know: formats of documents, mails and archives.
 */

export { bufferSource, headBytes, nestedPath } from "./buffer-source.ts";
export { decodeText, isKnownCharset } from "./charset.ts";
export { gunzipped, inflated, type UnpackState, unpackState, within } from "./inflate.ts";
export { nestedSource } from "./nested-source.ts";
export { bytesFrom, rangeOf, seekable, wholeBytes } from "./range.ts";
export { uniquePaths } from "./unique-paths.ts";
export { zstdDecompressed } from "./zstd.ts";
