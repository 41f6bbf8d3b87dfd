import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RecordStore, SchemaRef } from "../../domain/index.ts";
import { numberEvents, runFinished, runStarted } from "../../testing/sample-events.ts";
import { openRecordStore } from "../index.ts";
import { ownedName } from "./owner.ts";

const longAgo = new Date("2001-01-01T00:00:00Z");
const gone = ownedName({ pid: 999_999_999, boot: "another", namespace: "pid:[1]", start: "1" });
const unsafe = { code: "WCT_STORE_UNSAFE" };

let root: string;
let dir: string;
let others: string;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "wct-links-"));
  dir = join(root, ".wct");
  others = join(root, "others");
  mkdirSync(join(others, "folder"), { recursive: true, mode: 0o755 });
  for (const name of ["letter.txt", gone, "folder/photo.jpg"]) leave(join(others, name));
  chmodSync(others, 0o755);
});

afterEach(() => rmSync(root, { recursive: true }));

const open = (mode: "read" | "write"): Promise<RecordStore> => openRecordStore({ dir, mode });

function leave(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "of somebody else");
  utimesSync(path, longAgo, longAgo);
}

/** Returns names, contents and modes below a folder. */
function stateOf(folder: string): unknown {
  const list = readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted();
  const state = list.map((name) => {
    const stat = lstatSync(join(folder, name));
    return [name, stat.mode, stat.isFile() ? readFileSync(join(folder, name), "latin1") : null];
  });
  return [statSync(folder).mode, ...state];
}

/** Records a run whose artifact has a file of its own. Returns the path of that file within the store. */
async function record(): Promise<string> {
  const store = await open("write");
  const message = store.artifacts.writer();
  message.write(Array.from({ length: 20_000 }, (_, id) => ({ id, text: Math.sin(id).toString(36) })));
  const object = await message.finish("standard_input:1.0.0" as SchemaRef, { name: "x" }, { stream: true });
  const writer = await store.executions.createRun(new Date(0));
  const make = numberEvents(writer.run);
  await writer.append({ events: make(runStarted()), objects: [object] });
  await writer.append({ events: make(runFinished("completed")), objects: [] });
  await writer.close();
  await store.close();
  return join("objects", object.digest.slice(0, 2), object.digest);
}

async function expectRefused(what: string): Promise<void> {
  const before = stateOf(others);
  for (const mode of ["read", "write"] as const) {
    await expect(open(mode), mode).rejects.toMatchObject(unsafe);
    await expect(open(mode), mode).rejects.toThrow(what);
  }
  expect(stateOf(others)).toEqual(before);
}

describe("a link in the store is not followed: it is refused", () => {
  test.each(["objects", "spool", "tmp"])("in place of %s", async (name) => {
    await record();
    rmSync(join(dir, name), { recursive: true });
    symlinkSync(others, join(dir, name));
    await expectRefused(`"${name}" in the store "${dir}" is a symbolic link`);
  });

  test.each(["objects", "spool", "tmp"])("in place of %s, before there is a store", async (name) => {
    mkdirSync(dir);
    symlinkSync(others, join(dir, name));
    const before = stateOf(others);
    await expect(open("write")).rejects.toMatchObject(unsafe);
    expect(stateOf(others)).toEqual(before);
  });

  test.each(["store.db", "store.db-wal", "store.db-shm", "store.db-journal", "key", ".gitignore"])(
    "in place of %s",
    async (name) => {
      await record();
      rmSync(join(dir, name), { force: true });
      symlinkSync(join(others, "letter.txt"), join(dir, name));
      await expectRefused(`"${name}" in the store "${dir}" is a symbolic link`);
    },
  );

  test.each(["store.db", "key", ".gitignore", "store.db-wal"])(
    "in place of %s, where it leads nowhere",
    async (name) => {
      mkdirSync(dir);
      symlinkSync(join(others, "new.txt"), join(dir, name));
      const before = stateOf(others);
      await expect(open("write")).rejects.toMatchObject(unsafe);
      expect(stateOf(others)).toEqual(before);
    },
  );

  test("in place of a folder of objects", async () => {
    const object = await record();
    rmSync(join(dir, dirname(object)), { recursive: true });
    symlinkSync(others, join(dir, dirname(object)));
    await expectRefused(`"${dirname(object)}" in the store "${dir}" is a symbolic link`);
  });
});

describe("what is neither file nor folder is refused", () => {
  test.each(["store.db", "store.db-wal", "key", ".gitignore", "objects", "spool", "tmp"])(
    "a named pipe in place of %s, without waiting for its other end",
    async (name) => {
      await record();
      rmSync(join(dir, name), { recursive: true, force: true });
      execFileSync("mkfifo", [join(dir, name)]);
      await expectRefused(`"${name}" in the store "${dir}" is a named pipe`);
    },
  );

  test.each(["store.db", "key", ".gitignore"])("a folder in place of %s", async (name) => {
    await record();
    rmSync(join(dir, name), { recursive: true, force: true });
    mkdirSync(join(dir, name));
    await expectRefused(`"${name}" in the store "${dir}" is a folder`);
  });

  test("a file in place of a folder", async () => {
    await record();
    rmSync(join(dir, "tmp"), { recursive: true });
    writeFileSync(join(dir, "tmp"), "");
    await expectRefused(`"tmp" in the store "${dir}" is a file`);
  });
});

