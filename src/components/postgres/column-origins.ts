import { placesSql } from "./catalogue-sql.ts";
import type { PostgresRow } from "./sql.ts";
import { type ColumnOrigin, viewOrigins } from "./view-origins.ts";

export interface ColumnName {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
}

/** Returns the column of a table that a column of a view shows; undefined if it is none or is not known. */
export type OriginNames = (view: string, number: string) => ColumnName | undefined;

interface Listed {
  /** Rows of `viewsSql`. */
  readonly views: readonly PostgresRow[];
  /** Rows of `relationsSql`. */
  readonly relations: readonly PostgresRow[];
  /** Rows of `columnsSql` by the oid of the table. */
  readonly columns: ReadonlyMap<string, readonly PostgresRow[]>;
}

/** Follows the columns of views to the tables, through views of views. */
export async function columnOrigins(
  ask: (sql: string) => Promise<readonly PostgresRow[]>,
  { views, relations, columns }: Listed,
): Promise<OriginNames> {
  const origins = new Map(views.map(([oid, query]) => [oid ?? "", viewOrigins(query ?? "")]));
  const kinds = new Map(relations.map((row) => [row[0] ?? "", row[3] ?? ""]));
  const isPlainView = (oid: string) => origins.has(oid) && kinds.get(oid) !== "m";
  const follow = (view: string, number: string, depth = 0): ColumnOrigin | undefined => {
    const origin = origins.get(view)?.get(number);
    if (origin === undefined || !isPlainView(origin.table) || depth > deepest) return origin;
    return follow(origin.table, origin.column, depth + 1) ?? origin;
  };
  const names = new Map<string, ColumnName>();
  for (const [oid, schema, table] of relations) {
    for (const [, number, column] of columns.get(oid ?? "") ?? []) {
      names.set(`${oid}.${number}`, { schema: schema ?? "", table: table ?? "", column: column ?? "" });
    }
  }
  const reached = [...origins.values()].flatMap((all) => [...all.values()].map(({ table }) => table));
  const unlisted = [...new Set(reached)].filter((oid) => !kinds.has(oid) && /^\d+$/.test(oid));
  for (const [oid, number, schema, table, column] of unlisted.length === 0 ? [] : await ask(placesSql(unlisted))) {
    names.set(`${oid}.${number}`, { schema: schema ?? "", table: table ?? "", column: column ?? "" });
  }
  return (view, number) => {
    const origin = follow(view, number);
    return origin === undefined ? undefined : names.get(`${origin.table}.${origin.column}`);
  };
}

// A view cannot contain itself, except in a damaged catalogue.
const deepest = 100;
