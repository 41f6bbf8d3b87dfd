import type { Connection, FieldPacket } from "mysql2";

/** Quotes a name as an SQL identifier. The name may contain any characters. */
export const quoted = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

export type Row = readonly (string | null)[];

/** Runs a statement. Calls `onRow` for each row. */
export function run(connection: Connection, sql: string, onRow: (row: Row) => void = () => undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    // The driver tells the loss of the connection to the connection and not to the query.
    const onLost = (error: unknown): void => settle(() => reject(error));
    const settle = (finish: () => void): void => {
      connection.off("error", onLost);
      finish();
    };
    connection.on("error", onLost);
    const query = connection.query({ sql, rowsAsArray: true, typeCast: false });
    query.on("result", (row) => {
      if (Array.isArray(row)) onRow(row.map(textOf));
    });
    query.on("error", onLost);
    query.on("end", () => settle(resolve));
  });
}

/** Ends a connection politely, or at once if it is lost. */
export function end(connection: Connection): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      connection.destroy();
      resolve();
    };
    connection.on("error", finish);
    connection.end(finish);
  });
}

/** Ends a connection at once. A statement that runs fails. */
export function abandon(connection: Connection): void {
  connection.destroy();
  connection.emit("error", new Error("connection lost"));
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
