/*
 * Readers of file formats: what a file holds as texts, as records with fields, and as files inside it.
 *
 * Start at piece.ts, which describes what a reader gives, then read.ts. readers.ts lists the readers of formats; text/
 * reads the rest, records/ finds the fields of tables, JSON, logs and other texts with a structure.
 * Must not know: folders, databases, rules and recognisers. Readers get bytes and write nothing.
 */

export { decompressedSource } from "./archives/index.ts";
export type {
  FieldPiece,
  FieldValues,
  FileSource,
  FormatPiece,
  FormatReader,
  NoticePiece,
  PiecePlace,
  ReadContext,
  ReadLimits,
  TextPiece,
} from "./piece.ts";
export { readFile } from "./read.ts";
export { formatReaders } from "./readers.ts";
export {
  type CellField,
  CellFields,
  isJsonLike,
  partsOf,
} from "./records/index.ts";
export { bufferSource } from "./sources/index.ts";
export {
  binaryCell,
  type DumpCell,
  type DumpColumn,
  type DumpName,
  type DumpTable,
  dumpKey,
  isPgArchive,
  readDump,
  readDumpHead,
  type SqlDialect,
} from "./sql/index.ts";
export { decodedText, isReadable, textProblem } from "./text/index.ts";
