import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createMemoryStore } from "../../store/index.ts";
import { answeringLater } from "../../testing/late-store.ts";
import { Bench, type BenchOptions } from "../../testing/worker-bench.ts";

// Tests that need nothing special share a bench with one worker, because starting a thread takes long.
let shared: Bench;
let bench: Bench;
const open = async (options?: BenchOptions): Promise<Bench> => {
  bench = options === undefined ? shared : await Bench.open(options);
  return bench;
};
beforeAll(async () => {
  shared = await Bench.open({ workers: 1 });
});
afterAll(() => shared.close());
afterEach(async () => {
  if (bench !== shared) await bench.close();
});

const range = (id: string, count: number, batch = 1) => ({ id, type: "range", config: { count, batch } });

test("a connector's elements, rest and summary become a message", async () => {
  const { make, content } = methods(await open());
  const { attempt, told } = await make(range("a", 3));
  expect(attempt).toMatchObject({
    outcome: "produced",
    message: { schema: "fixture_numbers:1.0.0", elements: 3, summary: { numbers: 3 }, kept: true },
  });
  expect(await content(attempt)).toEqual({
    elements: [1, 2, 3].map((n) => ({ n, label: `number ${n}` })),
    rest: { source: "range", counts: { numbers: 3 } },
  });
  expect(told.started).toEqual([[0, undefined]]);
  expect(told.notes).toEqual([{ level: "info", text: "counted" }]);
  expect(told.progress.at(-1)).toEqual([3, 3]);
});

test("batches give the same message as single elements", async () => {
  await open();
  const single = await bench.made(range("a", 1000));
  const batched = await bench.made(range("b", 1000, 64));
  expect(batched.message).toEqual(single.message);
});

test("a message beyond the inline limit is a file, named by the same digest twice", async () => {
  await open();
  const first = await bench.make(range("a", 20_000, 500));
  const second = await bench.make(range("b", 20_000, 500));
  expect(first.attempt.object).toMatchObject({ kind: "stored", elements: 20_000 });
  expect(first.attempt.object).toEqual(second.attempt.object);
});

test("a processor reads its inputs in the order written, and knows the start of the run", async () => {
  const { make, content } = methods(await open());
  const inputs = [await bench.made(range("b", 2)), await bench.made(range("a", 3))];
  const { attempt, told } = await make({ id: "s", type: "sum", inputs, output: "fixture_total:1.0.0" });
  expect(await content(attempt)).toEqual({
    elements: [],
    rest: { total: 9, parts: ["range", "range", "2026-01-02T03:04:05.000Z"] },
  });
  expect(told.costs).toEqual([{ amount: 0.5, unit: "EUR" }]);
});

test.each([
  ["in memory", () => createMemoryStore()],
  ["that answers later", () => answeringLater(createMemoryStore())],
])("workers get their inputs from a store %s, which only this thread can open", async (_, store) => {
  const { make, content } = methods(await open({ store: store() }));
  const inputs = [await bench.made(range("b", 2)), await bench.made(range("a", 20_000, 500))];
  const { attempt } = await make({ id: "s", type: "sum", inputs, output: "fixture_total:1.0.0" });
  expect(await content(attempt)).toMatchObject({ rest: { total: 200_010_003 } });
});

test("a processor may take a single input as a whole", async () => {
  const { make, content } = methods(await open());
  const inputs = [await bench.made(range("a", 5))];
  const { attempt } = await make({ id: "w", type: "whole", inputs, output: "fixture_total:1.0.0" });
  expect(await content(attempt)).toMatchObject({ rest: { total: 5, parts: ["range"] } });
});

test("an element that is yielded again with other values is written as it was", async () => {
  const { make, content } = methods(await open());
  const { attempt } = await make({ id: "a", type: "reuses_its_element", plugin: "bad" });
  expect((await content(attempt)).elements).toEqual([1, 2, 3].map((n) => ({ n, label: "same" })));
});

