import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { SchemaRef } from "../../domain/index.ts";
import { numberEvents, runStarted } from "../../testing/sample-events.ts";
import { openArtifactReader, openRecordStore } from "../index.ts";

let folder: string;
let dir: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wct-store-"));
  dir = join(folder, ".wct");
});

afterEach(() => rmSync(folder, { recursive: true }));

const open = (mode: "write" | "read" = "write") => openRecordStore({ dir, mode });

async function makeStore(): Promise<void> {
  await (await open()).close();
}

/** Returns every path below a folder with its kind and permissions. */
function modes(path: string): readonly string[] {
  const names = readdirSync(path, { recursive: true, encoding: "utf8" });
  return [path, ...names.map((name) => join(path, name))].map((name) => {
    const stat = statSync(name);
    return `${stat.isDirectory() ? "d" : "f"}${(stat.mode & 0o777).toString(8)}`;
  });
}

async function fill(dirOfStore: string): Promise<void> {
  const store = await openRecordStore({ dir: dirOfStore, mode: "write" });
  for (const spool of [false, true]) {
    const message = store.artifacts.writer({ spool });
    message.write(["x".repeat(100_000)]);
    const object = await message.finish("a:1.0.0" as SchemaRef, {}, { stream: true });
    const writer = await store.executions.createRun(new Date(0));
    await writer.append({ events: numberEvents(writer.run)(runStarted()), objects: [object] });
  }
  const found = modes(dirOfStore);
  expect(found.length).toBeGreaterThan(12);
  expect(new Set(found)).toEqual(new Set(["d700", "f600"]));
  await store.close();
}

test("everything in a store is its owner's only, with a log and a spool", async () => {
  await fill(dir);
  expect(readFileSync(join(dir, ".gitignore"), "utf8")).toBe("*\n");
});

test("modes do not depend on the umask", () => {
  const program = join(folder, "umask.ts");
  const index = join(import.meta.dirname, "../index.ts");
  writeFileSync(
    program,
    `process.umask(Number(process.argv[3]));
     const { openRecordStore } = await import(${JSON.stringify(index)});
     await openRecordStore({ dir: process.argv[2], mode: "write" });
     process.kill(process.pid, "SIGKILL");`,
  );
  for (const umask of [0, 0o277]) {
    const other = join(folder, `umask-${umask}`);
    expect(() => execFileSync(process.execPath, [program, other, String(umask)])).toThrow(/SIGKILL|Command failed/);
    expect(new Set(modes(other)), `umask ${umask.toString(8)}`).toEqual(new Set(["d700", "f600"]));
    expect(existsSync(join(other, "store.db-wal"))).toBe(true);
  }
});

test("a folder that was opened to others is closed again", async () => {
  await makeStore();
  chmodSync(dir, 0o755);
  chmodSync(join(dir, "store.db"), 0o644);
  await makeStore();
  expect(new Set(modes(dir))).toEqual(new Set(["d700", "f600"]));
});

test("reading where there is no store fails and creates nothing", async () => {
  await expect(open("read")).rejects.toMatchObject({ code: "WCT_STORE_NOT_FOUND" });
  expect(readdirSync(folder)).toEqual([]);
  mkdirSync(dir);
  writeFileSync(join(dir, "store.db"), "");
  await expect(open("read")).rejects.toMatchObject({ code: "WCT_STORE_NOT_FOUND" });
});

test("a folder that holds something else is not turned into a store", async () => {
  mkdirSync(dir);
  chmodSync(dir, 0o755);
  writeFileSync(join(dir, "thesis.txt"), "");
  await expect(open()).rejects.toMatchObject({ code: "WCT_STORE_UNREADABLE" });
  expect(readdirSync(dir)).toEqual(["thesis.txt"]);
  expect(modes(dir)).toContain("d755");
});

test("a file in the place of the folder is refused", async () => {
  writeFileSync(dir, "");
  await expect(open()).rejects.toMatchObject({ code: "WCT_STORE_UNREADABLE" });
  await expect(open("read")).rejects.toMatchObject({ code: "WCT_STORE_NOT_FOUND" });
});

test("a store of a newer program is refused, for reading too", async () => {
  await makeStore();
  const database = new DatabaseSync(join(dir, "store.db"));
  database.exec("PRAGMA user_version = 99");
  database.close();
  for (const mode of ["write", "read"] as const) {
    await expect(open(mode)).rejects.toMatchObject({
      code: "WCT_STORE_NEWER",
      message: `the store "${dir}" has version 99; this wct knows versions up to 3`,
    });
  }
});

