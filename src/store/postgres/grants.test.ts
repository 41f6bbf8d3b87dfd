import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { RecordStore } from "../../domain/index.ts";
import { type PrivatePostgres, postgresPrograms, privatePostgres } from "../../testing/servers/index.ts";
import { startRun, writeLarge } from "../../testing/suites/postgres-store.ts";
import { write } from "../../testing/suites/store-suite-support.ts";
import { openRecordStore } from "../record-store.ts";
import { grantedTables, grantsFor, storeRoles } from "./grants.ts";

describe("grants", () => {
  test("quote the name of the role, whatever it is", () => {
    expect(grantsFor("reader", 'a"; DROP TABLE x; --')).toContain('TO "a""; DROP TABLE x; --";');
    for (const wrong of ["", "a\nb", "ä".repeat(32)]) {
      expect(() => grantsFor("reader", wrong)).toThrow("is no name of a role");
    }
  });
});

describe.skipIf(postgresPrograms === undefined)("a role of the database [needs programs of PostgreSQL]", () => {
  let server: PrivatePostgres;
  const stores: RecordStore[] = [];

  beforeAll(async () => {
    server = await privatePostgres();
    const owner = await open("owner");
    const { produce, finish } = await startRun(owner);
    await produce(await writeLarge(owner));
    await finish();
    await server.run(grantsFor("reader", "owner")); // Before the queue has its tables.
    await (await owner.jobs?.forCoordinator())?.close();
    for (const role of storeRoles) {
      await server.run(`CREATE ROLE the_${role} LOGIN`);
      await server.run(grantsFor(role, `the_${role}`));
    }
  });
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  async function open(role: string, mode: "write" | "read" = "write"): Promise<RecordStore> {
    const url = server.url.replace("owner@", `${role}@`);
    const store = await openRecordStore({ url, env: new Map(), mode });
    stores.push(store);
    return store;
  }

  /** Returns what the server answers to a statement of a role: the code of its error, or `done`. */
  const asked = async (role: string, sql: string): Promise<unknown> => {
    try {
      await server.run(`SET ROLE the_${role}; ${sql}`);
      return "done";
    } catch (error) {
      return error instanceof Error && "code" in error ? error.code : error;
    }
  };
  const refused = "42501";

  test("has rights on the tables of pg-boss that are decided for its version", async () => {
    const rows = await server.run("SELECT tablename FROM pg_tables WHERE schemaname = 'wct_jobs' ORDER BY 1");
    for (const [table] of rows) {
      const sql = `INSERT INTO wct_jobs.${table} SELECT * FROM wct_jobs.${table} WHERE false`;
      expect(await asked("reader", sql), sql).toBe(refused);
      expect(await asked("reader", `DELETE FROM wct_jobs.${table}`)).toBe(refused);
      const isOfJobs = table === "job" || table === "job_common";
      expect(await asked("worker", sql), sql).toBe(isOfJobs ? "done" : refused);
      expect(await asked("coordinator", sql), sql).toBe(isOfJobs || table === "queue" ? "done" : refused);
    }
  });

  test("has rights that are decided for each table of the schema", async () => {
    const tables = await server.run("SELECT tablename FROM pg_tables WHERE schemaname = 'wct' ORDER BY 1");
    expect(tables.flat()).toEqual(grantedTables.toSorted());
  });

  test("that reads reads all of a record, and changes no table", async () => {
    const reader = await open("the_reader", "read");
    const [run] = await reader.executions.runs();
    if (run === undefined) throw new Error("the run is there");
    expect((await reader.executions.verifyChain(run.id)).damage).toEqual([]);
    for await (const digest of reader.artifacts.digests()) expect(await reader.artifacts.verify(digest)).toBe("intact");
    expect(() => reader.key).toThrow("may not read the key");
    for (const table of grantedTables) {
      expect(await asked("reader", `DELETE FROM wct.${table}`), table).toBe(refused);
      expect(await asked("reader", `INSERT INTO wct.${table} DEFAULT VALUES`), table).toBe(refused);
      expect(await asked("reader", `TRUNCATE wct.${table}`), table).toBe(refused);
    }
    await expect(startRun(await open("the_worker"))).rejects.toMatchObject({ code: "WCT_STORE_WRITE_FAILED" });
  });

  test("that works puts content, which stays invisible, and changes no run, no frame and no content that is there", async () => {
    const worker = await open("the_worker");
    const large = await writeLarge(worker);
    expect(large.kind).toBe("stored");
    expect(await worker.executions.runs()).toHaveLength(1);
    expect([...(await openedDigests(worker))]).not.toContain(large.digest);
    for (const sql of [
      "UPDATE wct.runs SET outcome = 'failed'",
      "DELETE FROM wct.runs",
      "INSERT INTO wct.runs (id, head) VALUES ('run_20250101_000000', 'x')",
      "UPDATE wct.frames SET body = 'x'",
      "DELETE FROM wct.frames",
      "INSERT INTO wct.frames SELECT run_key, 99, 99, body, hash FROM wct.frames LIMIT 1",
      "INSERT INTO wct.dropped SELECT run_key, 'x', 0, 'pruned' FROM wct.runs",
      "INSERT INTO wct.objects (digest, stored_bytes, is_committed) VALUES ('x', 1, true)",
      "UPDATE wct.objects SET is_committed = true",
      "UPDATE wct.objects SET data = 'x'",
      "DELETE FROM wct.objects",
      "UPDATE wct.chunks SET data = 'x'",
      "DELETE FROM wct.chunks",
      "UPDATE wct.store SET version = 9",
      "UPDATE wct.store_key SET key = 'x'",
      "CREATE TABLE wct.mine (n integer)",
    ]) {
      expect(await asked("worker", sql), sql).toBe(refused);
    }
    // A number that the object has already is refused, and no reader asks for one that it cannot have.
    expect(await asked("worker", "INSERT INTO wct.chunks SELECT object_key, number, 'x' FROM wct.chunks")).toBe(
      "23505",
    );
  });

  test("that coordinates records, reuses, prunes and erases, and changes no frame", async () => {
    const coordinator = await open("the_coordinator");
    const { produce, finish, writer } = await startRun(coordinator);
    const [small, large] = [await write(coordinator, ["small"]), await writeLarge(coordinator)];
    await produce(small);
    await produce(large, "b");
    await finish();
    expect((await coordinator.executions.verifyChain(writer.run)).damage).toEqual([]);
    expect(await coordinator.erase({ digests: [small.digest], mode: "do" })).toMatchObject({ objects: 1 });
    for (const sql of [
      "UPDATE wct.frames SET body = 'x'",
      "DELETE FROM wct.frames",
      "UPDATE wct.dropped SET reason = 'pruned'",
      "UPDATE wct.store SET version = 9",
      "UPDATE wct.store_key SET key = 'x'",
    ]) {
      expect(await asked("coordinator", sql), sql).toBe(refused);
    }
    expect(await coordinator.prune({ remove: [writer.run], drop: [], mode: "do" })).toMatchObject({ objects: 1 });
  });

  test("that became a reader has lost its other rights", async () => {
    await server.run(`CREATE ROLE the_former LOGIN; ${grantsFor("coordinator", "the_former")}`);
    expect(await asked("former", "UPDATE wct.runs SET outcome = outcome")).toBe("done");
    await server.run(grantsFor("reader", "the_former"));
    expect(await asked("former", "UPDATE wct.runs SET outcome = outcome")).toBe(refused);
    expect(await asked("former", "SELECT 1 FROM wct.runs")).toBe("done");
  });

  test("gets nothing from grants for tables of another version", async () => {
    await server.run("UPDATE wct.store SET version = version + 1");
    await expect(server.run(grantsFor("reader", "the_reader"))).rejects.toThrow("the tables have another version");
    await server.run("UPDATE wct.store SET version = version - 1");
  });
});

async function openedDigests(store: RecordStore): Promise<ReadonlySet<string>> {
  const digests = new Set<string>();
  for await (const digest of store.artifacts.digests()) digests.add(digest);
  return digests;
}
