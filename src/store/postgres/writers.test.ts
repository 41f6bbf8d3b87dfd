import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ArtifactId, Digest } from "../../domain/index.ts";
import { artifactReused } from "../../testing/sample-events.ts";
import { postgresServer, type ServerProxy, serverProxy } from "../../testing/servers/index.ts";
import { postgresStoreTests, startRun, statusOf, writeLarge } from "../../testing/suites/postgres-store.ts";
import { listOf, schema, write } from "../../testing/suites/store-suite-support.ts";

describe.skipIf(postgresServer === undefined)("a store in PostgreSQL [needs PostgreSQL]", () => {
  const { database, open, run, count } = postgresStoreTests();

  const expireLease = () => run("UPDATE wct.runs SET lease_until = clock_timestamp() - interval '1 second'");

  describe("with two writers at once", () => {
    test("gives every run an id of its own and keeps each record whole", async () => {
      const [one, other] = [await open(), await open()];
      const started = await Promise.all([one, other, one, other].map(startRun));
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
      await Promise.all([(await startRun(one)).produce(first), (await startRun(other)).produce(second)]);
      expect(await count("objects")).toBe(1);
      expect(await one.artifacts.verify(first.digest)).toBe("intact");
    });

    test("never loses content that one names while the other prunes it", async () => {
      const [one, other] = [await open(), await open()];
      for (let round = 0; round < 8; round++) {
        const object = round % 2 === 0 ? await write(one, [`round ${round}`]) : await writeLarge(one);
        const origin = await startRun(one);
        await origin.produce(object);
        await origin.finish();
        const next = await startRun(one);
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
      const { writer } = await startRun(store);
      expect(await statusOf(store, writer.run)).toBe("running");
      await expireLease();
      expect(await statusOf(store, writer.run)).toBe("interrupted");
      const [row] = await run("SELECT 1 FROM wct.runs WHERE lease_until < clock_timestamp()");
      expect(row).toBeDefined();
    });

    test("and lets a writer that was only paused go on, if nobody changed the store", async () => {
      const store = await open();
      const { writer, produce, finish } = await startRun(store);
      await expireLease();
      await produce(await write(store, ["late"]));
      expect(await statusOf(store, writer.run)).toBe("running");
      await finish();
      expect((await store.executions.verifyChain(writer.run)).damage).toEqual([]);
    });

    test("and refuses frames that follow one that was refused for the same reason", async () => {
      const [store, other] = [await open(), await open()];
      const { writer, make } = await startRun(store);
      await expireLease();
      await other.executions.adoptRun?.(writer.run);
      const frames = ["a", "b", "c"].map((id) => {
        return { events: make({ type: "artifact.ready", artifact: id as ArtifactId }), objects: [] };
      });
      const refused = await Promise.allSettled(frames.map((frame) => writer.append(frame)));
      const codes = refused.map((one) => (one.status === "rejected" ? one.reason.code : "stored"));
      expect(codes).toEqual(Array.from(frames, () => "WCT_STORE_WRITE_FAILED"));
    });

    test("and says so of the frame after, although one without events was stored between", async () => {
      const store = await open();
      const { writer, make } = await startRun(store);
      const frameOf = (id: string) => ({
        events: make({ type: "artifact.ready", artifact: id as ArtifactId }),
        objects: [],
      });
      const [first, second] = [frameOf("a"), frameOf("b")];
      await run("UPDATE wct.runs SET writer = 'w' || writer");
      await expect(writer.append(first)).rejects.toMatchObject({ code: "WCT_STORE_WRITE_FAILED" });
      await run("UPDATE wct.runs SET writer = substr(writer, 2)");
      await writer.append({ events: [], objects: [] });
      await expect(writer.append(second)).rejects.toMatchObject({ code: "WCT_STORE_WRITE_FAILED" });
    });

    test("and stops it once a prune has treated its run as interrupted", async () => {
      const [store, other] = [await open(), await open()];
      const { writer, produce } = await startRun(store);
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
      const { user, host, port } = database().properties;
      return database().url.replace(`${user}@${host}:${port}`, `${user}@127.0.0.1:${proxy.port}`);
    };
    beforeEach(async () => {
      const { host, port } = database().properties;
      proxy = await serverProxy({ host, port });
    });
    afterEach(() => proxy[Symbol.asyncDispose]());

    test("the server's end of a session costs nothing", async () => {
      const store = await open();
      const { produce, finish, writer } = await startRun(store);
      for (let i = 0; i < 10; i++) {
        await run(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
        );
        await produce(i % 3 === 0 ? await writeLarge(store) : await write(store, [i]), `a${i}`);
      }
      await finish();
      expect(await store.executions.verifyChain(writer.run)).toMatchObject({ events: 42, damage: [] });
    });

    test("at any moment, each frame is recorded exactly once", async () => {
      const store = await open("write", throughProxy());
      const { produce, finish, writer } = await startRun(store);
      const digests: Digest[] = [];
      for (let i = 0; i < 30; i++) {
        const object = i % 10 === 0 ? await writeLarge(store, 300_000) : await write(store, [i]);
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

  test("content that no event named stays for an hour, then a prune deletes it", async () => {
    const store = await open();
    await writeLarge(store);
    expect(await store.prune({ remove: [], drop: [], mode: "do" })).toMatchObject({ objects: 0, held: 1 });
    await run("UPDATE wct.objects SET staged_at = staged_at - interval '61 minutes'");
    expect(await store.prune({ remove: [], drop: [], mode: "do" })).toMatchObject({ objects: 1, held: 0 });
    expect([await count("objects"), await count("chunks")]).toEqual([0, 0]);
  });

  test("spooled content reaches no table, and its folder ends with the store", async () => {
    const store = await open();
    const writer = store.artifacts.writer({ spool: true });
    writer.write(["raw content", "x".repeat(6 << 20)]);
    const object = await writer.finish(schema, {}, { stream: true });
    await (await startRun(store)).writer.append({ events: [], objects: [object] });
    expect(await store.artifacts.verify(object.digest)).toBe("intact");
    expect([await count("objects"), await count("chunks")]).toEqual([0, 0]);
    expect(await listOf(store.artifacts.digests())).toEqual([]);
  });
});
