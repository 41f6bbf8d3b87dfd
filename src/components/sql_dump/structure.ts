import { type DumpColumn, type DumpName, type DumpTable, dumpKey } from "../../formats/index.ts";
import type { StandardInputTable } from "../../plugin/index.ts";

type Column = StandardInputTable["columns"][number];

/** Describes the tables of a dump, by the key of their name. */
export function describeTable(
  table: DumpTable,
  byKey: ReadonlyMap<string, DumpTable>,
  rows: number,
): StandardInputTable {
  const { name, kind, comment, columns } = table;
  return {
    ...(name.schema === "" ? {} : { schema: name.schema }),
    name: name.name,
    kind,
    rows: kind === "table" ? rows : null,
    ...(comment === null ? {} : { comment }),
    columns: columns.map((column) => describeColumn(column, table, byKey)),
  };
}

function describeColumn(column: DumpColumn, { name, kind }: DumpTable, byKey: ReadonlyMap<string, DumpTable>): Column {
  const target = column.references && targetOf(column.references, name, byKey);
  const isView = kind !== "table";
  return {
    name: column.name,
    type: column.type,
    nullable: column.isNullable,
    key: keyOf(column.isPrimaryKey, !isView && target !== null),
    default: column.fallback,
    references: isView ? null : target,
    // A column of a view refers to the column that it shows.
    ...(isView && target !== null ? { from: target } : {}),
    ...(column.comment === null ? {} : { comment: column.comment }),
  };
}

function keyOf(isPrimary: boolean, isForeign: boolean): Column["key"] {
  if (isPrimary) return isForeign ? "primary_foreign" : "primary";
  return isForeign ? "foreign" : null;
}

/** Without a column, a reference is to the primary key of its table. */
function targetOf(
  { table, column }: NonNullable<DumpColumn["references"]>,
  from: DumpName,
  byKey: ReadonlyMap<string, DumpTable>,
): NonNullable<Column["references"]> {
  const key = byKey.get(dumpKey(table))?.columns.find(({ isPrimaryKey }) => isPrimaryKey)?.name;
  return {
    ...(table.schema === "" || table.schema === from.schema ? {} : { schema: table.schema }),
    table: table.name,
    column: column ?? key ?? "rowid",
  };
}
