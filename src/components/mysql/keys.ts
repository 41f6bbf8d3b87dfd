import type { StandardInputTable } from "../../plugin/index.ts";
import type { MysqlRow } from "./sql.ts";

type Column = StandardInputTable["columns"][number];

/** The keys of one table. */
export interface TableKeys {
  readonly kindOf: (column: string) => Column["key"];
  readonly targetOf: (column: string) => Column["references"];
  /** Columns of the primary key, or else of the first unique key without nulls; empty if there is none. */
  readonly order: readonly string[];
}

/** Reads the keys of a table from its rows of `keysSql` and `columnsSql`. */
export function keysFrom(keys: readonly MysqlRow[], columns: readonly MysqlRow[], database: string): TableKeys {
  const nullable = new Set(columns.filter((row) => row[4] === "YES").map((row) => row[1] ?? ""));
  const unique = Map.groupBy(
    keys.filter((row) => row[4] === null),
    (row) => row[1] ?? "",
  );
  const columnsOf = (rows: readonly MysqlRow[]) => rows.map((row) => row[2] ?? "");
  const primary = columnsOf(unique.get("PRIMARY") ?? []);
  const candidates = [primary, ...[...unique.values()].map(columnsOf)];
  const targets = new Map<string, NonNullable<Column["references"]>>();
  for (const [, , column, schema, table, target] of keys) {
    if (table === null || table === undefined || column === null || column === undefined) continue;
    const found = { ...(schema === database ? {} : { schema: schema ?? "" }), table, column: target ?? "" };
    if (!targets.has(column)) targets.set(column, found);
  }
  return {
    kindOf(column) {
      if (primary.includes(column)) return targets.has(column) ? "primary_foreign" : "primary";
      return targets.has(column) ? "foreign" : null;
    },
    targetOf: (column) => targets.get(column) ?? null,
    order: candidates.find((names) => names.length > 0 && !names.some((name) => nullable.has(name))) ?? [],
  };
}
