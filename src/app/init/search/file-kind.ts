import { closeSync, fstatSync, readSync } from "node:fs";
import { openRegularFile } from "../../../files/index.ts";
import {
  decodedText,
  type FileSource,
  formatReaders,
  isPgArchive,
  type ReadContext,
  readDumpHead,
  textProblem,
} from "../../../formats/index.ts";

/**
 * What a file is, by its first bytes. `sql_script` is SQL that could be a dump but has no heading of one, `pg_archive` a
 * dump that only pg_restore reads, `readable` a text or another format with a reader.
 */
export type FileKind =
  | "sqlite"
  | "sql_dump"
  | "sql_script"
  | "pg_archive"
  | "readable"
  | "empty"
  | "other"
  | "unreadable";

/** Number of bytes from which the kind is decided. */
const headBytes = 64 * 1024;

/** Decides what a file is. Never throws. */
export function fileKind(path: string): FileKind {
  let file: number | undefined;
  try {
    file = openRegularFile(path);
    const { size } = fstatSync(file);
    // SQLite treats an empty file as an empty database.
    if (size === 0) return /\.(?:db|sqlite3?)$/i.test(path) ? "sqlite" : "empty";
    return contentKind(sourceOf(file, path, size));
  } catch {
    return "unreadable";
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function contentKind(source: FileSource): FileKind {
  const { head } = source;
  if (Buffer.from(head.subarray(0, 16)).toString("latin1") === "SQLite format 3\0") return "sqlite";
  if (isPgArchive(head)) return "pg_archive";
  if (formatReaders.some((reader) => reader.reads(source))) return "readable";
  const text = beginningOf(source);
  return text === undefined ? "other" : (sqlKind(source.path, text) ?? "readable");
}

/** Mails, notes and programs can also have lines that begin like SQL; only a name or a heading tells. */
function sqlKind(path: string, text: string): "sql_dump" | "sql_script" | undefined {
  if (readDumpHead(text) === undefined) return undefined;
  const start = text.replace(/^\uFEFF/, "").trimStart();
  if (/^(?:--|\/\*|PRAGMA )/i.test(start) && heading.test(start.slice(0, 2048))) return "sql_dump";
  return /\.sql$/i.test(path) && /^\s*CREATE\s+(?:\w+\s+)?TABLE\b|^\s*INSERT\s+INTO\b/im.test(text)
    ? "sql_script"
    : undefined;
}

const heading =
  /^-- (?:PostgreSQL database |(?:MySQL|MariaDB) dump|phpMyAdmin SQL Dump|Adminer |HeidiSQL |Host: )|^\/\*[!M]|^PRAGMA foreign_keys=/im;

/** Returns the decoded beginning of a text; undefined if the file is no text. */
function beginningOf({ path, head }: FileSource): string | undefined {
  // Deciding the encoding of a whole file would read all of it.
  const beginning: FileSource = { path, head, size: head.length, pieces: () => [head] };
  const { encoding } = textProblem(beginning, context);
  return encoding === undefined ? undefined : [...decodedText(beginning, encoding)].join("");
}

const context: ReadContext = {
  limits: {
    ...{ chunkChars: headBytes, overlapChars: 0, maxNestedBytes: 0 },
    ...{ maxUnpackedBytes: 0, maxNestedFiles: 0, maxDepth: 0 },
  },
  signal: new AbortController().signal,
};

function sourceOf(file: number, path: string, size: number): FileSource {
  const piecesFrom = function* (start: number): Generator<Uint8Array, void, void> {
    for (let position = start; position < size; ) {
      const piece = readAt(file, position);
      if (piece.length === 0) return;
      yield piece;
      position += piece.length;
    }
  };
  // Readers of zip files start at the end, which must not read what is in front of it.
  return { path, size, head: readAt(file, 0), pieces: () => piecesFrom(0), piecesFrom };
}

function readAt(file: number, position: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(headBytes);
  return bytes.subarray(0, readSync(file, bytes, 0, headBytes, position));
}
