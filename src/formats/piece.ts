/** The bytes of one file, which can be read from the start as often as needed. */
export interface FileSource {
  /**
   * The path as shown: relative to the folder that was read, with forward slashes. A file inside another one, such as an
   * archive or a mail, follows it behind ` › `.
   */
  readonly path: string;
  /** Length in bytes. */
  readonly size: number;
  /** The first bytes, at most 256 KiB. */
  readonly head: Uint8Array;
  readonly pieces: () => Iterable<Uint8Array>;
  /** The bytes from a position on. Present only where this does not read what is in front of the position. */
  readonly piecesFrom?: (position: number) => Iterable<Uint8Array>;
}

/**
 * Where a piece of a file starts. Lines, columns, rows, pages and paragraphs count from 1, the offset from 0. Each line of a
 * piece with a row or paragraph is one of its own.
 */
export interface PiecePlace {
  readonly line?: number;
  readonly column?: number;
  /** In UTF-16 code units of the decoded text. */
  readonly offset?: number;
  readonly page?: number;
  readonly sheet?: string;
  readonly row?: number;
  readonly paragraph?: number;
}

/** A piece of text, in the order of the file. */
export interface TextPiece {
  readonly kind: "text";
  readonly path: string;
  readonly text: string;
  readonly place: PiecePlace;
  /** Number of leading characters that repeat the end of the previous piece. */
  readonly overlap: number;
  /** Name of the encoding; of a document, the name of its format, such as `pdf`. */
  readonly encoding: string;
  readonly isLast: boolean;
  /** Whether the text was extracted from a format of its own, so that places are pages and paragraphs. */
  readonly isDocument: boolean;
}

/** The distinct values of one field of the records in a file. */
export interface FieldPiece {
  readonly kind: "field";
  readonly path: string;
  /** Set for a table inside a document. */
  readonly sheet?: string;
  /** Nested keys with dots, `[]` for elements, `*` for keys that are values. */
  readonly field: string;
  readonly values: FieldValues;
}

/** Distinct values with what is known about each, in arrays of the same order. */
export interface FieldValues {
  readonly distinct: readonly string[];
  readonly counts: readonly number[];
  /** The record that holds each value first, from 1; in a table with a header, the row of the file or sheet. */
  readonly rows: readonly number[];
  /** The line of the text that holds each value first, from 1. Only texts have lines. */
  readonly lines?: readonly number[];
  /** Number of records read, with or without this field. */
  readonly records: number;
  /** Number of values that were not empty. */
  readonly present: number;
}

/** Something that was not read, or not in full. `read` and `total` have the same unit, which the reason tells. */
export interface NoticePiece {
  readonly kind: "notice";
  readonly path: string;
  readonly reason: string;
  readonly read?: number;
  readonly total?: number;
}

/** A file inside a file, to be read like one of its own. */
export interface NestedFile {
  readonly kind: "nested";
  readonly source: FileSource;
}

export type FormatPiece = TextPiece | FieldPiece | NoticePiece;

/** Limits of reading. Sizes are bytes, unless they are characters. */
export interface ReadLimits {
  /** Longest text of a piece, in UTF-16 code units. */
  readonly chunkChars: number;
  readonly overlapChars: number;
  /** The largest file that is read inside another one. */
  readonly maxNestedBytes: number;
  /** All that is unpacked from one file of the folder. */
  readonly maxUnpackedBytes: number;
  readonly maxNestedFiles: number;
  /** Files inside files inside files. */
  readonly maxDepth: number;
}

/** What a reader of a format needs. */
export interface ReadContext {
  readonly limits: ReadLimits;
  readonly signal: AbortSignal;
  /** The encoding of every text without a byte order mark; `auto`, which is the default, guesses it from the bytes. */
  readonly encoding?: string;
  /** What happens to a text with bytes that are invalid in its encoding; the default is `replace`. */
  readonly onDecodeError?: "replace" | "skip" | ((path: string, reason: string) => never);
}

/** A reader of one format: documents, mails, archives, texts with records. */
export interface FormatReader {
  /** Name of the format, as it is shown: `pdf`, `xlsx`, `zip`. */
  readonly format: string;
  /** A package that users install so that the format is read. */
  readonly needs?: string;
  /** Decides by the first bytes, and by the name where bytes do not tell. */
  readonly reads: (source: FileSource) => boolean;
  readonly read: (
    source: FileSource,
    context: ReadContext,
  ) => AsyncIterable<FormatPiece | NestedFile> | Iterable<FormatPiece | NestedFile>;
}
