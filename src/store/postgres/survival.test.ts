import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Digest, RecordStore } from "../../domain/index.ts";
import {
  type PrivatePostgres,
  postgresPrograms,
  privatePostgres,
  type ServerProxy,
  serverProxy,
} from "../../testing/servers/index.ts";
import { startRun, writeLarge } from "../../testing/suites/postgres-store.ts";
import { write } from "../../testing/suites/store-suite-support.ts";
import { openRecordStore } from "../record-store.ts";

describe.skipIf(postgresPrograms === undefined)("a run whose server [needs programs of PostgreSQL]", () => {
  let server: PrivatePostgres;
  let proxy: ServerProxy;
  const stores: RecordStore[] = [];

  beforeAll(async () => {
    server = await privatePostgres();
  });
  afterAll(() => server[Symbol.asyncDispose]());
  beforeEach(async () => {
    await server.run("DROP SCHEMA IF EXISTS wct CASCADE");
    proxy = await serverProxy({ host: "127.0.0.1", port: server.port });
  });
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
    await proxy[Symbol.asyncDispose]();
  });

  async function open(port = server.port, patience = 30_000): Promise<RecordStore> {
    const url = `${server.url.replace(/:\d+\//, `:${port}/`)}?connect_timeout=1`;
    const store = await openRecordStore({ url, env: new Map(), mode: "write", silence: 150, patience });
    stores.push(store);
    return store;
  }

  /** Records 24 artifacts while `trouble` happens, and returns what the record then is. */
  async function recordThrough(store: RecordStore, trouble: (i: number) => unknown) {
    const { produce, finish, writer } = await startRun(store);
    const digests: Digest[] = [];
    for (let i = 0; i < 24; i++) {
      const object = i % 8 === 3 ? await writeLarge(store, 2 << 20) : await write(store, [i, writer.run]);
      digests.push(object.digest);
      const produced = produce(object, `a${i}`);
      for (let turns = 0; turns < i; turns++) await new Promise(setImmediate);
      await trouble(i);
      await produced;
    }
    await finish();
    const { events, damage } = await store.executions.verifyChain(writer.run);
    const conditions = new Set((await store.artifacts.verifyAll(digests)).values());
    return { events, damage, conditions: [...conditions] };
  }

  // Two events of the run, and four of each artifact.
  const whole = { events: 98, damage: [], conditions: ["intact"] };

  test.each(["fast", "killed"] as const)("is stopped (%s) and starts again records each frame once", async (how) => {
    const restart = async (i: number): Promise<void> => {
      if (i % 8 !== 5) return;
      await server.stop(how);
      await server.start();
    };
    expect(await recordThrough(await open(), restart)).toEqual(whole);
  });

  test("is killed while large content is on its way stores it whole", async () => {
    const store = await open();
    const { produce, finish, writer } = await startRun(store);
    const writing = write(store, [randomBytes(24 << 20).toString("base64")]);
    await delay(60);
    await server.stop("killed");
    await server.start();
    const object = await writing;
    await produce(object);
    await finish();
    expect((await store.executions.verifyChain(writer.run)).damage).toEqual([]);
    expect(await store.artifacts.verify(object.digest)).toBe("intact");
  });

  test("ends its sessions again and again records each frame once", async () => {
    const store = await open();
    const end =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'wct' AND pid <> pg_backend_pid()";
    expect(await recordThrough(store, () => server.run(end))).toEqual(whole);
  });

  test("is behind a proxy that goes silent asks elsewhere, and records each frame once", async () => {
    const store = await open(proxy.port);
    expect(await recordThrough(store, (i) => i % 6 === 2 && proxy.silence("open"))).toEqual(whole);
  });

  test("takes long to answer is not taken for lost", async () => {
    const store = await open(proxy.port);
    const { produce, finish, writer } = await startRun(store);
    const object = await write(store, ["waits for a lock"]);
    const sessions = () => server.run("SELECT pid FROM pg_stat_activity WHERE application_name = 'wct' ORDER BY pid");
    const before = await sessions();
    const locked = server.run("BEGIN; LOCK TABLE wct.runs; SELECT pg_sleep(0.8); COMMIT");
    await delay(200);
    await produce(object);
    await locked;
    await finish();
    expect(await store.executions.verifyChain(writer.run)).toMatchObject({ events: 6, damage: [] });
    expect(await sessions()).toEqual(before);
  });

  test("stays silent ends with a coded error, and is read and continued when it speaks again", async () => {
    const { produce, writer } = await startRun(await open(proxy.port, 500));
    const object = await write(await open(), ["late"]);
    proxy.silence("all");
    await expect(produce(object)).rejects.toMatchObject({
      code: "WCT_STORE_WRITE_FAILED",
      message: /cannot be written: it does not answer in time/,
    });
    const other = await open();
    expect(await other.executions.verifyChain(writer.run)).toMatchObject({ events: 1, damage: [] });
    proxy.speak();
  });
});
