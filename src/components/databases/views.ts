import type { ServerTable } from "./session.ts";

export const columnKey = (schema: string | undefined, table: string, column: string): string =>
  JSON.stringify([schema ?? "", table, column]);

/**
 * Returns the positions of the columns whose values are read: all of a table, and of a view those that show no column
 * of a table in `shown`. Otherwise the same values would be found twice.
 */
export function unseenColumns({ described }: ServerTable, shown: ReadonlySet<string>): readonly number[] {
  const all = described.columns.map((_, index) => index);
  if (described.kind !== "view") return all;
  return all.filter((index) => {
    const from = described.columns[index]?.from;
    return from === undefined || !shown.has(columnKey(from.schema ?? described.schema, from.table, from.column));
  });
}
