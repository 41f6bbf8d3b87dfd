import type { DatabaseSync, SQLInputValue, SQLOutputValue } from "node:sqlite";

/** Quotes a name as an SQL identifier. The name may contain any characters. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export type SqlValue = SQLOutputValue;
export type SqlRow = readonly SqlValue[];

/** Returns rows as arrays (a column may be called `__proto__`) and integers as bigint (64 bits do not fit a number). */
export function* rowsOf(db: DatabaseSync, sql: string, ...parameters: SQLInputValue[]): Generator<SqlRow, void, void> {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  statement.setReadBigInts(true);
  // After setReturnArrays the rows are arrays; the library's types do not reflect this.
  for (const row of statement.iterate(...parameters)) yield Array.isArray(row) ? row : Object.values(row);
}

export const textOf = (cell: SqlValue | undefined): string => (typeof cell === "string" ? cell : String(cell ?? ""));

/**
 * An error of SQLite. `errcode` is its number and `errstr` its fixed text, which contains no data; `message` may
 * contain data.
 */
export interface SqliteError extends Error {
  readonly errcode: number;
  readonly errstr: string;
}

export function isSqliteError(error: unknown): error is SqliteError {
  return (
    error instanceof Error &&
    "errcode" in error &&
    typeof error.errcode === "number" &&
    "errstr" in error &&
    typeof error.errstr === "string"
  );
}

/** Returns the primary result code. An extended code contains it in its low byte. */
export const resultCode = (error: SqliteError): number => error.errcode & 0xff;

export const resultCodes = { busy: 5, locked: 6, readOnly: 8, corrupt: 11, cannotOpen: 14, notADatabase: 26 } as const;

/**
 * Returns SQLite's description of an error as a sentence without its period. It is the message itself if that names
 * only parts of the schema (`no such function: soundex`), otherwise the fixed text of the code. Other messages may
 * contain the value of a cell.
 */
export function reasonOf({ errstr, message }: SqliteError): string {
  const { outer = "", inner = "" } =
    /^(?<outer>malformed database schema \([^)]*\)|error in view [^:]*)(?: - |: )(?<inner>.*)$/s.exec(message)
      ?.groups ?? { inner: message };
  const cause = schemaCauses.some((one) => one.test(inner)) ? inner.replace(/^(no such table: )main\./, "$1") : "";
  const reason = [outer, cause].filter((part) => part !== "").join(": ");
  return reason === "" ? errstr : reason.length > longestReason ? `${reason.slice(0, longestReason)}…` : reason;
}

const longestReason = 200;

/**
 * Messages of SQLite that name a part of the schema and contain no values. A view may compare with a value in double
 * quotes, which SQLite takes for a name, so that only plain names are shown.
 */
const schemaCauses = [
  /^no such (table|view|column|function|module|collation sequence|window|index): [\p{L}\p{N}_.$]+$/u,
  /^unknown (function|database|table option): /,
  /^wrong number of arguments to (window )?function /,
  /^unsafe use of /,
  /^view .* is circularly defined$/s,
  /^ambiguous column name: [\p{L}\p{N}_.$]+$/u,
  /^vtable constructor failed: /,
  /^near "[\w(),;=*]{1,30}": syntax error$/,
];
