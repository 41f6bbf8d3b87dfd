import type { SQLOutputValue } from "node:sqlite";
import { wctError } from "../diagnostics/index.ts";

/** A row as the database gives it; read through the functions below. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** The readers throw WCT_STORE_DAMAGED when a column holds something else than it should. */
export function textOf(row: Row, column: string): string {
  const value = row[column];
  return typeof value === "string" ? value : damaged(column);
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : textOf(row, column);
}

export function numberOf(row: Row, column: string): number {
  const value = row[column];
  return typeof value === "number" ? value : damaged(column);
}

export function bytesOf(row: Row, column: string): Uint8Array {
  const value = row[column];
  return value instanceof Uint8Array ? value : damaged(column);
}

export function bytesOrNull(row: Row, column: string): Uint8Array | null {
  return row[column] === null ? null : bytesOf(row, column);
}

/** One of the words that a column may hold. */
export function wordOf<T extends string>(row: Row, column: string, words: readonly T[]): T {
  return words.find((word) => word === row[column]) ?? damaged(column);
}

function damaged(column: string): never {
  throw wctError("WCT_STORE_DAMAGED", {
    message: `the store is damaged: its column "${column}" holds something unexpected`,
    hint: "restore it from a backup",
  });
}
