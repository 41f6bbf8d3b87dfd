import type { StandardInputTable } from "../../plugin/index.ts";
import type { ColumnName, OriginNames } from "./column-origins.ts";
import type { PostgresRow } from "./sql.ts";
import type { KnownTypes } from "./types.ts";

type Column = StandardInputTable["columns"][number];

/** The keys that a column is part of. */
export interface Key {
  readonly isPrimary: boolean;
  readonly target: ColumnName | null;
}

interface Known {
  /** By the number of the column. */
  readonly keys: ReadonlyMap<string, Key>;
  readonly types: KnownTypes;
  readonly origins: OriginNames;
  /** Schema of the table. */
  readonly schema: string;
}

/** Describes a column from its row of `columnsSql`. */
export function columnFrom(row: PostgresRow, { keys, types, origins, schema }: Known): Column {
  const [table = "", number = "", name = "", type = "", typeText = "", notNull] = row.map((cell) => cell ?? "");
  const comment = row[7] ?? "";
  const key = keys.get(number);
  const from = origins(table, number);
  return {
    name,
    ...types.describe(type, typeText),
    nullable: notNull !== "t",
    key: keyText(key),
    default: row[6] ?? null,
    references: key?.target == null ? null : relative(key.target, schema),
    ...(from === undefined ? {} : { from: relative(from, schema) }),
    ...(comment === "" ? {} : { comment }),
  };
}

function keyText(key: Key | undefined): Column["key"] {
  if (key === undefined) return null;
  if (key.isPrimary) return key.target === null ? "primary" : "primary_foreign";
  return "foreign";
}

/** Leaves out the schema if it is that of the table itself. */
const relative = ({ schema, table, column }: ColumnName, own: string) =>
  schema === own ? { table, column } : { schema, table, column };
