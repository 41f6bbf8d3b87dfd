import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { collect, fakeContext } from "../testing/component-context.ts";
import { filesystemConfig } from "./filesystem/config.ts";
import { filesystem } from "./filesystem/index.ts";
import { sqliteConfig } from "./sqlite/config.ts";
import { sqlite } from "./sqlite/index.ts";

let folder: string;
let probe: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wct-state-"));
  probe = `${folder}.probe`;
});
afterEach(() => {
  for (const one of [folder, probe, `${folder}-other`]) rmSync(one, { recursive: true, force: true });
});

/** A run that began long after every change: only attributes of files are compared. */
const later = () => new Date(Date.now() + 60_000);
/** A run that began before every change: the content of files is compared. */
const earlier = () => new Date(Date.now() - 60_000);

/** Returns when a change gets another time stamp than every change before it: the rule of 2 seconds, made short. */
function nextTimeStamp(): void {
  const stamp = (): bigint => {
    writeFileSync(probe, "");
    return statSync(probe, { bigint: true }).ctimeNs;
  };
  const first = stamp();
  while (stamp() === first);
}

type Edit = (path: (name: string) => string) => void;

/** Ignores the errors of edits that are not possible at this moment, such as those of a file that was deleted. */
function attempt(edit: Edit): void {
  try {
    edit((name) => join(folder, name));
  } catch {
    // Nothing changed, or a part of it.
  }
}

const names = ["a.txt", "b.txt", "sub/c.txt", "sub/d.log", "e.bin"] as const;
const name = fc.constantFrom(...names);
const text = fc.constantFrom("one", "two", "ten", "a longer text", "");
const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(name, text).map(
    ([file, content]): Edit =>
      (at) =>
        writeFileSync(at(file), content),
  ),
  // As long as before, with the old time of modification.
  name.map(
    (file): Edit =>
      (at) => {
        const { size, atime, mtime } = statSync(at(file));
        writeFileSync(at(file), readFileSync(at(file), "utf8").split("").reverse().join("").padEnd(size));
        utimesSync(at(file), atime, mtime);
      },
  ),
  fc.tuple(name, name).map(
    ([from, to]): Edit =>
      (at) =>
        renameSync(at(from), at(to)),
  ),
  name.map(
    (file): Edit =>
      (at) =>
        rmSync(at(file)),
  ),
  fc.tuple(fc.constantFrom("l.txt", "m"), fc.constantFrom("a.txt", "b.txt", "sub", "gone", "../outside")).map(
    ([link, target]): Edit =>
      (at) => {
        rmSync(at(link), { force: true });
        symlinkSync(target, at(link));
      },
  ),
  fc.constantFrom("*.log\n", "sub/\n", "").map(
    (rules): Edit =>
      (at) =>
        writeFileSync(at(".gitignore"), rules),
  ),
  fc.tuple(name, fc.constantFrom(0o600, 0o000)).map(
    ([file, mode]): Edit =>
      (at) =>
        chmodSync(at(file), mode),
  ),
);

describe("the state of a folder", () => {
  const context = (properties: object, now = later()) => {
    const config = filesystemConfig.parse({ path: folder, ...properties });
    return fakeContext({ config: { ...config, path: { path: folder, shown: "./files" } }, now });
  };
  const stateOf = async (properties: object = {}, now?: Date) =>
    JSON.stringify(await filesystem.sourceState?.(context(properties, now)));
  const contentOf = async (properties: object) =>
    JSON.stringify(await collect(filesystem.extract(context(properties))).catch(String));
  const fill = (): void => {
    rmSync(folder, { recursive: true });
    mkdirSync(join(folder, "sub"), { recursive: true });
    for (const file of names) writeFileSync(join(folder, file), file === "e.bin" ? "\0\x01" : `text of ${file}`);
  };

  test.each([
    ["attributes", {}, later],
    ["attributes, where links are followed", { follow_symlinks: true }, later],
    ["what changed lately", { follow_symlinks: true }, earlier],
    ["content", { change_detection: "content", follow_symlinks: true }, later],
  ])("is another one whenever other content would be read: %s", async (_, properties, nowOf) => {
    const now = nowOf();
    await fc.assert(
      fc.asyncProperty(fc.array(edits, { minLength: 1, maxLength: 3 }), async (some) => {
        fill();
        const before = [await contentOf(properties), await stateOf(properties, now)];
        expect(await stateOf(properties, now)).toBe(before[1]);
        nextTimeStamp();
        for (const edit of some) attempt(edit);
        const after = [await contentOf(properties), await stateOf(properties, now)];
        if (after[0] !== before[0]) expect(after[1]).not.toBe(before[1]);
      }),
      { numRuns: 60, seed: 12 },
    );
  });

  test("is the same after a change of a file that is not read", async () => {
    fill();
    writeFileSync(join(folder, ".gitignore"), "*.log\n");
    const before = await stateOf();
    writeFileSync(join(folder, "sub/d.log"), "more");
    expect(await stateOf()).toBe(before);
  });

  test("by content is the same for a copy, and after a touch", async () => {
    fill();
    const before = await stateOf({ change_detection: "content" });
    nextTimeStamp();
    fill();
    expect(await stateOf({ change_detection: "content" })).toBe(before);
  });

  test("is not known if the user wants that, or if more changed lately than is worth hashing", async () => {
    fill();
    expect(await stateOf({ change_detection: "off" })).toBe("null");
    writeFileSync(join(folder, "large.txt"), "");
    for (const part of ["a", "b", "c", "d", "e", "f", "g"])
      writeFileSync(join(folder, `${part}.large`), Buffer.alloc(10 * 1024 * 1024, part));
    expect(await stateOf({}, earlier())).toBe("null");
    expect(await stateOf({}, later())).not.toBe("null");
  });

  test("says what was compared", async () => {
    fill();
    expect(await filesystem.sourceState?.(context({}))).toMatchObject({ by: "size and time of each file" });
  });
});

