import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ArtifactId, Digest, EventBody, RecordStore, SchemaRef, StagedObject } from "../src/domain/index.ts";
import { openRecordStore } from "../src/store/index.ts";
import { artifactProduced, numberEvents, runFinished, runStarted } from "../src/testing/sample-events.ts";
import { type PrivatePostgres, postgresPrograms, privatePostgres } from "../src/testing/servers/index.ts";
import { storedBytes } from "./postgres-bytes.ts";

/** `WCT_BENCH_STORE_MB`: megabytes of content that is put and got. */
const megabytes = Number(process.env["WCT_BENCH_STORE_MB"] ?? 256);
const artifacts = 2000;
const schema = "standard_input:1.0.0" as SchemaRef;

/** Measures a store in PostgreSQL beside the server alone, and beside a store in a folder. */
export async function benchPostgresStore(print: (line: string) => void): Promise<void> {
  if (postgresPrograms === undefined) return print("no PostgreSQL server is installed; see CONTRIBUTING.md");
  const folder = mkdtempSync(join(tmpdir(), "wct-bench-"));
  await using server = await privatePostgres([]);
  const stores: ReadonlyMap<string, RecordStore> = new Map([
    ["PostgreSQL", await openRecordStore({ url: server.url, env: new Map(), mode: "write" })],
    ["folder", await openRecordStore({ dir: join(folder, "store"), mode: "write" })],
  ]);
  const meter = meterOf(server, print);
  try {
    print(`content of ${megabytes} MB, per second of wall time:`);
    await meter("psql: COPY of bytes into a table", megabytes, async () => putBytes(server));
    await meter("psql: COPY of the same bytes out", megabytes, async () => getBytes(server));
    const bytes = await storedBytes(server.url);
    await meter("PostgreSQL: put the same bytes", megabytes, () => bytes.put(megabytes, randomMegabyte));
    await meter("PostgreSQL: get them", megabytes, () => bytes.get());
    await bytes.close();
    for (const kind of ["random", "text"] as const) {
      for (const [name, store] of stores) {
        const put = await meter(`${name}: put a message of ${kind}`, megabytes, () => putMessage(store, kind));
        await meter(`${name}: get it`, megabytes, () => getMessage(store, put.digest));
      }
    }
    for (const together of [1, 10]) {
      print(`a run of ${artifacts} artifacts of 1 KB, ${together} per frame; frames per second:`);
      for (const [name, store] of stores) {
        await meter(name, artifacts / together, () => recordRun(store, together), "frames/s");
      }
    }
  } finally {
    for (const store of stores.values()) await store.close();
    rmSync(folder, { recursive: true });
  }
}

/** Prints how much of something is done in a second, and the CPU time of both sides. */
function meterOf(server: PrivatePostgres, print: (line: string) => void) {
  return async <T>(name: string, amount: number, work: () => Promise<T>, unit = "MB/s"): Promise<T> => {
    const [before, client, start] = [server.cpu(), process.cpuUsage(), performance.now()];
    const result = await work();
    const [took, used] = [performance.now() - start, process.cpuUsage(client)];
    const rate = ((amount / took) * 1000).toFixed(0).padStart(6);
    const own = ((used.user + used.system) / 1000).toFixed(0).padStart(5);
    const there = String(server.cpu() - before).padStart(5);
    print(`  ${name.padEnd(38)} ${rate} ${unit}, CPU of wct ${own} ms, of the server ${there} ms`);
    return result;
  };
}

const psql = (server: PrivatePostgres, sql: string, input?: Uint8Array): Buffer =>
  execFileSync(join(postgresPrograms?.bin ?? "", "psql"), ["-X", "-q", server.url, "-c", sql], {
    maxBuffer: 2 ** 31,
    ...(input !== undefined && { input }),
  });

/** The server's part of a put: rows of 1 MB without a client that does anything else. */
function putBytes(server: PrivatePostgres): void {
  psql(
    server,
    "CREATE TABLE plain (number integer, data bytea); ALTER TABLE plain ALTER COLUMN data SET STORAGE EXTERNAL",
  );
  psql(server, "COPY plain FROM STDIN (FORMAT binary)", copyFile());
}

const getBytes = (server: PrivatePostgres): Buffer => psql(server, "COPY plain TO STDOUT (FORMAT binary)");

let made: Buffer | null = null;

/** Rows of a number and 1 MB, as COPY in binary reads them. */
function copyFile(): Buffer {
  const row = (i: number): readonly Buffer[] => {
    const start = Buffer.from("0002000000040000000000000000", "hex");
    start.writeInt32BE(i, 6);
    start.writeInt32BE(1e6, 10);
    return [start, randomMegabyte(i)];
  };
  const start = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
  const rows = Array.from({ length: megabytes }, (_, i) => row(i)).flat();
  made ??= Buffer.concat([start, ...rows, Buffer.from([0xff, 0xff])]);
  return made;
}

const samples = Array.from({ length: 16 }, () => randomBytes(1e6));
const randomMegabyte = (i: number): Buffer => samples[i % samples.length] ?? Buffer.alloc(0);

/** A line of 1 MB. Random characters can be compressed to three quarters, rows to a fraction. */
const lines = {
  random: samples.map((bytes) => Buffer.from(`"${bytes.toString("base64").slice(0, 999_997)}"\n`)),
  text: samples.map((bytes, i) => {
    const row = (j: number) => `{"id":"row-${i}-${j}","email":"${bytes.toString("hex", j, j + 4)}@example.org"},`;
    const rows = Array.from({ length: 20_000 }, (_, j) => row(j)).join("");
    return Buffer.from(`[${rows.slice(0, 1e6).replace(/,[^,]*,[^,]*$/, "")}]\n`);
  }),
} as const;

async function putMessage(store: RecordStore, kind: keyof typeof lines): Promise<StagedObject> {
  const writer = store.artifacts.writer();
  writer.write([`this one is new: ${randomBytes(8).toString("hex")}`]);
  for (let i = 0; i < megabytes; i++) writer.lines(lines[kind][i % samples.length] ?? "", 1);
  const object = await writer.finish(schema, {}, { stream: true });
  const run = await store.executions.createRun(new Date());
  await run.append({ events: numberEvents(run.run)(runStarted()), objects: [object] });
  await run.close();
  return object;
}

async function getMessage(store: RecordStore, digest: Digest): Promise<void> {
  let bytes = 0;
  for await (const piece of (await store.artifacts.open(digest)).raw()) bytes += piece.length;
  if (bytes < megabytes * 900_000) throw new Error("not everything was read");
}

async function recordRun(store: RecordStore, together: number): Promise<void> {
  const writer = await store.executions.createRun(new Date());
  const make = numberEvents(writer.run);
  await writer.append({ events: make(runStarted({ artifacts })), objects: [] });
  for (let at = 0; at < artifacts; at += together) {
    const objects: StagedObject[] = [];
    const bodies: EventBody[] = [];
    for (let i = at; i < at + together; i++) {
      const content = { artifact: `${writer.run}-${i}`, filler: "abcdefghij".repeat(90) };
      const object = await store.artifacts.writer().finish(schema, content, { stream: false });
      objects.push(object);
      bodies.push(...artifactProduced(`artifact_${i}` as ArtifactId, object));
    }
    await writer.append({ events: make(...bodies), objects });
  }
  await writer.append({ events: make(runFinished("completed")), objects: [] });
  await writer.close();
}
