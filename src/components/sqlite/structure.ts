import type { DatabaseSync } from "node:sqlite";
import type { StandardInputTable } from "../../plugin/index.ts";
import { quoted, rowsOf, type SqlRow, textOf } from "./sql.ts";

type Column = StandardInputTable["columns"][number];

/** A table or view in the database's own list. */
export interface ListedTable {
  readonly name: string;
  readonly kind: "table" | "view";
  readonly isVirtual: boolean;
  readonly hasRowid: boolean;
}

/**
 * Returns tables and views in code unit order of their names, without SQLite's own and without the storage of virtual
 * tables.
 */
export function listTables(db: DatabaseSync): ListedTable[] {
  return [...rowsOf(db, "SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main' AND type <> 'shadow'")]
    .map((row) => ({ name: textOf(row[0]), type: textOf(row[1]), wr: row[2] }))
    .filter(({ name }) => !name.toLowerCase().startsWith("sqlite_"))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map(({ name, type, wr }) => ({
      name,
      kind: type === "view" ? "view" : "table",
      isVirtual: type === "virtual",
      hasRowid: type === "table" && wr === 0n,
    }));
}

interface DeclaredColumn {
  readonly name: string;
  readonly type: string;
  readonly isNotNull: boolean;
  readonly fallback: string | null;
  /** Position in the primary key, from 1; 0 if the column is not part of it. */
  readonly keyPlace: number;
}

// Hidden columns of virtual tables are parameters and not data. Generated columns are data.
const isHidden = (row: SqlRow): boolean => row[6] === 1n;

function declaredColumns(db: DatabaseSync, table: string): DeclaredColumn[] {
  return [...rowsOf(db, "SELECT * FROM pragma_table_xinfo(?)", table)]
    .filter((row) => !isHidden(row))
    .map((row) => ({
      name: textOf(row[1]),
      type: textOf(row[2]),
      isNotNull: row[3] === 1n,
      fallback: row[4] === null ? null : textOf(row[4]),
      keyPlace: Number(row[5]),
    }));
}

/** Returns the columns of a table's primary key, in key order. */
export function primaryKey(db: DatabaseSync, table: string): string[] {
  return declaredColumns(db, table)
    .filter(({ keyPlace }) => keyPlace > 0)
    .sort((a, b) => a.keyPlace - b.keyPlace)
    .map(({ name }) => name);
}

/** Describes the columns of a table or view with their keys. */
export function describeColumns(db: DatabaseSync, table: string): Column[] {
  const references = foreignKeys(db, table);
  return declaredColumns(db, table).map((column) => {
    const reference = references.get(column.name) ?? null;
    return {
      name: column.name,
      type: column.type,
      nullable: !column.isNotNull && column.keyPlace === 0,
      key: keyOf(column.keyPlace > 0, reference !== null),
      default: column.fallback,
      references: reference,
    };
  });
}

/** Returns for each column of a view the column of a table that it shows as it is; undefined for a computed one. */
export function shownColumns(db: DatabaseSync, view: string): Column["from"][] {
  return db
    .prepare(`SELECT * FROM ${quoted(view)} LIMIT 0`)
    .columns()
    .map(({ database, table, column }) =>
      database === "main" && table !== null && column !== null ? { table, column } : undefined,
    );
}

function keyOf(isPrimary: boolean, isForeign: boolean): Column["key"] {
  if (isPrimary) return isForeign ? "primary_foreign" : "primary";
  return isForeign ? "foreign" : null;
}

function foreignKeys(db: DatabaseSync, table: string): Map<string, NonNullable<Column["references"]>> {
  const found = new Map<string, NonNullable<Column["references"]>>();
  // SQLite numbers foreign keys backwards: the key declared first has the highest id, and it takes precedence.
  const sql = 'SELECT "from", "table", "to", seq FROM pragma_foreign_key_list(?) ORDER BY id, seq';
  for (const row of rowsOf(db, sql, table)) {
    const target = textOf(row[1]);
    // Without a column, the reference is to the target's primary key.
    const column = row[2] === null ? (primaryKey(db, target)[Number(row[3])] ?? "rowid") : textOf(row[2]);
    found.set(textOf(row[0]), { table: target, column });
  }
  return found;
}
