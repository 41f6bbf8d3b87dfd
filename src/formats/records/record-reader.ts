import type { FieldPiece, NoticePiece } from "../piece.ts";

/** Reads the records of a text that arrives in pieces, which may be cut anywhere. */
export interface RecordReader {
  readonly feed: (text: string) => void;
  /** Returns the fields, and a notice for what could not be read. */
  readonly end: () => readonly (FieldPiece | NoticePiece)[];
}

/** The first part of a text, from which its form is decided. */
export interface TextHead {
  readonly path: string;
  /** Extension in lower case, without the dot; empty if there is none. */
  readonly extension: string;
  /** Without a byte order mark. */
  readonly text: string;
  /** Whether the text is all of the file. */
  readonly isWhole: boolean;
}

/** A form of records: JSON, a table, lines of a log. */
export interface RecordForm {
  /** Opens a reader if the text has this form; undefined if it does not. */
  readonly open: (head: TextHead) => RecordReader | undefined;
}