describe("the state of a database", () => {
  const path = () => join(folder, "shop.db");
  const context = (now = later()) => {
    const config = { ...sqliteConfig.parse({ database_path: path() }), database_path: { path: path(), shown: "a" } };
    const temporaryFolder = `${folder}-other`;
    mkdirSync(temporaryFolder, { recursive: true });
    return fakeContext({ config, now, temporaryFolder });
  };
  const stateOf = async (now?: Date) => JSON.stringify(await sqlite.sourceState?.(context(now)));
  const contentOf = async () => JSON.stringify(await collect(sqlite.extract(context())).catch(String));
  const statements = fc.constantFrom(
    "INSERT INTO t VALUES ('new')",
    "UPDATE t SET a = 'abd' WHERE a = 'abc'",
    "UPDATE t SET a = 'abc' WHERE a = 'abd'",
    "DELETE FROM t WHERE rowid = (SELECT max(rowid) FROM t)",
    "CREATE TABLE IF NOT EXISTS u (b TEXT)",
    "DROP TABLE IF EXISTS u",
    "PRAGMA wal_checkpoint(PASSIVE)",
    "PRAGMA wal_checkpoint(RESTART)",
    "BEGIN; INSERT INTO t VALUES ('gone'); ROLLBACK",
  );

  test.each([
    ["in WAL mode", "WAL", later],
    ["in WAL mode, changed lately", "WAL", earlier],
    ["with a rollback journal", "DELETE", later],
    ["with a journal that stays", "PERSIST", later],
  ])("is another one whenever other content would be read: %s", async (_, mode, nowOf) => {
    const now = nowOf();
    await fc.assert(
      fc.asyncProperty(fc.array(statements, { minLength: 1, maxLength: 4 }), async (some) => {
        rmSync(folder, { recursive: true });
        mkdirSync(folder);
        const db = new DatabaseSync(path());
        db.exec(`PRAGMA synchronous = OFF; PRAGMA journal_mode = ${mode}; PRAGMA wal_autocheckpoint = 0`);
        db.exec("CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('abc'), ('abc')");
        const before = [await contentOf(), await stateOf(now)];
        expect(await stateOf(now)).toBe(before[1]);
        nextTimeStamp();
        for (const sql of some) db.exec(sql);
        const after = [await contentOf(), await stateOf(now)];
        if (after[0] !== before[0]) expect(after[1]).not.toBe(before[1]);
        db.close();
      }),
      { numRuns: 25, seed: 12 },
    );
  });

  test("tells an insert that leaves the file, and the size and time of its log, as they were", async () => {
    const db = new DatabaseSync(path());
    db.exec("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t (a TEXT)");
    db.exec("INSERT INTO t VALUES ('a'), ('b'); PRAGMA wal_checkpoint(RESTART)");
    const { size, atime, mtime } = statSync(`${path()}-wal`);
    const before = await stateOf();
    nextTimeStamp();
    db.exec("INSERT INTO t VALUES ('c')");
    utimesSync(`${path()}-wal`, atime, mtime);
    expect(statSync(`${path()}-wal`).size).toBe(size);
    expect(await stateOf()).not.toBe(before);
    db.close();
  });

  test("is another one after a write to the log of a database that a symbolic link leads to", async () => {
    mkdirSync(join(folder, "real"));
    symlinkSync(join(folder, "real/shop.db"), path());
    const db = new DatabaseSync(path());
    db.exec("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t (a TEXT)");
    db.exec("INSERT INTO t VALUES ('a')");
    const before = [await contentOf(), await stateOf()];
    db.exec("INSERT INTO t VALUES ('b')");
    const after = [await contentOf(), await stateOf()];
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    db.close();
  });

  test("is not known of a database that is not there", async () => {
    expect(await stateOf()).toBe("null");
  });
});
