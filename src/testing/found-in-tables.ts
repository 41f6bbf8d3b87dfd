import { shippedColumnModel } from "../components/personal_data/column_model/index.ts";
import { readDatabases } from "../components/personal_data/database.ts";
import type { StandardInputTable } from "../plugin/index.ts";
import { shippedKit } from "./shipped-rules.ts";

const kit = { ...(await shippedKit()), columnModel: shippedColumnModel(), opposesRules: true };

/** Reads a table written as `name: column type ->table, column type`. */
function tableOf(text: string): StandardInputTable {
  const [name = "", columns = ""] = text.split(": ");
  return {
    ...{ name, kind: "table" as const, rows: null },
    columns: columns.split(", ").map((column) => {
      const [own = "", type = "", target] = column.split(" ");
      const table = target?.slice(2);
      return {
        ...{ name: own, type, nullable: true, default: null },
        key: table === undefined ? null : ("foreign" as const),
        references: table === undefined ? null : { table, column: "id" },
      };
    }),
  };
}

/** Returns the columns that are found in tables, as `table.column category`. */
export function foundIn(...tables: readonly string[]): readonly string[] {
  const structure = { databases: [{ name: "db", tables: tables.map(tableOf) }] };
  const databases = readDatabases(structure, kit);
  return databases.columns.flatMap((column) =>
    databases
      .evaluate(column, { distinct: [], counts: [] }, undefined)
      .map(({ compiled }) => `${column.table}.${column.column} ${compiled.rule.category}`),
  );
}
