import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type ArtifactId,
  isDigest,
  type RecordStore,
  type RunSummary,
  type SchemaRef,
} from "../../src/domain/index.ts";
import { openRecordStore } from "../../src/store/index.ts";
import { artifactProduced, numberEvents, runFinished, runStarted } from "../../src/testing/sample-events.ts";
import { postgresServer, type StoreDatabase, temporaryPostgresUrl } from "../../src/testing/servers/index.ts";
import { write } from "../../src/testing/suites/store-suite-support.ts";

const support = join(import.meta.dirname, "../support");
const run = promisify(execFile);

describe.skipIf(postgresServer === undefined)("processes that share a record [needs PostgreSQL]", () => {
  let database: StoreDatabase;
  /** Every process that records sweeps the folder for temporary files, also one of another test. */
  let temporary = "";

  beforeAll(async () => {
    temporary = mkdtempSync(join(tmpdir(), "wct-shared-store-"));
    vi.stubEnv("TMPDIR", temporary);
    database = await temporaryPostgresUrl();
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    rmSync(temporary, { recursive: true });
    await database.drop();
  });
  beforeEach(() => database.run("DROP SCHEMA IF EXISTS wct CASCADE"));

  const open = (mode: "write" | "read"): Promise<RecordStore> =>
    openRecordStore({ url: database.url, env: database.env, mode });
  const env = () => ({
    PATH: process.env["PATH"] ?? "",
    TMPDIR: temporary,
    ...Object.fromEntries(database.env),
  });

  const start = (...args: readonly string[]): ChildProcess =>
    spawn(process.execPath, [join(support, "store-writer.ts"), database.url, ...args], {
      stdio: ["ignore", "pipe", "inherit"],
      env: env(),
    });

  async function linesOf(child: ChildProcess, onLine: (count: number) => void = () => {}): Promise<readonly string[]> {
    const lines: string[] = [];
    if (child.stdout === null) throw new Error("the child has no output");
    for await (const line of createInterface({ input: child.stdout })) onLine(lines.push(line));
    return lines;
  }

  const spoolsOf = ({ pid }: ChildProcess) =>
    readdirSync(tmpdir()).filter((name) => name.startsWith(`wct-spool-${pid}-`));

  async function onlyRun(store: RecordStore): Promise<RunSummary> {
    const [only] = await store.executions.runs();
    if (only === undefined) throw new Error("the run is recorded");
    return only;
  }

  for (const committed of [1, 17, 60]) {
    test(`a writer killed after ${committed} commits loses none, and is known to be gone when its lease ends`, async () => {
      const child = start("frames");
      const exited = once(child, "exit");
      const lines = await linesOf(child, (count) => {
        if (count === committed) child.kill("SIGKILL");
      });
      await exited;
      expect(lines.length).toBeGreaterThanOrEqual(committed);
      const store = await open("write");
      const { id } = await onlyRun(store);
      expect((await store.executions.verifyChain(id)).damage).toEqual([]);
      for (const line of lines) {
        const [, digest = ""] = line.split(" ");
        if (!isDigest(digest)) throw new Error(`${digest} is a digest`);
        expect(await store.artifacts.verify(digest)).toBe("intact");
      }
      // One of the tests waits for the server's clock; the others move the end of the lease.
      if (committed > 1) await database.run("UPDATE wct.runs SET lease_until = clock_timestamp()");
      else expect((await onlyRun(store)).status).toBe("running");
      const until = Date.now() + 20_000;
      while ((await onlyRun(store)).status === "running" && Date.now() < until) await delay(200);
      expect((await onlyRun(store)).status).toBe("interrupted");
      expect(spoolsOf(child)).toHaveLength(1);
      const spooled = store.artifacts.writer({ spool: true });
      spooled.write(["raw"]);
      await spooled.finish("standard_input:1.0.0" as SchemaRef, {}, { stream: true });
      expect(spoolsOf(child), "the next process deletes what the killed one spooled").toEqual([]);
      await store.prune({ remove: [id], drop: [], mode: "do" });
      expect(await store.executions.ids()).toEqual([]);
      await store.close();
    });
  }

  test("processes that create runs in the same second never share an id", async () => {
    const children = [start("runs", "15"), start("runs", "15"), start("runs", "15")];
    const exits = children.map((child) => once(child, "exit"));
    const ids = (await Promise.all(children.map((child) => linesOf(child)))).flat();
    expect((await Promise.all(exits)).map(([code]) => code)).toEqual([0, 0, 0]);
    expect(new Set(ids).size).toBe(45);
    expect(ids).toContain("run_20251209_143022_45");
  });

  test("10,000 artifacts are recorded, read, verified and pruned", async () => {
    const store = await open("write");
    const writer = await store.executions.createRun(new Date());
    const make = numberEvents(writer.run);
    await writer.append({ events: make(runStarted({ artifacts: 10_000 })), objects: [] });
    for (let frame = 0; frame < 100; frame++) {
      const objects = await Promise.all(Array.from({ length: 100 }, (_, i) => write(store, [frame * 100 + i])));
      const bodies = objects.flatMap((object, i) => artifactProduced(`a${frame * 100 + i}` as ArtifactId, object));
      await writer.append({ events: make(...bodies), objects });
    }
    await writer.append({ events: make(runFinished("completed")), objects: [] });
    await writer.close();
    expect(await store.executions.verifyChain(writer.run)).toMatchObject({ frames: 102, damage: [] });
    const digests = [];
    for await (const digest of store.artifacts.digests()) digests.push(digest);
    expect(digests).toHaveLength(10_000);
    expect(new Set((await store.artifacts.verifyAll(digests)).values())).toEqual(new Set(["intact"]));
    expect(await store.prune({ remove: [writer.run], drop: [], mode: "do" })).toMatchObject({ objects: 10_000 });
    await store.close();
  });

  test("an artifact of 300 MB goes both ways in bounded memory", async () => {
    const { stdout } = await run(process.execPath, [join(support, "store-large.ts"), database.url, "300"], {
      env: env(),
    });
    const { isSame, memory } = JSON.parse(stdout);
    expect(isSame).toBe(true);
    expect(memory).toBeLessThan(400);
    const [row] = await database.run("SELECT count(*), max(length(data)) FROM wct.chunks");
    expect(Number(row?.[0])).toBeGreaterThan(200);
    expect(Number(row?.[1])).toBe(1 << 20);
  });

  test("no connection is left when they end", async () => {
    const child = start("runs", "3");
    await Promise.all([linesOf(child), once(child, "exit")]);
    const left =
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'wct'";
    const until = Date.now() + 5000;
    while (Number((await database.run(left))[0]?.[0]) > 0 && Date.now() < until) await delay(50);
    expect(Number((await database.run(left))[0]?.[0])).toBe(0);
  });
});

test("the driver of PostgreSQL is imported only for a URL", async () => {
  const program = `
    import { createRequire } from "node:module";
    import { mkdtempSync } from "node:fs";
    import { tmpdir } from "node:os";
    import { openRecordStore } from ${JSON.stringify(join(import.meta.dirname, "../../src/store/index.ts"))};
    const loaded = () => Object.keys(createRequire(import.meta.url).cache).some((path) => /node_modules.pg.lib/.test(path));
    const folder = await openRecordStore({ dir: mkdtempSync(tmpdir() + "/wct-no-driver-") + "/.wct", mode: "write" });
    await folder.close();
    const before = loaded();
    await openRecordStore({ url: "postgres://127.0.0.1:1/wct", env: new Map(), mode: "read" }).catch(() => undefined);
    console.log(JSON.stringify([before, loaded()]));`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program]);
  expect(JSON.parse(stdout)).toEqual([false, true]);
});
