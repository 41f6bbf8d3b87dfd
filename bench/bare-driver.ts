// A thread that reads every row with the bare driver, as `databases.ts` asks, and answers how long it took.
import { parentPort, workerData } from "node:worker_threads";

interface Reading {
  readonly connection: object;
  readonly statements: readonly string[];
}

const start = performance.now();
const { connection, statements }: Reading = workerData;
const { default: pg } = await import("pg");
const client = new pg.Client(connection);
await client.connect();
for (const text of statements) await client.query({ text, rowMode: "array" });
await client.end();
parentPort?.postMessage(performance.now() - start);
