/** Stands for a binary value, whose content is not kept. */
export const binaryCell: unique symbol = Symbol("binary");

/** A value of a row, as text. */
export type DumpCell = string | null | typeof binaryCell;

/** The full name of a table or view. `database` and `schema` are empty where the dump does not tell them. */
export interface DumpName {
  readonly database: string;
  readonly schema: string;
  readonly name: string;
}

export interface DumpColumn {
  readonly name: string;
  /** As declared; empty when the dump declares none. */
  readonly type: string;
  readonly isNullable: boolean;
  /** The expression of the default, as declared. */
  readonly fallback: string | null;
  readonly comment: string | null;
  readonly isPrimaryKey: boolean;
  /** Whether the database computes its values, so that rows do not hold them. */
  readonly isGenerated: boolean;
  readonly references: { readonly table: DumpName; readonly column: string | null } | null;
}

/** A table or view of the dump. Later statements of the dump complete it. */
export interface DumpTable {
  readonly name: DumpName;
  readonly kind: "table" | "view" | "materialized_view";
  columns: DumpColumn[];
  comment: string | null;
  /** The table that this one is a partition of. */
  partitionOf: DumpName | null;
  /** False for a table whose columns are only counted, because the dump names them nowhere. */
  readonly hasColumnNames: boolean;
}

/** Something in a dump that could not be parsed. Never holds values. */
export interface DumpProblem {
  readonly line: number;
  readonly reason: string;
}

/** What a dump holds, in its own order. */
export interface DumpListener {
  /** A row, with its cells in the order of the table's columns. One of a partition is a row of the whole table. */
  readonly row: (table: DumpTable, cells: readonly DumpCell[]) => void;
  readonly problem: (problem: DumpProblem) => void;
}

/** Returns a key that equal names share. */
export const dumpKey = ({ database, schema, name }: DumpName): string => JSON.stringify([database, schema, name]);