test("artifacts that need the processor run at the same time, in threads of their own", async () => {
  await open({ workers: 2 });
  const [a, b] = await Promise.all(["a", "b"].map((me) => bench.make(meeting(me))));
  expect([a, b].map((made) => made?.attempt.outcome)).toEqual(["produced", "produced"]);
  expect([a, b].map((made) => made?.told.started)).toEqual([[[0, undefined]], [[1, undefined]]]);
});

test("components that only wait share a thread and take none of the busy ones", async () => {
  await open();
  const waiting = ["a", "b", "c"].map((me, i, all) => ({
    ...meeting(me, all[(i + 1) % all.length]),
    type: "meet_waiting",
    blocking: false,
  }));
  const made = await Promise.all([...waiting.map((piece) => bench.make(piece)), bench.make(range("r", 1))]);
  expect(made.map(({ attempt }) => attempt.outcome)).toEqual(["produced", "produced", "produced", "produced"]);
  expect(made.map(({ told }) => told.started[0]?.[0])).toEqual([null, null, null, 0]);
  // The lines of each artifact are kept apart, although they share a console.
  expect(made.slice(0, 3).map(({ told }) => told.notes.map(({ text }) => text))).toEqual([
    ["here is a"],
    ["here is b"],
    ["here is c"],
  ]);
});

test("an artifact that had to wait for a thread says whose it got, first come first served", async () => {
  await open();
  const made = await Promise.all(["a", "b", "c"].map((id) => bench.make(range(id, 10))));
  expect(made.map(({ told }) => told.started)).toEqual([[[0, undefined]], [[0, "a"]], [[0, "b"]]]);
});

test("an artifact that is cancelled while it waits for a thread fails with the reason and gives its place up", async () => {
  await open();
  const cancel = new AbortController();
  const first = bench.make({ ...range("a", 10) });
  const second = bench.make({ ...range("b", 10), signal: cancel.signal });
  const third = bench.make(range("c", 10));
  cancel.abort();
  expect((await second).attempt).toMatchObject({ outcome: "failed", failure: { code: "WCT_PRODUCE_CANCELLED" } });
  expect((await second).told.started).toEqual([]);
  await first;
  expect((await third).told.started).toEqual([[0, "a"]]);
});

test("the end of the work is a reading of the host's clock", async () => {
  let now = 5_000_000_000_000;
  await open({ clock: { now: () => new Date(0), monotonic: () => now++, after: () => () => {} } });
  const { attempt } = await bench.make(range("a", 1));
  expect(attempt.ended).toBeGreaterThan(4_990_000_000_000);
  expect(attempt.ended).toBeLessThanOrEqual(now);
});

test("content that is not retained is spooled", async () => {
  await open();
  const { attempt } = await bench.make({ ...range("a", 2), retain: false });
  expect(attempt).toMatchObject({ outcome: "produced", message: { kept: false }, object: { kind: "spooled" } });
});

test.each([
  ["raw content", false, true],
  ["the artifact's content", true, false],
])("the message of an exception is neither stored nor named where %s is not retained", async (_, retainRaw, retain) => {
  await open({ retainRaw });
  const { attempt } = await bench.make({ id: "t", type: "throws_at_once", plugin: "bad", retain });
  expect(attempt).toMatchObject({ outcome: "failed", object: null, failure: { exception: { message: null } } });
});

test("threads that were warmed take the first jobs", async () => {
  await open({ workers: 2 });
  bench.threads.warm();
  expect((await bench.make(range("a", 1))).attempt.outcome).toBe("produced");
});

function meeting(me: string, peer = me === "a" ? "b" : "a") {
  const folder = join(bench.dir, "marks");
  mkdirSync(folder, { recursive: true });
  const values = new Map([["folder", { kind: "dir", path: folder, shown: "marks" } as const]]);
  return { id: me, type: "meet", config: { folder: "folder", me, peer }, values, output: "fixture_total:1.0.0" };
}

function methods(of: Bench) {
  return {
    make: of.make.bind(of),
    content: async (attempt: Awaited<ReturnType<Bench["make"]>>["attempt"]) => {
      if (attempt.outcome === "failed") throw new Error(attempt.failure.message);
      return await of.content(attempt.message.digest);
    },
  };
}
