import assert from "node:assert/strict";
import type { ArtifactId, RecordStore, RunEvent, StagedObject } from "../../domain/index.ts";
import { artifactFailed, artifactProduced, numberEvents, runFinished, runStarted } from "../sample-events.ts";
import { listOf, noon, rejectsWith, type StoreTest, write } from "./store-suite-support.ts";

/** The requirements of every ExecutionStore. */
export const executionTests: readonly StoreTest[] = [
  ["runs of one second get different ids", runIds],
  ["a run is listed from its first event on", listedFromFirstEvent],
  ["events come back in order, from any number on", eventsInOrder],
  ["an event out of order is refused and nothing is stored", outOfOrder],
  ["a run whose writer let go without an end is interrupted", interruptedRun],
  ["a finished run has its outcome, duration and counts", finishedRun],
  ["runs are listed newest first and filtered", filteredRuns],
  ["rebuilding the list of runs changes nothing", rebuildRuns],
  ["every frame changes the head, and the chain is intact", chainIntact],
  ["a run that is not recorded is not found", unknownRun],
];

async function runIds(store: RecordStore): Promise<void> {
  const ids = [];
  for (let i = 0; i < 3; i++) ids.push((await store.executions.createRun(noon)).run);
  assert.deepEqual(ids, ["run_20251209_120000", "run_20251209_120000_2", "run_20251209_120000_3"]);
}

async function listedFromFirstEvent(store: RecordStore): Promise<void> {
  const writer = await store.executions.createRun(noon);
  assert.deepEqual(await store.executions.runs(), []);
  assert.equal(await store.executions.run(writer.run), null);
  await writer.append({ events: numberEvents(writer.run)(runStarted()), objects: [] });
  const summary = await store.executions.run(writer.run);
  assert.equal(summary?.status, "running");
  assert.deepEqual(await store.executions.runs(), [summary]);
}

async function eventsInOrder(store: RecordStore): Promise<void> {
  const writer = await store.executions.createRun(noon);
  const make = numberEvents(writer.run);
  const frames = [make(runStarted()), make(...produced("a"), ...produced("b")), make(...produced("c"))];
  for (const events of frames) await writer.append({ events, objects: [] });
  const all = frames.flat();
  assert.deepEqual(await listOf(store.executions.events(writer.run)), all);
  const heard: RunEvent[] = [];
  await store.executions.eachEvent(writer.run, (event) => void heard.push(event));
  assert.deepEqual(heard, all);
  for (const from of [1, 2, 5, 9, 10, 13, 14]) {
    assert.deepEqual(await listOf(store.executions.events(writer.run, from)), all.slice(from - 1));
  }
}

function produced(artifact: string) {
  return artifactProduced(artifact as ArtifactId, { digest: someObject, bytes: 1, elements: null });
}

const someObject = "ab".repeat(32) as StagedObject["digest"];

async function outOfOrder(store: RecordStore): Promise<void> {
  const writer = await store.executions.createRun(noon);
  const make = numberEvents(writer.run);
  await writer.append({ events: make(runStarted()), objects: [] });
  make({ type: "artifact.ready", artifact: "lost" as ArtifactId });
  const object = await write(store, ["a"]);
  await rejectsWith("WCT_INTERNAL", () => writer.append({ events: make(runFinished("completed")), objects: [object] }));
  assert.equal((await listOf(store.executions.events(writer.run))).length, 1);
  assert.equal(await store.artifacts.has(object.digest), false);
}

async function interruptedRun(store: RecordStore): Promise<void> {
  const writer = await store.executions.createRun(noon);
  await writer.append({ events: numberEvents(writer.run)(runStarted()), objects: [] });
  await writer.close();
  assert.equal((await store.executions.run(writer.run))?.status, "interrupted");
}

