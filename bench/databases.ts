import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { postgresServer, type TestDatabase, temporaryPostgres } from "../src/testing/servers/index.ts";
import { runbookOf, runProgram } from "./run-program.ts";

const tables = 20;
const rowsOfTable = 2300;
const emptyTables = 1000;

/** Measures whole databases of a PostgreSQL server: read and analysed, and metadata alone. */
export async function benchDatabases(print: (line: string) => void): Promise<void> {
  if (postgresServer === undefined) return print("no PostgreSQL server answers; see CONTRIBUTING.md");
  const full = await temporaryPostgres();
  try {
    for (let index = 0; index < tables; index++) {
      await full.run(`CREATE TABLE customers_${index} (id int PRIMARY KEY, name text, email text, phone text, city text,
        note text, born date, amount numeric(10, 2)); INSERT INTO customers_${index} SELECT i, 'Erika Muster ' || i,
        'erika' || i || '@example.org', '+49 171 ' || (2000000 + i), 'Bonn', 'note ' || md5(i::text), '1980-01-01'::date + i,
        i / 7.0 FROM generate_series(1, ${rowsOfTable}) i`);
    }
    await full.run("ANALYZE");
    const bare = await bareDriver(full);
    const read = await measured(full, { max_rows_per_table: 100_000 });
    print(`${tables} tables of ${tables * rowsOfTable} rows: the whole command ${seconds(read.wall)}`);
    for (const [id, { took }] of read.artifacts) print(`  ${id.padEnd(6)} ${seconds(took)}`);
    const took = read.artifacts.get("shop")?.took ?? Number.NaN;
    print(
      `  the bare driver in a thread of its own ${seconds(bare)}, so the connector takes ${(took / bare).toFixed(1)} x`,
    );
  } finally {
    await full.drop();
  }
  const wide = await temporaryPostgres();
  try {
    await wide.run(`DO $$ BEGIN FOR i IN 1..${emptyTables} LOOP EXECUTE format(
      'CREATE TABLE t%s (id int PRIMARY KEY, name text NOT NULL, email text, at timestamptz DEFAULT now())', i); END LOOP; END $$`);
    const read = await measured(wide, { schema_only: true });
    print(`metadata of ${emptyTables} tables: ${seconds(read.artifacts.get("shop")?.took ?? Number.NaN)}`);
  } finally {
    await wide.drop();
  }
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

async function measured({ properties }: TestDatabase, more: object) {
  const folder = mkdtempSync(join(tmpdir(), "wct-bench-"));
  try {
    const runbook = runbookOf([
      { id: "shop", type: "postgres", properties: { ...properties, ...more } },
      { id: "found", type: "personal_data", input: "shop", output: true },
    ]);
    return await runProgram(runbook, { folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Returns how long the driver takes to load, to connect and to read every row as text, in a thread of its own: the
 * connector also starts cold.
 */
async function bareDriver({ properties }: TestDatabase): Promise<number> {
  const columns = ["id", "name", "email", "phone", "city", "note", "born", "amount"].map((name) => `${name}::text`);
  const statements = Array.from(
    { length: tables },
    (_, index) => `SELECT ${columns.join(", ")} FROM customers_${index} ORDER BY id`,
  );
  const connection = { ...properties, password: postgresServer?.password ?? "" };
  const thread = new Worker(new URL("./bare-driver.ts", import.meta.url), { workerData: { connection, statements } });
  const [milliseconds] = await once(thread, "message");
  return Number(milliseconds);
}
