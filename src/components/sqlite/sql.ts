import type { DatabaseSync, SQLInputValue, SQLOutputValue } from "node:sqlite";

/** A name as an identifier in SQL, whatever characters it has. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export type Cell = SQLOutputValue;
export type Row = readonly Cell[];

/** Rows as arrays (a column may be called `__proto__`), integers as bigint (64 bits do not fit a number). */
export function* rowsOf(db: DatabaseSync, sql: string, ...parameters: SQLInputValue[]): Generator<Row, void, void> {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  statement.setReadBigInts(true);
  // With setReturnArrays the rows are arrays; the library's types only know the other form.
  for (const row of statement.iterate(...parameters)) yield Array.isArray(row) ? row : Object.values(row);
}

export const textOf = (cell: Cell | undefined): string => (typeof cell === "string" ? cell : String(cell ?? ""));

/** An error of SQLite itself: its number, and the library's fixed text for it, which quotes no data. */
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

/** The primary result code: extended ones carry it in their low byte. */
export const resultCode = (error: SqliteError): number => error.errcode & 0xff;

export const resultCodes = { busy: 5, locked: 6, readOnly: 8, corrupt: 11, cannotOpen: 14, notADatabase: 26 } as const;
