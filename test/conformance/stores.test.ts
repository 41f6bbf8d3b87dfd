import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import type { RecordStore } from "../../src/domain/index.ts";
import { createMemoryStore, openRecordStore } from "../../src/store/index.ts";
import { answeringLater } from "../../src/testing/late-store.ts";
import { postgresServer, type StoreDatabase, temporaryPostgresUrl } from "../../src/testing/servers/index.ts";
import { recordStoreSuite } from "../../src/testing/suites/record-store-suite.ts";

describe("memory store", () => {
  recordStoreSuite({ test, open: async () => createMemoryStore() });
});

describe("SQLite store", () => {
  recordStoreSuite({ test, open: openTemporary });
});

describe("a memory store that answers later", () => {
  recordStoreSuite({ test, open: async () => answeringLater(createMemoryStore()) });
});

describe("a SQLite store that answers later", () => {
  recordStoreSuite({ test, open: async () => answeringLater(await openTemporary()) });
});

describe.skipIf(postgresServer === undefined)("PostgreSQL store [needs PostgreSQL]", () => {
  let database: StoreDatabase;
  beforeAll(async () => {
    database = await temporaryPostgresUrl();
  });
  afterAll(() => database.drop());

  recordStoreSuite({
    test,
    open: async () => {
      await database.run("DROP SCHEMA IF EXISTS wct CASCADE");
      return await openRecordStore({ url: database.url, env: database.env, mode: "write" });
    },
  });
});

async function openTemporary(): Promise<RecordStore> {
  const folder = mkdtempSync(join(tmpdir(), "wct-suite-"));
  const store = await openRecordStore({ dir: join(folder, ".wct"), mode: "write" });
  return {
    ...store,
    async close() {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
