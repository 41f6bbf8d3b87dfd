import { expect, test } from "vitest";
import type { Gate, RecordStore, RunId, SchemaRef, StagedObject } from "../../domain/index.ts";
import { openGate } from "../../domain/index.ts";
import { execute } from "../../executor/index.ts";
import { serialisePlan } from "../../planner/index.ts";
import { createMemoryStore } from "../../store/index.ts";
import { createInProcessProducer } from "../../testing/in-process-producer.ts";
import { errorCode } from "../../testing/library-project.ts";
import { sampleMeta } from "../../testing/runs/virtual-run.ts";
import { idAt, samplePlan } from "../../testing/sample-plan.ts";
import { createVirtualClock } from "../../testing/virtual-clock.ts";
import { forkableRun, forkFrom, type ReusePlan, resumableRun, resumeFrom } from "./index.ts";

/** Each artifact is made from the one before it. */
const plan = samplePlan([[], [0], [1]], (place) => ({ optional: place === 9 }));
const planned = { plan, reused: new Map() };
const schema = "standard_input:1.0.0" as SchemaRef;

async function messageOf(store: RecordStore, name: string) {
  const object: StagedObject = await store.artifacts.writer().finish(schema, { name }, { stream: false });
  const { digest, bytes, elements } = object;
  return { message: { schema, digest, bytes, elements, summary: null, kept: true }, object };
}

/** Records a run whose writer stays open; `close` ends it for others. */
async function recordedRun(gate: (store: RecordStore) => Promise<Gate> = async () => openGate) {
  const store = createMemoryStore();
  const startedAt = new Date(Date.UTC(2025, 0, 1));
  const writer = await store.executions.createRun(startedAt);
  const stored = await store.artifacts
    .writer()
    .finish("wct_plan:2.0.0" as SchemaRef, serialisePlan(plan), { stream: false });
  await writer.append({ events: [], objects: [stored] });
  const produce = async ({ artifact }: { readonly artifact: { readonly id: string } }) =>
    ({ outcome: "produced", ...(await messageOf(store, artifact.id)), ended: null }) as const;
  await execute(plan, {
    producer: createInProcessProducer(() => produce),
    clock: createVirtualClock(),
    writer,
    limits: { maxConcurrency: 1, workers: 1, timeoutMs: null, costLimit: null },
    mode: "run",
    startedAt,
    meta: sampleMeta(stored.digest),
    gate: await gate(store),
  });
  return { store, run: writer.run, close: () => writer.close() };
}

const kindsOf = ({ decisions }: ReusePlan) => decisions.map(({ kind }) => kind);

async function eventAfter(store: RecordStore, run: RunId, type: string, id: string): Promise<number> {
  for await (const event of store.executions.events(run)) {
    if (event.type === type && "artifact" in event && event.artifact === id) return event.seq;
  }
  return expect.fail(`no ${type} of ${id}`);
}

test("a fork reuses what was complete at its event; what was running then is made again", async () => {
  const { store, run, close } = await recordedRun();
  await close();
  const until = await eventAfter(store, run, "artifact.started", "a1");
  const forked = await forkFrom(store, planned, await forkableRun(store, { run, until }));
  expect(kindsOf(forked)).toEqual(["reused", "executes", "executes"]);
  expect(forked).toMatchObject({ resumedFrom: null, forkedFrom: run, reason: "fork" });
  expect(forked.decisions[1]).toMatchObject({ why: { kind: "unfinished", run } });
  const whole = await forkFrom(store, planned, await forkableRun(store, { run }));
  expect(kindsOf(whole)).toEqual(["reused", "reused", "reused"]);
  expect([...whole.reused.values()].map(({ reason }) => reason)).toEqual(["fork", "fork", "fork"]);
});

test("a run that is still running can be forked at an event only", async () => {
  const { store, run, close } = await recordedRun(async () => ({
    before: () => ({ kind: "pass" }),
    after: () => ({ kind: "pass" }),
  }));
  const running = { ...store.executions, run: async (id: RunId) => withStatus(await store.executions.run(id)) };
  const live: RecordStore = { ...store, executions: { ...running, runs: store.executions.runs } };
  expect(await errorCode(() => forkableRun(live, { run }))).toBe("WCT_RUN_ACTIVE");
  const until = await eventAfter(store, run, "artifact.completed", "a0");
  expect(kindsOf(await forkFrom(live, planned, await forkableRun(live, { run, until })))).toEqual([
    "reused",
    "executes",
    "executes",
  ]);
  await close();
});

const withStatus = <T extends object>(run: T | null) => (run === null ? null : { ...run, status: "running" as const });

test.each([0, -1, 1.5, 1_000_000])("event %s is refused", async (until) => {
  const { store, run, close } = await recordedRun();
  await close();
  expect(await errorCode(() => forkableRun(store, { run, until }))).toBe("WCT_USAGE");
});

test("a fork reuses what was changed by hand, and marks it; a resumed run makes it again", async () => {
  const { store, run, close } = await recordedRun(async (store) => {
    const other = await messageOf(store, "other");
    return {
      before: ({ id }) => (id === "a1" ? { kind: "replace", ...other } : { kind: "pass" }),
      after: () => ({ kind: "pass" }),
    };
  });
  await close();
  const forked = await forkFrom(store, planned, await forkableRun(store, { run }));
  expect([...forked.reused].map(([id, { reason }]) => [id, reason])).toEqual([
    ["a0", "fork"],
    ["a1", "fork-altered"],
    ["a2", "fork-altered"],
  ]);
  const resumed = await resumeFrom(store, planned, await resumableRun(store, run));
  expect(kindsOf(resumed)).toEqual(["reused", "executes", "executes"]);
});

test("what is made from a replaced output is reused only if the output is the same", async () => {
  const { store, run, close } = await recordedRun();
  await close();
  const point = await forkableRun(store, { run });
  const replacedBy = async (name: string) =>
    await forkFrom(
      store,
      { ...planned, replaced: new Map([[idAt(1), (await messageOf(store, name)).message]]) },
      point,
    );
  const same = await replacedBy("a1");
  expect(same.decisions.map(({ artifact, kind }) => [artifact, kind])).toEqual([
    ["a0", "reused"],
    ["a2", "reused"],
  ]);
  const other = await replacedBy("other");
  expect(other.decisions[1]).toMatchObject({ artifact: "a2", why: { kind: "inputs-differ", inputs: ["a1"] } });
});
