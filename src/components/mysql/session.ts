import type { Connection } from "mysql2";
import { failToStart, type ServerAddress, type ServerSession } from "../databases/index.ts";
import { listTables, type MysqlTable } from "./catalogue.ts";
import { connect, type MysqlConnection, type MysqlContext } from "./connect.ts";
import { readProblem } from "./problems.ts";
import { readRows } from "./read-rows.ts";
import { abandon, end, rowsOf, run } from "./sql.ts";

/** Connects, and starts a read-only transaction in which every query sees the same data. */
export async function openSession(context: MysqlContext, address: ServerAddress): Promise<ServerSession<MysqlTable>> {
  const connected = await connect(context, address);
  const { client: connection } = connected;
  const { config, signal } = context;
  let isAbandoned = false;
  const close = async () => (isAbandoned ? undefined : end(connection));
  const explain = (error: unknown) =>
    readProblem(error, { statement: config.statement_timeout, lock: config.lock_timeout });
  try {
    const { id, facts } = await begin(connected, context);
    const cancel = () =>
      void killQuery(connected, id).finally(() => {
        isAbandoned = true;
        abandon(connection);
      });
    signal.addEventListener("abort", cancel, { once: true });
    return {
      engine: facts.includes("MariaDB") ? "mariadb" : "mysql",
      database: address.database,
      facts: `${facts}, ${connected.encryption}`,
      tables: async () => {
        const listed = await listTables(connection, address.database);
        return { listed, total: listed.length };
      },
      read: (table, columns, onRow) =>
        withinSavepoint(connection, () => readRows({ connection, config, table, columns, onRow })),
      explain,
      close: async () => {
        signal.removeEventListener("abort", cancel);
        await close();
      },
    };
  } catch (error) {
    await close();
    signal.throwIfAborted();
    return failToStart(error, explain(error), context);
  }
}

/** Releases the lock on the table's definition afterwards, so that others can alter the table. */
async function withinSavepoint<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await run(connection, "ROLLBACK TO SAVEPOINT wct").catch(() => undefined);
  }
}

async function begin(
  { client: connection }: MysqlConnection,
  context: MysqlContext,
): Promise<{ readonly id: string; readonly facts: string }> {
  const [row = []] = await rowsOf(connection, "SELECT CONNECTION_ID(), VERSION()");
  const [id, version] = row;
  const isMariaDb = (version ?? "").includes("MariaDB");
  for (const statement of settings(context, isMariaDb)) await run(connection, statement);
  const [variable] = await rowsOf(
    connection,
    "SHOW SESSION VARIABLES WHERE Variable_name IN ('tx_read_only', 'transaction_read_only')",
  );
  if (variable?.[1] !== "ON") {
    context.fail("SESSION_WRITABLE", "the server did not set the session read-only", "Connect without a proxy");
  }
  await run(connection, "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
  await run(connection, "SAVEPOINT wct");
  const product = isMariaDb ? "MariaDB" : "MySQL";
  return { id: id ?? "", facts: `read-only session of ${product} ${(version ?? "").replace(/-.*/, "")}` };
}

/** Statements that make the session read-only, and bound the time of each of the others. */
function settings({ config }: MysqlContext, isMariaDb: boolean): readonly string[] {
  const lock = Math.max(1, Math.round(config.lock_timeout));
  const limit = isMariaDb
    ? `max_statement_time = ${config.statement_timeout}`
    : `max_execution_time = ${Math.round(config.statement_timeout * 1000)}`;
  return [
    "SET SESSION TRANSACTION READ ONLY",
    "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
    `SET SESSION ${limit}, lock_wait_timeout = ${lock}, innodb_lock_wait_timeout = ${lock}, sql_mode = '', time_zone = '+00:00'`,
  ];
}

/** Asks the server to end the query that runs. */
async function killQuery({ again }: MysqlConnection, id: string): Promise<void> {
  try {
    const other = await again();
    await run(other, `KILL QUERY ${Number(id)}`);
    other.destroy();
  } catch {
    // The connection is closed in any case. The server then ends the query at the latest by statement_timeout.
  }
}
