import type { Connection } from "mysql2";
import type { StandardInputTable } from "../../plugin/index.ts";
import { columnsOf, type MysqlRow, quoted } from "./sql.ts";

type Origin = NonNullable<StandardInputTable["columns"][number]["from"]>;

/** Returns the column of a table that a column of a view shows unchanged; undefined if it is none or is not known. */
export type Origins = (view: string, column: string) => Origin | undefined;

/**
 * Follows the columns of views to the tables, through views of views. The server tells where the columns of a query
 * come from when it parses the query.
 *
 * @param views name and query of each view
 */
export async function viewOrigins(
  connection: Connection,
  views: readonly MysqlRow[],
  database: string,
): Promise<Origins> {
  const origins = new Map<string, ReadonlyMap<string, Origin>>();
  for (const [name, query] of views) {
    if (name != null && query != null && query !== "") origins.set(name, await originsOf(connection, query, database));
  }
  const follow = (view: string, column: string, depth = 0): Origin | undefined => {
    const origin = origins.get(view)?.get(column);
    if (origin === undefined || origin.schema !== undefined || depth > deepest) return origin;
    return follow(origin.table, origin.column, depth + 1) ?? origin;
  };
  return (view, column) => follow(view, column);
}

// A view cannot contain itself.
const deepest = 100;

async function originsOf(
  connection: Connection,
  query: string,
  database: string,
): Promise<ReadonlyMap<string, Origin>> {
  const origins = new Map<string, Origin>();
  try {
    for (const { name, orgName: column, orgTable: table, schema } of await columnsOf(connection, query)) {
      if (!schema || !table || !column || !isNamed(query, schema, table)) continue;
      origins.set(name, schema === database ? { table, column } : { schema, table, column });
    }
  } catch {
    // The role may not read what the view reads, or the view is broken: its columns have no known origin.
  }
  return origins;
}

/** For a column of a view, MariaDB tells the view's alias in place of its name. Such an origin is not known. */
function isNamed(query: string, schema: string, table: string): boolean {
  const isAlias = new RegExp(`\`\\.\`(?:[^\`]|\`\`)+\` ${RegExp.escape(quoted(table))}(?!\\.)`).test(query);
  return query.includes(`${quoted(schema)}.${quoted(table)}`) && !isAlias;
}
