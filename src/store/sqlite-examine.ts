import { isRunId } from "../domain/index.ts";
import { numberOf } from "./rows.ts";
import type { Connection } from "./sqlite-connection.ts";

/** At most so many sentences of SQLite's own check: a damaged page makes many. */
const limit = 10;

/** What is wrong with the database itself, and with rows that belong to no run. */
export function examineDatabase(connection: Connection): readonly string[] {
  return [...pages(connection), ...strayRows(connection)];
}

function pages(connection: Connection): readonly string[] {
  const check = connection.prepare(`PRAGMA quick_check(${limit})`);
  const said = connection.read(() => check.all()).map((row) => String(row["quick_check"]));
  return said.filter((text) => text !== "ok").map((text) => `the database: ${text}`);
}

function strayRows(connection: Connection): readonly string[] {
  const ids = connection.prepare("SELECT id FROM runs");
  const unnamed = connection.read(() => ids.all()).filter(({ id }) => typeof id !== "string" || !isRunId(id)).length;
  const frames = count(
    connection,
    "SELECT count(*) AS n FROM frames WHERE frame_key / 4294967296 NOT IN (SELECT run_key FROM runs)",
  );
  return [
    ...(unnamed > 0 ? [`${unnamed} of the rows in the list of runs have no run id`] : []),
    ...(frames > 0 ? [`${frames} of the frames of events belong to no run`] : []),
  ];
}

function count(connection: Connection, sql: string): number {
  const statement = connection.prepare(sql);
  return numberOf(connection.read(() => statement.get()) ?? {}, "n");
}
