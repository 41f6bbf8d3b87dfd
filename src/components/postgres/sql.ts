import type { Client, QueryArrayConfig } from "pg";
import type { Driver } from "./connect.ts";

/** Quotes a name as an SQL identifier. The name may contain any characters. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export type PostgresRow = readonly (string | null)[];

/** Runs one or more statements without parameters. Calls `onRow` for each row, whose cells are texts. */
export function run(
  { driver, client }: { readonly driver: Driver; readonly client: Client },
  text: string,
  onRow: (row: PostgresRow) => void = () => undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const config: QueryArrayConfig = { text, rowMode: "array" };
    const query = new driver.Query<string[]>(config);
    query.on("row", onRow);
    query.on("end", () => resolve());
    query.on("error", reject);
    client.query(query);
  });
}

/** Runs one or more statements without parameters. Returns the rows of all of them. */
export async function rowsOf(
  connection: { readonly driver: Driver; readonly client: Client },
  text: string,
): Promise<readonly PostgresRow[]> {
  const rows: PostgresRow[] = [];
  await run(connection, text, (row) => void rows.push(row));
  return rows;
}
