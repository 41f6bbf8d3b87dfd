import { chmodSync, chownSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { collect, fakeContext } from "../../testing/component-context.ts";
import { sqliteConfig } from "./config.ts";
import { extractDatabase } from "./extract.ts";

let folder: string;
let path: string;
let temporaryFolder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wct-database-"));
  path = join(folder, "shop.db");
  temporaryFolder = mkdtempSync(join(tmpdir(), "wct-temporary-"));
});
afterEach(() => {
  for (const one of [folder, temporaryFolder]) rmSync(one, { recursive: true, force: true });
});

const read = (database: string) => {
  const config = { ...sqliteConfig.parse({ database_path: database }), database_path: { path: database, shown: "a" } };
  return collect(extractDatabase(fakeContext({ config, temporaryFolder })));
};

/** Runs the work without the rights of the root user, who may write anywhere. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return await work();
  chownSync(temporaryFolder, 65_534, 65_534);
  process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

test.each([
  ["with its log", ["", "-wal"]],
  ["with its log and the index of the log", ["", "-wal", "-shm"]],
  ["without its log", [""]],
])("a WAL database is read %s where nothing may be written", async (_, suffixes) => {
  const writer = new DatabaseSync(path);
  const sql = `PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t (a INT); INSERT INTO t VALUES (1), (2), (3); PRAGMA wal_checkpoint(TRUNCATE)`;
  writer.exec(`${sql}; ${suffixes.length > 1 ? "INSERT INTO t VALUES (4)" : ""}`);
  const evidence = join(folder, "evidence");
  mkdirSync(evidence);
  for (const suffix of suffixes) {
    copyFileSync(path + suffix, join(evidence, `shop.db${suffix}`));
    chmodSync(join(evidence, `shop.db${suffix}`), 0o444);
  }
  writer.close();
  for (const one of [folder, evidence]) chmodSync(one, 0o555);
  const before = readdirSync(evidence);
  const { rest } = await asNobody(() => read(join(evidence, "shop.db")));
  expect(rest.summary).toMatchObject({ rows: suffixes.length > 1 ? 4 : 3 });
  expect(readdirSync(evidence)).toEqual(before);
  expect(readdirSync(temporaryFolder)).toEqual([]);
  for (const one of [folder, evidence]) chmodSync(one, 0o700);
});
