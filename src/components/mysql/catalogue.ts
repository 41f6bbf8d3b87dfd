import type { Connection } from "mysql2";
import type { StandardInputTable } from "../../plugin/index.ts";
import type { ColumnAccess, ServerTable } from "../databases/index.ts";
import { keysFrom, type TableKeys } from "./keys.ts";
import { type Row, rowsOf } from "./sql.ts";
import { type Origins, viewOrigins } from "./view-origins.ts";

export interface MysqlTable extends ServerTable {
  /** Names of the columns of a key without nulls; empty if there is none. */
  readonly order: readonly string[];
  /** Bytes of the rows, as the server estimates them. */
  readonly bytes: number;
  /** Types without length, in the order of the columns: `int`, `bit`. */
  readonly dataTypes: readonly string[];
}

const inDatabase = "table_schema = DATABASE()";

/** name, type, estimate of rows, bytes, comment. */
const tablesSql = `SELECT table_name, table_type, table_rows, data_length, table_comment
  FROM information_schema.tables
  WHERE ${inDatabase} AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED', 'VIEW')`;

/** table, name, type, type without length, nullable, default, comment, privileges; in order. */
const columnsSql = `SELECT table_name, column_name, column_type, data_type, is_nullable, column_default,
  column_comment, privileges
  FROM information_schema.columns WHERE ${inDatabase} ORDER BY table_name, ordinal_position`;

/** table, key, column, and the database, table and column that it refers to; in the order of the key. */
const keysSql = `SELECT table_name, constraint_name, column_name, referenced_table_schema, referenced_table_name,
  referenced_column_name
  FROM information_schema.key_column_usage WHERE ${inDatabase}
  ORDER BY table_name, constraint_name, ordinal_position`;

/** name, query as the server stores it. */
const viewsSql = `SELECT table_name, view_definition FROM information_schema.views WHERE ${inDatabase}`;

/** Lists the tables and views of the database in code unit order of their names. */
export async function listTables(connection: Connection, database: string): Promise<readonly MysqlTable[]> {
  const tables = await rowsOf(connection, tablesSql);
  const columns = groupedByFirst(await rowsOf(connection, columnsSql));
  const keys = groupedByFirst(await rowsOf(connection, keysSql));
  const origins = await viewOrigins(connection, await rowsOf(connection, viewsSql), database);
  return tables
    .map((row) => {
      const of = columns.get(row[0] ?? "") ?? [];
      return tableFrom(row, of, { keys: keysFrom(keys.get(row[0] ?? "") ?? [], of, database), origins });
    })
    .toSorted(({ described: a }, { described: b }) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function groupedByFirst(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  return Map.groupBy(rows, (row) => row[0] ?? "");
}

interface Known {
  readonly keys: TableKeys;
  readonly origins: Origins;
}

function tableFrom(row: Row, columns: readonly Row[], { keys, origins }: Known): MysqlTable {
  const [name = "", type, rows, bytes, comment] = row.map((cell) => cell ?? "");
  const isView = type === "VIEW";
  const isEstimated = !isView && rows !== "";
  return {
    described: {
      ...{ name, kind: isView ? "view" : "table", rows: isEstimated ? Number(rows) : null },
      ...(isEstimated ? { rows_estimated: true } : {}),
      // The server describes a view, or what is wrong with it, in place of a comment.
      ...(isView || comment === "" || comment === undefined ? {} : { comment }),
      columns: columns.map((column) => columnFrom({ name, isView }, column, { keys, origins })),
    },
    access: columns.map(accessOf),
    order: keys.order,
    bytes: Number(bytes),
    dataTypes: columns.map((column) => (column[3] ?? "").toLowerCase()),
  };
}

function columnFrom(
  { name: table, isView }: { readonly name: string; readonly isView: boolean },
  row: Row,
  { keys, origins }: Known,
): StandardInputTable["columns"][number] {
  const name = row[1] ?? "";
  const comment = row[6] ?? "";
  const from = origins(table, name);
  return {
    ...{ name, type: row[2] ?? "", nullable: row[4] === "YES", key: keys.kindOf(name) },
    // MariaDB writes the default NULL as a text, and tells defaults of views, which have none.
    default: isView || row[5] === "NULL" ? null : (row[5] ?? null),
    references: keys.targetOf(name),
    ...(from === undefined ? {} : { from }),
    ...(comment === "" ? {} : { comment }),
  };
}

const binaryType = /blob|binary|geometry|point|linestring|polygon|geomcollection|vector/;

function accessOf(row: Row): ColumnAccess {
  if (!(row[7] ?? "").toLowerCase().split(",").includes("select")) return "denied";
  return binaryType.test((row[3] ?? "").toLowerCase()) ? "binary" : "text";
}
