import type { Connection, FieldPacket } from "mysql2";

/** Quotes a name as an SQL identifier. The name may contain any characters. */
export const quoted = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

export type Row = readonly (string | null)[];

/** Runs a statement. Calls `onRow` for each row. */
export function run(connection: Connection, sql: string, onRow: (row: Row) => void = () => undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const query = connection.query({ sql, rowsAsArray: true, typeCast: false });
    query.on("result", (row) => {
      if (Array.isArray(row)) onRow(row.map(textOf));
    });
    query.on("error", reject);
    query.on("end", () => resolve());
  });
}

/** Runs a statement. Returns its rows. */
export async function rowsOf(connection: Connection, sql: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  await run(connection, sql, (row) => void rows.push(row));
  return rows;
}

/** Without type casts, the driver gives the bytes of each value. They are UTF-8, as the session asks for. */
function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return Buffer.isBuffer(value) ? value.toString("utf8") : String(value);
}

/** Has the server parse a query, without running it. Returns what is known about its columns. */
export function columnsOf(connection: Connection, sql: string): Promise<readonly FieldPacket[]> {
  return new Promise((resolve, reject) => {
    connection.prepare(sql, (error, statement) => {
      if (error !== null && error !== undefined) return reject(error);
      const columns: unknown = Reflect.get(statement, "columns");
      statement.close();
      return resolve(Array.isArray(columns) ? columns : []);
    });
  });
}
