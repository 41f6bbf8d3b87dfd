import { afterEach, describe, expect, test } from "vitest";
import type { RecordStore } from "../../../domain/index.ts";
import { postgresServer, type ServerProxy, serverProxy } from "../../../testing/servers/index.ts";
import { postgresStoreTests } from "../../../testing/suites/postgres-store.ts";
import { openRecordStore } from "../../record-store.ts";

describe.skipIf(postgresServer === undefined)("a session that listens [needs PostgreSQL]", () => {
  const { database, run } = postgresStoreTests();
  let [proxy, store]: [ServerProxy?, RecordStore?] = [];

  afterEach(async () => {
    await store?.close();
    await proxy?.[Symbol.asyncDispose]();
  });

  /**
   * A worker behind a proxy: what it heard, and how often it was told to look for jobs. `before` is called when it has
   * sessions and does not listen yet.
   */
  async function listening(silence = 150, before: (proxy: ServerProxy) => void = () => undefined) {
    const { host, port } = database().properties;
    proxy = await serverProxy({ host, port });
    const url = `${database().url.replace(`@${host}:${port}/`, `@127.0.0.1:${proxy.port}/`)}?connect_timeout=1`;
    store = await openRecordStore({ url, env: database().env, mode: "write", silence });
    const worker = await store.jobs?.forWorker();
    const told = { looks: 0, withdrawn: new Set<string>() };
    before(proxy);
    const ear = await worker?.listen({
      jobs: () => void told.looks++,
      withdrawn: (job) => void told.withdrawn.add(job),
    });
    const end = async (): Promise<void> => {
      ear?.close();
      await worker?.close();
    };
    return { proxy, told, end, ear };
  }

  const listeners = async (statement: string) =>
    (await run(`SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '${statement}%'`))
      .length;

  const sessions = () => listeners("LISTEN");

  test("hears nothing while it is paused, and says so when it goes on", async () => {
    const { told, end, ear } = await listening();
    expect(await ear?.resume()).toBe(false);
    ear?.pause();
    await expect.poll(async () => await listeners("UNLISTEN")).toBe(1);
    await run("SELECT pg_notify('wct_withdrawn', 'missed')");
    expect(await ear?.resume()).toBe(true);
    await run("SELECT pg_notify('wct_withdrawn', 'heard')");
    await expect.poll(() => [...told.withdrawn]).toEqual(["heard"]);
    await end();
  });

  test("hears if it goes on while its session is being opened again", async () => {
    const { proxy: between, told, end, ear } = await listening();
    ear?.pause();
    between.silence("all");
    // Its session counts as lost, and the next one waits for an answer.
    await run("SELECT pg_sleep(1)");
    expect(await ear?.resume()).toBe(true);
    between.speak();
    const heard = async () => {
      await run("SELECT pg_notify('wct_withdrawn', 'heard')");
      return [...told.withdrawn];
    };
    await expect.poll(heard, { timeout: 8000 }).toEqual(["heard"]);
    await end();
  });

  test("is opened again when its connection went silent, and looks for what it missed", async () => {
    const { proxy: between, told, end } = await listening();
    between.silence("open");
    await run("SELECT pg_notify('wct_withdrawn', 'missed')");
    await expect.poll(() => told.looks, { timeout: 5000 }).toBeGreaterThan(0);
    await run("SELECT pg_notify('wct_withdrawn', 'heard')");
    await expect.poll(() => [...told.withdrawn]).toEqual(["heard"]);
    await end();
  });

  test("is opened anew if the session that it takes has gone silent", async () => {
    const { told, end } = await listening(150, (between) => between.silence("open"));
    await run("SELECT pg_notify('wct_withdrawn', 'heard')");
    await expect.poll(() => [...told.withdrawn], { timeout: 5000 }).toEqual(["heard"]);
    await end();
  });

  test("stays open while the server answers", async () => {
    const { told, end } = await listening(1000);
    const [before] = await run("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()");
    await run("SELECT pg_sleep(2.5)");
    expect(await run("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")).toEqual([before]);
    expect(told.looks).toBe(0);
    await end();
  });

  test("is opened once when it is lost again and again", async () => {
    const { told, end } = await listening();
    for (let n = 0; n < 4; n++) {
      const looks = told.looks;
      await run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'wct'",
      );
      await expect.poll(() => told.looks, { timeout: 5000 }).toBe(looks + 1);
    }
    await run("SELECT pg_notify('wct_withdrawn', 'heard')");
    await expect.poll(() => [...told.withdrawn]).toEqual(["heard"]);
    expect(await sessions()).toBeLessThanOrEqual(1);
    await end();
    await expect.poll(sessions).toBe(0);
  });
});
