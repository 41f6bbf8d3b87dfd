import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { postgresServer, serverProxy } from "../../testing/servers/index.ts";
import { postgresStoreTests, startRun, statusOf } from "../../testing/suites/postgres-store.ts";
import { noon } from "../../testing/suites/store-suite-support.ts";
import { openRecordStore } from "../record-store.ts";

describe.skipIf(postgresServer === undefined)("a store in PostgreSQL [needs PostgreSQL]", () => {
  const { database, open, closeAll, run, count } = postgresStoreTests();

  describe("that is opened", () => {
    test("for reading creates nothing, and says that there is no record", async () => {
      await expect(open("read")).rejects.toMatchObject({ code: "WCT_STORE_NOT_FOUND" });
      expect(await run("SELECT 1 FROM pg_namespace WHERE nspname = 'wct'")).toEqual([]);
    });

    test("by many processes at once is created once", async () => {
      const opened = await Promise.all(Array.from({ length: 6 }, () => open()));
      expect(new Set(opened.map(({ key }) => Buffer.from(key).toString("hex"))).size).toBe(1);
      expect(await count("store_key")).toBe(1);
    });

    test("by an older wct is refused, and nothing is changed", async () => {
      const before = await open();
      await run("UPDATE wct.store SET version = 99");
      await expect(open()).rejects.toMatchObject({ code: "WCT_STORE_NEWER", message: /version 99; this wct knows/ });
      await expect(open("read")).rejects.toMatchObject({ code: "WCT_STORE_NEWER" });
      await expect(before.executions.createRun(noon)).rejects.toMatchObject({ code: "WCT_STORE_NEWER" });
    });

    test("by a newer wct is not changed while an older one records", async () => {
      const { writer } = await startRun(await open());
      await run("UPDATE wct.store SET version = 0");
      await expect(open()).rejects.toMatchObject({
        code: "WCT_STORE_LOCKED",
        message: new RegExp(`an older wct is recording run "${writer.run}"`),
      });
      await run("UPDATE wct.store SET version = 1");
    });

    test("in a schema of another program is refused", async () => {
      await run("CREATE SCHEMA wct; CREATE TABLE wct.something (n integer)");
      await expect(open()).rejects.toMatchObject({ code: "WCT_STORE_DAMAGED" });
      expect(await count("something")).toBe(0);
    });

    test("for reading refuses every change in the server", async () => {
      const { finish, writer } = await startRun(await open());
      await finish();
      const reader = await open("read");
      expect(await statusOf(reader, writer.run)).toBe("completed");
      await expect(reader.executions.createRun(noon)).rejects.toMatchObject({ code: "WCT_INTERNAL" });
    });

    test("says why the server cannot be reached, without a password", async () => {
      const password = "hunter2secret";
      const { host, port, user } = database().properties;
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
      open("write", `postgres://${database().properties.user}@${host}:${port}/${database().name}?${parameters}`);

    test("with verify-full checks the certificate and the host name", async () => {
      const { host, port } = database().properties;
      await using proxy = await serverProxy({ host, port, tls });
      const verified = await at(proxy.port, "localhost", `sslmode=verify-full&sslrootcert=${authority}`);
      expect(await verified.executions.ids()).toEqual([]);
      const failing = (to: string, parameters: string) => expect(at(proxy.port, to, parameters)).rejects;
      await failing("localhost", "sslmode=verify-full").toThrow("TLS failed: the certificate authority is not known");
      await failing("127.0.0.1", `sslmode=verify-full&sslrootcert=${authority}`).toThrow("for another host name");
      await at(proxy.port, "127.0.0.1", `sslmode=verify-ca&sslrootcert=${authority}`);
      await at(proxy.port, "127.0.0.1", "sslmode=require");
      await closeAll();
    });

    test("with prefer falls back where the server has no TLS", async () => {
      const { host, port } = database().properties;
      await using proxy = await serverProxy({ host, port, tls: "refused" });
      const store = await at(proxy.port, "127.0.0.1", "sslmode=prefer");
      expect(await store.executions.ids()).toEqual([]);
      await closeAll();
    });
  });

  test("a role that may only read needs no key, and can change nothing", async () => {
    const { finish, writer } = await startRun(await open());
    await finish();
    const role = `wct_reader_${process.pid}`;
    await run(`CREATE ROLE ${role} LOGIN PASSWORD 'x'; GRANT USAGE ON SCHEMA wct TO ${role}`);
    try {
      const tables = ["store", "runs", "frames", "objects", "chunks", "dropped"].map((table) => `wct.${table}`);
      await run(`GRANT SELECT ON ${tables.join(", ")} TO ${role}`);
      const url = database().url.replace(`${database().properties.user}@`, `${role}:x@`);
      const reader = await open("read", url);
      expect((await reader.executions.verifyChain(writer.run)).damage).toEqual([]);
      expect(() => reader.key).toThrow("the role may not read the key");
      await expect(open("write", url)).rejects.toMatchObject({ message: /the role may not do this/ });
    } finally {
      await run(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  });
});
