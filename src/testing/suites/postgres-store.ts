import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { ArtifactId, RecordStore, RunId, StagedObject } from "../../domain/index.ts";
import { openRecordStore } from "../../store/index.ts";
import { artifactProduced, numberEvents, runFinished, runStarted } from "../sample-events.ts";
import { type StoreDatabase, temporaryPostgresUrl } from "../servers/index.ts";
import { noon, write } from "./store-suite-support.ts";

/** Gives each test of a file an empty database, and closes the stores that the test opens. */
export function postgresStoreTests() {
  let database: StoreDatabase;
  const stores: RecordStore[] = [];
  const closeAll = async (): Promise<void> => {
    for (const store of stores.splice(0)) await store.close();
  };

  beforeAll(async () => {
    database = await temporaryPostgresUrl();
  });
  afterAll(() => database.drop());
  beforeEach(() => database.run("DROP SCHEMA IF EXISTS wct CASCADE; DROP SCHEMA IF EXISTS wct_jobs CASCADE"));
  afterEach(closeAll);

  async function open(mode: "write" | "read" = "write", url = database.url): Promise<RecordStore> {
    const store = await openRecordStore({ url, env: database.env, mode });
    stores.push(store);
    return store;
  }

  const run = (sql: string) => database.run(sql);
  const count = async (table: string) => Number((await run(`SELECT count(*) FROM wct.${table}`))[0]?.[0]);
  return { database: () => database, open, closeAll, run, count };
}

/** Writes an object that is stored in chunks. */
export const writeLarge = (store: RecordStore, bytes = 3 << 20): Promise<StagedObject> =>
  write(store, [randomBytes(bytes >> 1).toString("hex")]);

/** Starts a run that the test appends to. */
export async function startRun(store: RecordStore) {
  const writer = await store.executions.createRun(noon);
  const make = numberEvents(writer.run);
  await writer.append({ events: make(runStarted()), objects: [] });
  const produce = async (object: StagedObject, id = "a") =>
    await writer.append({ events: make(...artifactProduced(id as ArtifactId, object)), objects: [object] });
  const finish = async () => {
    await writer.append({ events: make(runFinished("completed")), objects: [] });
    await writer.close();
  };
  return { writer, make, produce, finish };
}

export const statusOf = async (store: RecordStore, run: RunId) => (await store.executions.run(run))?.status;
