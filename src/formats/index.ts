/*
 * Readers of file formats: what a file holds as texts, as records with fields, and as files inside it.
 *
 * Start at piece.ts, which describes what a reader gives.
 * Must not know: folders, databases, rules and recognisers. Readers get bytes and write nothing.
 */

export type {
  FieldPiece,
  FieldValues,
  FileSource,
  FormatPiece,
  FormatReader,
  NestedFile,
  NoticePiece,
  PiecePlace,
  ReadContext,
  ReadLimits,
  TextPiece,
} from "./piece.ts";