async function finishedRun(store: RecordStore): Promise<void> {
  const writer = await store.executions.createRun(noon);
  const make = numberEvents(writer.run);
  await writer.append({ events: make(runStarted({ artifacts: 3 }), ...produced("a")), objects: [] });
  const failed = artifactFailed("b" as ArtifactId, { optional: true });
  await writer.append({ events: make(failed, runFinished("completed")), objects: [] });
  await writer.close();
  assert.deepEqual(await store.executions.run(writer.run), {
    id: writer.run,
    uuid: "01940000-0000-7000-8000-000000000000",
    mode: "run",
    status: "completed",
    runbook: { name: "audit", path: "runbooks/audit.yaml" },
    startedAt: "2025-01-01T00:00:00.001Z",
    finishedAt: "2025-01-01T00:00:00.007Z",
    durationMs: 6,
    artifacts: 3,
    counts: { completed: 1, reused: 0, failed: 1, skipped: 0, optionalFailed: 1 },
    events: 7,
    head: writer.head(),
  });
}

async function filteredRuns(store: RecordStore): Promise<void> {
  const ids = [];
  for (const [name, outcome] of [
    ["one", "completed"],
    ["two", "failed"],
    ["one", "failed"],
  ] as const) {
    const writer = await store.executions.createRun(noon);
    const make = numberEvents(writer.run);
    await writer.append({ events: make(runStarted({ name }), runFinished(outcome)), objects: [] });
    ids.unshift(writer.run);
  }
  const list = async (filter: Parameters<RecordStore["executions"]["runs"]>[0]) =>
    (await store.executions.runs(filter)).map((run) => run.id);
  const [third, second, first] = ids;
  assert.deepEqual(await list({}), ids);
  assert.deepEqual(await list({ limit: 2 }), [third, second]);
  assert.deepEqual(await list({ status: "failed" }), [third, second]);
  assert.deepEqual(await list({ runbook: "one" }), [third, first]);
  assert.deepEqual(await list({ runbook: "runbooks/two.yaml" }), [second]);
  assert.deepEqual(await list({ status: "failed", limit: 1 }), [third]);
  assert.deepEqual(await list({ since: new Date("2025-01-01T00:00:01Z") }), []);
  assert.deepEqual(await list({ since: new Date("2025-01-01T00:00:00Z") }), ids);
}

async function rebuildRuns(store: RecordStore): Promise<void> {
  const writer = await store.executions.createRun(noon);
  const make = numberEvents(writer.run);
  await writer.append({ events: make(runStarted(), ...produced("a")), objects: [] });
  await writer.append({ events: make(runFinished("completed")), objects: [] });
  await store.executions.createRun(noon);
  const before = await store.executions.runs();
  await store.executions.rebuild();
  assert.deepEqual(await store.executions.runs(), before);
}

async function chainIntact(store: RecordStore): Promise<void> {
  const writer = await store.executions.createRun(noon);
  const make = numberEvents(writer.run);
  const heads = new Set([writer.head()]);
  for (const body of [runStarted(), ...produced("a"), runFinished("completed")]) {
    await writer.append({ events: make(body), objects: [] });
    heads.add(writer.head());
  }
  assert.equal(heads.size, 7);
  const heard: RunEvent[] = [];
  const report = await store.executions.verifyChain(writer.run, (event) => void heard.push(event));
  assert.deepEqual(heard, await listOf(store.executions.events(writer.run)));
  assert.deepEqual(report, { run: writer.run, frames: 6, events: 6, head: writer.head(), damage: [] });
}

async function unknownRun(store: RecordStore): Promise<void> {
  const { run } = await store.executions.createRun(noon);
  assert.equal(await store.executions.run(run), null);
  await rejectsWith("WCT_RUN_NOT_FOUND", () => listOf(store.executions.events(run)));
  await rejectsWith("WCT_RUN_NOT_FOUND", () => store.executions.verifyChain(run));
  await rejectsWith("WCT_RUN_NOT_FOUND", () => store.executions.eachEvent(run, () => undefined));
}
