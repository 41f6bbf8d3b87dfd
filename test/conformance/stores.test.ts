import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "vitest";
import type { RecordStore } from "../../src/domain/index.ts";
import { createMemoryStore, openRecordStore } from "../../src/store/index.ts";
import { recordStoreSuite } from "../../src/testing/record-store-suite.ts";

describe("memory store", () => {
  recordStoreSuite({ test, open: async () => createMemoryStore() });
});

describe("SQLite store", () => {
  recordStoreSuite({ test, open: openTemporary });
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