test.each(["store.db", "store.db-wal", "store.db-shm"])(
  "a hard link in place of %s is not written to",
  async (name) => {
    await record();
    rmSync(join(dir, name), { force: true });
    linkSync(join(others, "letter.txt"), join(dir, name));
    const before = stateOf(others);
    await expect(open("write")).rejects.toThrow(`"${name}" in the store "${dir}" has a second name (a hard link)`);
    expect(stateOf(others)).toEqual(before);
  },
);

test("a database of another program is not changed", async () => {
  mkdirSync(dir);
  const database = new DatabaseSync(join(dir, "store.db"));
  database.exec("CREATE TABLE mail (text TEXT); PRAGMA user_version = 3");
  database.close();
  const before = readFileSync(join(dir, "store.db"));
  for (const mode of ["write", "read"] as const) {
    await expect(open(mode)).rejects.toThrow("is a database of another program");
  }
  expect(readFileSync(join(dir, "store.db")).equals(before)).toBe(true);
  expect(readdirSync(dir)).not.toContain("store.db-wal");
});

describe("only what wct made is removed", () => {
  const strays = [
    ".DS_Store",
    "backup/store.db",
    "objects/.DS_Store",
    "objects/ab/.DS_Store",
    "objects/folder/photo.jpg",
    `objects/ab/${"cd".repeat(32)}`,
    "tmp/.DS_Store",
    "tmp/letter.txt",
    "tmp/folder/photo.jpg",
    "tmp/8f14e45f-ceea-467f-a34e-94fc0e6b1a11",
    "tmp/12-abcdef-W10",
    `tmp/${gone}/photo.jpg`,
    "spool/.DS_Store",
    "spool/letter.txt",
    "spool/folder/photo.jpg",
    "spool/12-abcdef-W10/photo.jpg",
  ];

  test("entries of others stay, however old, and no work stops at them", async () => {
    await record();
    for (const name of strays) leave(join(dir, name));
    symlinkSync(others, join(dir, "spool", gone));
    symlinkSync(join(others, "letter.txt"), join(dir, "tmp", gone.replace("999999999", "999999998")));
    const before = stateOf(others);
    await record();
    const store = await open("write");
    const runs = await store.executions.runs();
    await store.prune({ remove: runs.map(({ id }) => id), drop: [], mode: "do" });
    const found = await store.strays();
    await store.close();
    expect(stateOf(others)).toEqual(before);
    expect(strays.filter((name) => !existsSync(join(dir, name)))).toEqual([]);
    expect(lstatSync(join(dir, "spool", gone)).isSymbolicLink()).toBe(true);
    const named = [...strays.map(topmostStray), join("spool", gone)];
    expect(found).toEqual(expect.arrayContaining(named));
  });

  test("what processes left that are gone is removed, whatever lies in it", async () => {
    await record();
    leave(join(dir, "spool", gone, "ab", "cd".repeat(32)));
    utimesSync(join(dir, "spool", gone), longAgo, longAgo);
    leave(join(dir, "tmp", gone));
    await (await open("write")).close();
    expect(readdirSync(join(dir, "spool"))).toEqual([]);
    expect(readdirSync(join(dir, "tmp"))).toEqual([]);
  });

  test("a link among the objects is neither read nor followed", async () => {
    const object = await record();
    renameSync(join(dir, object), join(others, "moved"));
    symlinkSync(join(others, "moved"), join(dir, object));
    const before = stateOf(others);
    const store = await open("write");
    const digest = object.slice(-64) as never;
    expect(await store.artifacts.verify(digest)).toBe("damaged");
    await store.prune({ remove: (await store.executions.runs()).map(({ id }) => id), drop: [], mode: "do" });
    await store.close();
    expect(stateOf(others)).toEqual(before);
  });

  test("a named pipe among the objects is damage, and nobody waits for its other end", async () => {
    const object = await record();
    rmSync(join(dir, object));
    execFileSync("mkfifo", [join(dir, object)]);
    const store = await open("read");
    expect(await store.artifacts.verify(object.slice(-64) as never)).toBe("damaged");
    await store.close();
  });
});

/** Returns the topmost entry that is not from wct, because a folder is named without its content. */
function topmostStray(name: string): string {
  const [first = "", second, third] = name.split("/");
  if (second === undefined || first === "backup") return first;
  return first === "objects" && second === "ab" && third !== undefined ? name : join(first, second);
}

test("the folder of the store itself may be reached through a link, since the user names it", async () => {
  const link = join(root, "link");
  await record();
  symlinkSync(dir, link);
  const store = await openRecordStore({ dir: link, mode: "write" });
  expect(await store.executions.runs()).toHaveLength(1);
  await store.close();
});
