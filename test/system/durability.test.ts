import { cpSync, existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openRecordStore } from "../../src/store/index.ts";
import { numberEvents, runFinished, runStarted } from "../../src/testing/sample-events.ts";
import { runCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";

let project: Project;
beforeEach(() => {
  project = makeProject("wct-durable-");
});
afterEach(() => project[Symbol.dispose]());

const cli = (...args: readonly string[]) => runCli(args, { cwd: project.dir });

function logBytes(store = ".wct"): number {
  return statSync(project.path(store, "store.db-wal"), { throwIfNoEntry: false })?.size ?? 0;
}

async function recordedIn(store: string): Promise<readonly string[]> {
  const { stdout } = await cli("runs", "--json", "--store", store);
  return JSON.parse(stdout).runs.map(({ id, status }: { id: string; status: string }) => `${id} ${status}`);
}

/** A run as it is recorded through the store's port. */
async function record(dir: string): Promise<void> {
  const store = await openRecordStore({ dir, mode: "write" });
  const writer = await store.executions.createRun(new Date("2026-01-01T00:00:00Z"));
  const make = numberEvents(writer.run);
  await writer.append({ events: make(runStarted({ artifacts: 0 }), runFinished("completed")), objects: [] });
  await writer.close();
  await store.close();
}

test("after a run, a copy of store.db alone holds its record, small objects included", async () => {
  expect(await cli("run", "shop.yaml", "-q")).toMatchObject({ code: 0 });
  expect(logBytes()).toBe(0);
  mkdirSync(project.path("copy"));
  cpSync(project.path(".wct", "store.db"), project.path("copy", "store.db"));
  expect(await recordedIn("copy")).toEqual(await recordedIn(".wct"));
  const verified = await cli("verify", "--store", "copy");
  expect(verified).toMatchObject({ code: 0 });
  expect(verified.stderr).toContain("no head of 1 run is stored outside of the database");
});

test("a store whose run ends while another goes on is brought into the database as far as it is", async () => {
  const dir = project.path(".wct");
  const other = await openRecordStore({ dir, mode: "write" });
  const writer = await other.executions.createRun(new Date("2026-01-01T00:00:00Z"));
  const make = numberEvents(writer.run);
  await writer.append({ events: make(runStarted({ artifacts: 0 })), objects: [] });
  await record(dir);
  expect(logBytes()).toBe(0);
  await writer.append({ events: make(runFinished("completed")), objects: [] });
  expect(logBytes()).toBeGreaterThan(0);
  await other.close();
  expect(existsSync(project.path(".wct", "store.db-wal"))).toBe(false);
  expect(await cli("verify")).not.toMatchObject({ code: 70 });
});

test("what a reader kept in the log is brought in by whoever closes the store last", async () => {
  const dir = project.path(".wct");
  await record(dir);
  const reader = new DatabaseSync(project.path(".wct", "store.db"), { readOnly: true });
  reader.exec("BEGIN");
  reader.prepare("SELECT count(*) FROM runs").get();
  const start = performance.now();
  await record(dir);
  expect(performance.now() - start, "a run waits for no reader").toBeLessThan(5000);
  expect(logBytes()).toBeGreaterThan(0);
  reader.exec("COMMIT");
  reader.close();
  expect(await recordedIn(".wct")).toHaveLength(2);
  expect(logBytes()).toBe(0);
});

test("what a killed run left in the log is brought in by the first command that looks", async () => {
  const dir = project.path(".wct");
  const store = await openRecordStore({ dir, mode: "write" });
  const writer = await store.executions.createRun(new Date("2026-01-01T00:00:00Z"));
  await writer.append({ events: numberEvents(writer.run)(runStarted({ artifacts: 0 })), objects: [] });
  cpSync(dir, project.path("killed"), { recursive: true });
  await store.close();
  rmSync(project.path("killed", "store.db-shm"));
  const gone = new DatabaseSync(project.path("killed", "store.db"));
  gone.exec("PRAGMA wal_autocheckpoint = 0; UPDATE runs SET writer_pid = 4194305, writer_start = 'long ago'");
  cpSync(project.path("killed"), project.path("left"), { recursive: true });
  gone.close();
  rmSync(project.path("left", "store.db-shm"));
  expect(logBytes("left")).toBeGreaterThan(0);
  expect(await recordedIn("left")).toEqual([`${writer.run} interrupted`]);
  expect(logBytes("left")).toBe(0);
});
