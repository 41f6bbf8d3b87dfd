import { expect, test } from "vitest";
import { postgresServer } from "../../../testing/servers/index.ts";
import { postgresStoreTests } from "../../../testing/suites/postgres-store.ts";

test.skipIf(postgresServer === undefined)("workers may open the queue of an empty database at once", async () => {
  const stores = await Promise.all(Array.from({ length: 8 }, () => open()));
  const queues = await Promise.all(stores.map(async ({ jobs }) => await jobs?.forWorker()));
  for (const jobQueue of queues) expect(await jobQueue?.take({ id: crypto.randomUUID(), labels: [] }, 1)).toEqual([]);
  for (const jobQueue of queues) await jobQueue?.close();
});

const { open } = postgresStoreTests();
