import { isRunId } from "../../domain/index.ts";
import { numberOf } from "../rows/index.ts";
import type { Connection } from "./connection.ts";
import { DroppedRows } from "./dropped-rows.ts";

/** Maximum number of messages of SQLite's own check, because a damaged page causes many. */
const limit = 10;

/** Returns the damage of the database itself, and the rows that belong to no run. */
export function examineDatabase(connection: Connection): readonly string[] {
  return [...connection.schemaDamage(), ...pages(connection), ...strayRows(connection)];
}

function pages(connection: Connection): readonly string[] {
  const check = connection.prepare(`PRAGMA integrity_check(${limit})`);
  const said = connection.read(() => check.all()).map((row) => String(row["integrity_check"]));
  return said.filter((text) => text !== "ok").map((text) => `the database: ${text}`);
}

function strayRows(connection: Connection): readonly string[] {
  const ids = connection.prepare("SELECT id FROM runs");
  const unnamed = connection.read(() => ids.all()).filter(({ id }) => typeof id !== "string" || !isRunId(id)).length;
  const frames = count(
    connection,
    "SELECT count(*) AS n FROM frames WHERE frame_key / 4294967296 NOT IN (SELECT run_key FROM runs)",
  );
  const { stray } = new DroppedRows(connection);
  return [
    ...(unnamed > 0 ? [`${unnamed} of the rows in the list of runs have no run id`] : []),
    ...(frames > 0 ? [`${frames} of the frames of events belong to no run`] : []),
    ...(stray > 0 ? [`${stray} of the tombstones of content belong to no run`] : []),
  ];
}

function count(connection: Connection, sql: string): number {
  const statement = connection.prepare(sql);
  return numberOf(connection.read(() => statement.get()) ?? {}, "n");
}
