import { wctError } from "../../diagnostics/index.ts";

/** A row from the database. Read it with the functions below. */
export type StoredRow = Readonly<Record<string, unknown>>;

/** These readers throw WCT_STORE_DAMAGED if a column contains an unexpected value. */
export function textOf(row: StoredRow, column: string): string {
  const value = row[column];
  return typeof value === "string" ? value : damaged(column);
}

export function textOrNull(row: StoredRow, column: string): string | null {
  return row[column] === null ? null : textOf(row, column);
}

export function numberOf(row: StoredRow, column: string): number {
  const value = row[column];
  return typeof value === "number" ? value : damaged(column);
}

export function bytesOf(row: StoredRow, column: string): Uint8Array {
  const value = row[column];
  return value instanceof Uint8Array ? value : damaged(column);
}

export function bytesOrNull(row: StoredRow, column: string): Uint8Array | null {
  return row[column] === null ? null : bytesOf(row, column);
}

/** Returns one of the allowed words of a column. */
export function wordOf<T extends string>(row: StoredRow, column: string, words: readonly T[]): T {
  return words.find((word) => word === row[column]) ?? damaged(column);
}

function damaged(column: string): never {
  throw wctError("WCT_STORE_DAMAGED", {
    message: `the store is damaged: its column "${column}" contains an unexpected value`,
    hint: "restore it from a backup",
  });
}
