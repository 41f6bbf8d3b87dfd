import type { ServerAddress, ServerSession } from "../databases/index.ts";
import { listTables, type PostgresTable } from "./catalogue.ts";
import { type Connected, connect, type PostgresContext } from "./connect.ts";
import { readProblem } from "./problems.ts";
import { type Ask, readRows } from "./read-rows.ts";
import { type Row, rowsOf, run } from "./sql.ts";

/** Connects, and starts a read-only transaction in which every query sees the same data. */
export async function openSession(
  context: PostgresContext,
  address: ServerAddress,
): Promise<ServerSession<PostgresTable>> {
  const connected = await connect(context, address);
  const { config, signal } = context;
  const ask: Ask = (sql, onRow) => withinSavepoint(connected, sql, onRow);
  let ending: Promise<void> | undefined;
  const close = (): Promise<void> => (ending ??= connected.client.end().catch(() => undefined));
  const explain = (error: unknown) =>
    readProblem(error, { statement: config.statement_timeout, lock: config.lock_timeout });
  try {
    const { backend, facts } = await begin(connected, context);
    const cancel = () => void cancelQuery(connected, backend).finally(close);
    signal.addEventListener("abort", cancel, { once: true });
    return {
      engine: "postgres",
      database: address.database,
      facts: `${facts}, ${connected.encryption}`,
      tables: () => listTables(ask, config.schemas),
      read: (table, columns, onRow) => readRows({ ask, config, table, columns, onRow }),
      explain,
      close: async () => {
        signal.removeEventListener("abort", cancel);
        await close();
      },
    };
  } catch (error) {
    await close();
    signal.throwIfAborted();
    const problem = explain(error);
    if (problem === undefined) throw error;
    return problem.scope === "server"
      ? context.fail(problem.code, problem.text, problem.hint)
      : context.fail("DATABASE_UNREADABLE", `the session cannot be set read-only: ${problem.reason}`);
  }
}

/** Settings that make texts and the order of rows the same in every run, and bound the time of each statement. */
const settings = ({ config }: PostgresContext): Readonly<Record<string, string | number>> => ({
  statement_timeout: Math.round(config.statement_timeout * 1000),
  lock_timeout: Math.round(config.lock_timeout * 1000),
  DateStyle: "ISO, YMD",
  IntervalStyle: "iso_8601",
  TimeZone: "UTC",
  extra_float_digits: 1,
  synchronize_seqscans: "off",
  max_parallel_workers_per_gather: 0,
});

async function begin(
  connected: Connected,
  context: PostgresContext,
): Promise<{ readonly backend: string; readonly facts: string }> {
  const set = Object.entries(settings(context)).map(([name, value]) => `SET ${name} = '${value}'`);
  await run(connected, ["SET default_transaction_read_only = on", ...set].join("; "));
  const [server = []] = await rowsOf(
    connected,
    `SELECT pg_catalog.pg_backend_pid(), pg_catalog.current_setting('server_version'),
      pg_catalog.current_setting('server_encoding')`,
  );
  const [backend, version, encoding] = server;
  // The server converts nothing then. Bytes that are not UTF-8 become replacement characters.
  if (encoding === "SQL_ASCII") await run(connected, "SET client_encoding = 'SQL_ASCII'");
  await run(connected, "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SAVEPOINT wct");
  const [state] = await rowsOf(connected, "SELECT pg_catalog.current_setting('transaction_read_only')");
  if (state?.[0] !== "on") {
    context.fail("SESSION_WRITABLE", "PostgreSQL did not set the session read-only", "Connect without a proxy");
  }
  return { backend: backend ?? "", facts: `read-only session of PostgreSQL ${version}` };
}

/**
 * Runs a statement and goes back to the savepoint. This releases the locks of the statement, of which a server has room
 * for a few thousand, and lets the transaction continue after an error.
 */
async function withinSavepoint(connected: Connected, sql: string, onRow?: (row: Row) => void): Promise<readonly Row[]> {
  const rows: Row[] = [];
  try {
    await run(connected, `${sql}; ${backToSavepoint}`, onRow ?? ((row) => void rows.push(row)));
    return rows;
  } catch (error) {
    await run(connected, backToSavepoint).catch(() => undefined);
    throw error;
  }
}

const backToSavepoint = "ROLLBACK TO SAVEPOINT wct";

/** Asks the server to end the query that runs. */
async function cancelQuery({ driver, again }: Connected, backend: string): Promise<void> {
  try {
    const client = await again();
    await run({ driver, client }, `SELECT pg_catalog.pg_cancel_backend(${Number(backend)})`);
    await client.end();
  } catch {
    // The connection is closed in any case. The server then ends the query at the latest by statement_timeout.
  }
}