test("a file that is not a database is called damaged, and nothing of it is quoted", async () => {
  await makeStore();
  writeFileSync(join(dir, "store.db"), "Erika Mustermann, born 1970 ".repeat(500));
  for (const mode of ["write", "read"] as const) {
    const refused = await open(mode).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "WCT_STORE_DAMAGED" });
    expect(String(refused)).not.toContain("Erika");
  }
});

test("another program's database is refused and left alone", async () => {
  mkdirSync(dir);
  const database = new DatabaseSync(join(dir, "store.db"));
  database.exec("CREATE TABLE orders (id)");
  database.close();
  await expect(open()).rejects.toMatchObject({ code: "WCT_STORE_DAMAGED" });
});

test("a network file system is refused before anything is created", async () => {
  const fileSystemType = () => 0x6969;
  for (const mode of ["write", "read"] as const) {
    if (mode === "read") await makeStore();
    const before = readdirSync(folder);
    const opened = openRecordStore({ dir, mode, fileSystemType });
    await expect(opened).rejects.toMatchObject({ code: "WCT_STORE_NETWORK" });
    expect(readdirSync(folder)).toEqual(before);
  }
});

test("the key stays the same, and reading does not need it", async () => {
  const first = await open();
  const second = await open();
  expect(Buffer.from(second.key).equals(first.key)).toBe(true);
  await first.close();
  await second.close();
  rmSync(join(dir, "key"));
  const reader = await open("read");
  expect(await reader.executions.runs()).toEqual([]);
  expect(() => reader.key).toThrow(expect.objectContaining({ code: "WCT_STORE_DAMAGED" }));
  await reader.close();
  expect(existsSync(join(dir, "key"))).toBe(false);
});

test("a key that is cut off is damage, not a new key", async () => {
  await makeStore();
  writeFileSync(join(dir, "key"), "short");
  await expect(open()).rejects.toMatchObject({ code: "WCT_STORE_DAMAGED" });
});

test("a reader sees what a writer commits meanwhile, and a worker's reader finds spooled objects", async () => {
  const store = await open();
  const reader = await open("read");
  const writer = await store.executions.createRun(new Date(0));
  await writer.append({ events: numberEvents(writer.run)(runStarted()), objects: [] });
  expect((await reader.executions.run(writer.run))?.status).toBe("running");
  if (store.artifacts.location === null) throw new Error("the store can be shared");
  const worker = await openArtifactReader(structuredClone(store.artifacts.location));
  const message = worker.writer({ spool: true });
  message.write(["raw"]);
  const { digest } = await message.finish("a:1.0.0" as SchemaRef, {}, { stream: true });
  expect(await store.artifacts.verify(digest)).toBe("intact");
  expect(await reader.artifacts.verify(digest)).toBe("absent");
  await worker.close();
  await reader.close();
  await store.close();
});

test("spooled content is encrypted on disk and gone when the store closes", async () => {
  const store = await open();
  const message = store.artifacts.writer({ spool: true });
  message.write([{ name: "Erika Mustermann" }]);
  const { digest } = await message.finish("a:1.0.0" as SchemaRef, {}, { stream: true });
  const [name = "", ...others] = readdirSync(join(dir, "spool"));
  expect(others).toEqual([]);
  const file = join(dir, "spool", name, digest.slice(0, 2), digest);
  expect(readFileSync(file).includes("Erika")).toBe(false);
  expect(readFileSync(file).includes("a:1.0.0")).toBe(false);
  await store.close();
  expect(existsSync(file)).toBe(false);
});

test("a write that fails is coded and changes nothing", async () => {
  const store = await open();
  const writer = await store.executions.createRun(new Date(0));
  const make = numberEvents(writer.run);
  await writer.append({ events: make(runStarted()), objects: [] });
  const head = writer.head();
  const other = new DatabaseSync(join(dir, "store.db"));
  other.exec("CREATE TRIGGER full BEFORE INSERT ON frames BEGIN SELECT RAISE(FAIL, 'no'); END");
  const late = make({ type: "run.continued", command: "continue" });
  expect(() => writer.append({ events: late, objects: [] })).toThrow();
  expect(writer.head()).toBe(head);
  other.exec("DROP TRIGGER full");
  other.close();
  await writer.append({ events: late, objects: [] });
  expect((await store.executions.verifyChain(writer.run)).damage).toEqual([]);
  await store.close();
});
