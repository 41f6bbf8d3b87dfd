import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ArtifactId, Digest, RecordStore, RunId, StagedObject } from "../../domain/index.ts";
import {
  artifactProduced,
  artifactReused,
  numberEvents,
  runFinished,
  runStarted,
} from "../../testing/sample-events.ts";
import {
  postgresServer,
  type ServerProxy,
  type StoreDatabase,
  serverProxy,
  temporaryPostgresUrl,
} from "../../testing/servers/index.ts";
import { listOf, noon, schema, write } from "../../testing/suites/store-suite-support.ts";
import { openRecordStore } from "../record-store.ts";

describe.skipIf(postgresServer === undefined)("a store in PostgreSQL [needs PostgreSQL]", () => {
  let database: StoreDatabase;
  const stores: RecordStore[] = [];

  beforeAll(async () => {
    database = await temporaryPostgresUrl();
  });
  afterAll(() => database.drop());
  beforeEach(() => database.run("DROP SCHEMA IF EXISTS wct CASCADE"));
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
  });

  async function open(mode: "write" | "read" = "write", url = database.url): Promise<RecordStore> {
    const store = await openRecordStore({ url, env: database.env, mode });
    stores.push(store);
    return store;
  }

  const large = (store: RecordStore, bytes = 3 << 20): Promise<StagedObject> =>
    write(store, [randomBytes(bytes >> 1).toString("hex")]);

  async function start(store: RecordStore) {
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

  const expireLease = () => database.run("UPDATE wct.runs SET lease_until = clock_timestamp() - interval '1 second'");
  const statusOf = async (store: RecordStore, run: RunId) => (await store.executions.run(run))?.status;
  const count = async (table: string) => Number((await database.run(`SELECT count(*) FROM wct.${table}`))[0]?.[0]);

  describe("that is opened", () => {
    test("for reading creates nothing, and says that there is no record", async () => {
      await expect(open("read")).rejects.toMatchObject({ code: "WCT_STORE_NOT_FOUND" });
      expect(await database.run("SELECT 1 FROM pg_namespace WHERE nspname = 'wct'")).toEqual([]);
    });

    test("by many processes at once is created once", async () => {
      const opened = await Promise.all(Array.from({ length: 6 }, () => open()));
      expect(new Set(opened.map(({ key }) => Buffer.from(key).toString("hex"))).size).toBe(1);
      expect(await count("store_key")).toBe(1);
    });

    test("by an older wct is refused, and nothing is changed", async () => {
      await open();
      await database.run("UPDATE wct.store SET version = 99");
      await expect(open()).rejects.toMatchObject({ code: "WCT_STORE_NEWER", message: /version 99; this wct knows/ });
      await expect(open("read")).rejects.toMatchObject({ code: "WCT_STORE_NEWER" });
      await expect(stores[0]?.executions.createRun(noon)).rejects.toMatchObject({ code: "WCT_STORE_NEWER" });
    });

    test("by a newer wct is not changed while an older one records", async () => {
      const { writer } = await start(await open());
      await database.run("UPDATE wct.store SET version = 0");
      await expect(open()).rejects.toMatchObject({
        code: "WCT_STORE_LOCKED",
        message: new RegExp(`an older wct is recording run "${writer.run}"`),
      });
      await database.run("UPDATE wct.store SET version = 1");
    });

    test("in a schema of another program is refused", async () => {
      await database.run("CREATE SCHEMA wct; CREATE TABLE wct.something (n integer)");
      await expect(open()).rejects.toMatchObject({ code: "WCT_STORE_DAMAGED" });
      expect(await count("something")).toBe(0);
    });

    test("for reading refuses every change in the server", async () => {
      const { finish, writer } = await start(await open());
      await finish();
      const reader = await open("read");
      expect(await statusOf(reader, writer.run)).toBe("completed");
      await expect(reader.executions.createRun(noon)).rejects.toMatchObject({ code: "WCT_INTERNAL" });
    });

    test("says why the server cannot be reached, without a password", async () => {
      const password = "hunter2secret";
      const { host, port, user } = database.properties;
      const failing = (url: string) => expect(openRecordStore({ url, env: new Map(), mode: "write" })).rejects;
      const at = (place: string) => `postgres://${user}:${password}@${place}`;
      await failing(at(`${host}:${port}/no_such_database`)).toMatchObject({
        code: "WCT_STORE_NOT_FOUND",
        message: `the store "postgres://${user}@${host}:${port}/no_such_database" cannot be opened: the server has no such database`,
      });
      await failing(at("127.0.0.1:1/wct")).toMatchObject({
        code: "WCT_STORE_UNREADABLE",
        message: /nothing listens there/,
      });
      await failing(at("no-such-host.invalid/wct")).not.toThrow(password);
      await using proxy = await serverProxy({ host, port, tls: "refused" });
      await failing(at(`127.0.0.1:${proxy.port}/wct?sslmode=require`)).toThrow("the server does not support TLS");
    });
  });

  describe("over TLS", () => {
    const folder = join(import.meta.dirname, "../../../test/fixtures/tls");
    const tls = {
      key: readFileSync(join(folder, "server.key"), "utf8"),
      cert: readFileSync(join(folder, "server.pem"), "utf8"),
    };
    const authority = join(folder, "ca.pem");
    const at = (port: number, host: string, parameters: string) =>
      open("write", `postgres://${database.properties.user}@${host}:${port}/${database.name}?${parameters}`);

    test("with verify-full checks the certificate and the host name", async () => {
      const { host, port } = database.properties;
      await using proxy = await serverProxy({ host, port, tls });
      const verified = await at(proxy.port, "localhost", `sslmode=verify-full&sslrootcert=${authority}`);
      expect(await verified.executions.ids()).toEqual([]);
      const failing = (to: string, parameters: string) => expect(at(proxy.port, to, parameters)).rejects;
      await failing("localhost", "sslmode=verify-full").toThrow("TLS failed: the certificate authority is not known");
      await failing("127.0.0.1", `sslmode=verify-full&sslrootcert=${authority}`).toThrow("for another host name");
      await at(proxy.port, "127.0.0.1", `sslmode=verify-ca&sslrootcert=${authority}`);
      await at(proxy.port, "127.0.0.1", "sslmode=require");
      for (const store of stores.splice(0)) await store.close();
    });

    test("with prefer falls back where the server has no TLS", async () => {
      const { host, port } = database.properties;
      await using proxy = await serverProxy({ host, port, tls: "refused" });
      const store = await at(proxy.port, "127.0.0.1", "sslmode=prefer");
      expect(await store.executions.ids()).toEqual([]);
      for (const one of stores.splice(0)) await one.close();
    });
  });

  test("a role that may only read needs no key, and can change nothing", async () => {
    const { finish, writer } = await start(await open());
    await finish();
    const role = `wct_reader_${process.pid}`;
    await database.run(`CREATE ROLE ${role} LOGIN PASSWORD 'x'; GRANT USAGE ON SCHEMA wct TO ${role}`);
    try {
      const tables = ["store", "runs", "frames", "objects", "chunks", "dropped"].map((table) => `wct.${table}`);
      await database.run(`GRANT SELECT ON ${tables.join(", ")} TO ${role}`);
      const url = database.url.replace(`${database.properties.user}@`, `${role}:x@`);
      const reader = await open("read", url);
      expect((await reader.executions.verifyChain(writer.run)).damage).toEqual([]);
      expect(() => reader.key).toThrow("the role may not read the key");
      await expect(open("write", url)).rejects.toMatchObject({ message: /the role may not do this/ });
    } finally {
      await database.run(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  });

  describe("with two writers at once", () => {
    test("gives every run an id of its own and keeps each record whole", async () => {
      const [one, other] = [await open(), await open()];
      const started = await Promise.all([one, other, one, other].map(start));
      await Promise.all(
        started.map(async ({ produce, finish }, i) => {
          for (let n = 0; n < 20; n++) await produce(await write(i % 2 === 0 ? one : other, [n % 7]), `a${n}`);
          await finish();
        }),
      );
      const ids = await one.executions.ids();
      expect(ids).toHaveLength(4);
      for (const id of ids) expect((await other.executions.verifyChain(id)).damage).toEqual([]);
      expect(await count("objects")).toBe(7);
    });

    test("stores the same large content once", async () => {
      const [one, other] = [await open(), await open()];
      const text = randomBytes(3 << 20).toString("hex");
      const [first, second] = await Promise.all([write(one, [text]), write(other, [text])]);
      await Promise.all([(await start(one)).produce(first), (await start(other)).produce(second)]);
      expect(await count("objects")).toBe(1);
      expect(await one.artifacts.verify(first.digest)).toBe("intact");
    });

    test("never loses content that one names while the other prunes it", async () => {
      const [one, other] = [await open(), await open()];
      for (let round = 0; round < 8; round++) {
        const object = round % 2 === 0 ? await write(one, [`round ${round}`]) : await large(one);
        const origin = await start(one);
        await origin.produce(object);
        await origin.finish();
        const next = await start(one);
        const reuse = { events: next.make(artifactReused("b" as ArtifactId, origin.writer.run, object)), objects: [] };
        const [reused] = await Promise.allSettled([
          next.writer.append(reuse),
          other.prune({ remove: [origin.writer.run], drop: [], mode: "do" }),
        ]);
        const isThere = (await one.artifacts.verify(object.digest)) === "intact";
        // Either the run got the content, or it was told that it is gone.
        if (reused.status === "fulfilled") expect(isThere, `round ${round}`).toBe(true);
        await next.writer.close();
        expect((await other.executions.verifyChain(next.writer.run)).damage).toEqual([]);
        await other.prune({ remove: [next.writer.run], drop: [], mode: "do" });
      }
    });
  });

  describe("knows a living writer by its lease", () => {
    test("whose time is the server's", async () => {
      const store = await open();
      const { writer } = await start(store);
      expect(await statusOf(store, writer.run)).toBe("running");
      await expireLease();
      expect(await statusOf(store, writer.run)).toBe("interrupted");
      const [row] = await database.run("SELECT 1 FROM wct.runs WHERE lease_until < clock_timestamp()");
      expect(row).toBeDefined();
    });

    test("and lets a writer that was only paused go on, if nobody changed the store", async () => {
      const store = await open();
      const { writer, produce, finish } = await start(store);
      await expireLease();
      await produce(await write(store, ["late"]));
      expect(await statusOf(store, writer.run)).toBe("running");
      await finish();
      expect((await store.executions.verifyChain(writer.run)).damage).toEqual([]);
    });

    test("and stops it once a prune has treated its run as interrupted", async () => {
      const [store, other] = [await open(), await open()];
      const { writer, produce } = await start(store);
      await expireLease();
      await other.prune({ remove: [], drop: [], mode: "do" });
      const failing = produce(await write(store, ["late"]));
      await expect(failing).rejects.toMatchObject({
        code: "WCT_STORE_WRITE_FAILED",
        message: /no longer this process's/,
      });
      expect((await other.executions.run(writer.run))?.events).toBe(1);
    });
  });

  describe("when connections are lost", () => {
    let proxy: ServerProxy;
    const throughProxy = () => {
      const { user, host, port } = database.properties;
      return database.url.replace(`${user}@${host}:${port}`, `${user}@127.0.0.1:${proxy.port}`);
    };
    beforeEach(async () => {
      const { host, port } = database.properties;
      proxy = await serverProxy({ host, port });
    });
    afterEach(() => proxy[Symbol.asyncDispose]());

    test("the server's end of a session costs nothing", async () => {
      const store = await open();
      const { produce, finish, writer } = await start(store);
      for (let i = 0; i < 10; i++) {
        await database.run(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
        );
        await produce(i % 3 === 0 ? await large(store) : await write(store, [i]), `a${i}`);
      }
      await finish();
      expect(await store.executions.verifyChain(writer.run)).toMatchObject({ events: 42, damage: [] });
    });

    test("at any moment, each frame is recorded exactly once", async () => {
      const store = await open("write", throughProxy());
      const { produce, finish, writer } = await start(store);
      const digests: Digest[] = [];
      for (let i = 0; i < 30; i++) {
        const object = i % 10 === 0 ? await large(store, 300_000) : await write(store, [i]);
        digests.push(object.digest);
        const produced = produce(object, `a${i}`);
        // Each round cuts at another moment: before the statements, between them, or while the commit is answered.
        for (let turns = 0; turns < i; turns++) await new Promise(setImmediate);
        proxy.cut();
        await produced;
      }
      await finish();
      expect(await store.executions.verifyChain(writer.run)).toMatchObject({ events: 122, damage: [] });
      for (const [digest, condition] of await store.artifacts.verifyAll(digests)) {
        expect(condition, digest).toBe("intact");
      }
    });
  });

  describe("with damaged content", () => {
    async function recorded() {
      const store = await open();
      const run = await start(store);
      const [small, big] = [await write(store, ["small"]), await large(store)];
      await run.produce(small);
      await run.produce(big, "b");
      await run.finish();
      return { store, small, big, run: run.writer.run };
    }

    test.each([
      [
        "a byte of a chunk",
        "UPDATE wct.chunks SET data = set_byte(data, 500, get_byte(data, 500) # 1) WHERE number = 1",
      ],
      ["a missing chunk", "DELETE FROM wct.chunks WHERE number = 1"],
      ["a chunk that is too short", "UPDATE wct.chunks SET data = substring(data FROM 2) WHERE number = 0"],
      ["another size", "UPDATE wct.objects SET stored_bytes = stored_bytes - 1 WHERE data IS NULL"],
    ])("says so: %s", async (_, sql) => {
      const { store, small, big } = await recorded();
      await database.run(sql);
      expect(await store.artifacts.verify(big.digest)).toBe("damaged");
      expect(await store.artifacts.verify(small.digest)).toBe("intact");
    });

    test("says so for small content, and for content that is missing", async () => {
      const { store, small, big } = await recorded();
      await database.run(
        "UPDATE wct.objects SET data = set_byte(data, 20, get_byte(data, 20) # 1) WHERE data IS NOT NULL",
      );
      expect(await store.artifacts.verify(small.digest)).toBe("damaged");
      await database.run("DELETE FROM wct.objects");
      expect(await store.artifacts.verify(big.digest)).toBe("absent");
    });

    test("stores large content again when it is made again", async () => {
      const store = await open();
      const text = randomBytes(2 << 20).toString("hex");
      const object = await write(store, [text]);
      await (await start(store)).produce(object);
      await database.run("UPDATE wct.chunks SET data = set_byte(data, 500, get_byte(data, 500) # 1) WHERE number = 0");
      expect(await store.artifacts.verify(object.digest)).toBe("damaged");
      await (await start(store)).produce(await write(store, [text]));
      expect(await store.artifacts.verify(object.digest)).toBe("intact");
    });

    test.each([
      ["an event", "UPDATE wct.frames SET body = set_byte(body, 80, get_byte(body, 80) # 1) WHERE first_seq = 2"],
      ["a missing frame", "DELETE FROM wct.frames WHERE first_seq = 2"],
      ["a missing end", "DELETE FROM wct.frames WHERE first_seq = (SELECT max(first_seq) FROM wct.frames)"],
      ["another outcome in the list", "UPDATE wct.runs SET outcome = 'failed'"],
      ["another number of events", "UPDATE wct.runs SET events = events - 1"],
      ["a tombstone of nothing", "INSERT INTO wct.dropped SELECT run_key, sha256('x'), 0, 'pruned' FROM wct.runs"],
    ])("finds %s in the record", async (_, sql) => {
      const { store, run } = await recorded();
      await database.run(sql);
      expect((await store.executions.verifyChain(run)).damage).not.toEqual([]);
    });

    test("rebuilds the list of runs from the events, and leaves damaged records as they are", async () => {
      const { store, run } = await recorded();
      const before = await store.executions.run(run);
      await database.run("UPDATE wct.runs SET outcome = NULL, completed = 77, runbook_name = 'other'");
      await store.executions.rebuild();
      expect(await store.executions.run(run)).toEqual(before);
      await database.run("DELETE FROM wct.frames WHERE first_seq = 2");
      await expect(store.executions.rebuild()).rejects.toMatchObject({ code: "WCT_RUN_RECORD_CORRUPT" });
    });

    test("prunes nothing that a damaged record may need", async () => {
      const { store } = await recorded();
      await database.run("UPDATE wct.frames SET hash = sha256('x') WHERE first_seq = 2");
      await expect(store.prune({ remove: [], drop: [], mode: "do" })).rejects.toMatchObject({
        code: "WCT_RUN_RECORD_CORRUPT",
      });
      expect(await count("objects")).toBe(2);
    });
  });

  test("content that no event named stays for an hour, then a prune deletes it", async () => {
    const store = await open();
    await large(store);
    expect(await store.prune({ remove: [], drop: [], mode: "do" })).toMatchObject({ objects: 0, held: 1 });
    await database.run("UPDATE wct.objects SET staged_at = staged_at - interval '61 minutes'");
    expect(await store.prune({ remove: [], drop: [], mode: "do" })).toMatchObject({ objects: 1, held: 0 });
    expect([await count("objects"), await count("chunks")]).toEqual([0, 0]);
  });

  test("spooled content reaches no table, and its folder ends with the store", async () => {
    const store = await open();
    const writer = store.artifacts.writer({ spool: true });
    writer.write(["raw content", "x".repeat(6 << 20)]);
    const object = await writer.finish(schema, {}, { stream: true });
    await (await start(store)).writer.append({ events: [], objects: [object] });
    expect(await store.artifacts.verify(object.digest)).toBe("intact");
    expect([await count("objects"), await count("chunks")]).toEqual([0, 0]);
    expect(await listOf(store.artifacts.digests())).toEqual([]);
  });
});
