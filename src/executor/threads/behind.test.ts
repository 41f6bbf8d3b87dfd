import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { Bench, type BenchOptions } from "../../testing/worker-bench.ts";

/*
 * Artifacts whose jobs wait in a thread behind another job. The program decides this by a guess, from the recent
 * durations of such jobs. On a slow machine they may wait elsewhere, and the assertions must hold there too.
 */

let bench: Bench;
afterEach(() => bench.close());

type What = "end" | "leave_a_timer" | "fill_the_heap" | "wait_for_file" | "spin";

const told = (id: string, what: What, signal?: AbortSignal) =>
  bench.make({
    id,
    type: "as_told",
    plugin: "bad",
    config: { what, folder: "folder" },
    values: new Map([["folder", { kind: "dir", path: bench.dir, shown: "folder" } as const]]),
    ...(signal === undefined ? {} : { signal }),
  });

/** Makes enough artifacts that such jobs are known to be short. */
async function open(options: BenchOptions): Promise<void> {
  bench = await Bench.open(options);
  for (let i = 0; i < 12; i++) await told(`warm${i}`, "end");
}

test("what waits behind a job that goes on is done by the thread that is idle", async () => {
  await open({ workers: 2 });
  const long = told("long", "wait_for_file");
  await bench.started("long");
  const others = await Promise.all(["a", "b", "c", "d"].map((id) => told(id, "end")));
  expect(others.map(({ attempt }) => attempt.outcome)).toEqual(Array(4).fill("produced"));
  writeFileSync(join(bench.dir, "go"), "");
  expect((await long).attempt.outcome).toBe("produced");
});

test("what waits behind a job that loses its thread is done in the next one, and not to blame", async () => {
  await open({ memoryLimitMb: 64 });
  const [lost, ...others] = await Promise.all([
    told("lost", "fill_the_heap"),
    ...["a", "b", "c"].map((id) => told(id, "end")),
  ]);
  expect(lost?.attempt).toMatchObject({ outcome: "failed", failure: { code: "WCT_PRODUCE_WORKER_LOST" } });
  expect(others.map(({ attempt }) => attempt.outcome)).toEqual(Array(3).fill("produced"));
  expect(others.map(({ told }) => told.started)).toEqual([[[0, "lost"]], [[0, "a"]], [[0, "b"]]]);
});

test("what waits behind a job that leaves something behind does not meet it", async () => {
  await open({});
  const made = await Promise.all([told("x", "leave_a_timer"), ...["a", "b"].map((id) => told(id, "end"))]);
  expect(made.map(({ attempt }) => attempt.outcome)).toEqual(Array(3).fill("produced"));
  expect(made.map(({ told }) => told.started)).toEqual([[[0, undefined]], [[0, "x"]], [[0, "a"]]]);
});

test("a job that is cancelled behind another never begins; the one that is cancelled with its thread takes none along", async () => {
  await open({ graceMs: 50 });
  const [cancelFirst, cancelSecond] = [new AbortController(), new AbortController()];
  const first = told("first", "spin", cancelFirst.signal);
  const second = told("second", "end", cancelSecond.signal);
  const third = told("third", "end");
  await bench.started("first");
  cancelSecond.abort();
  expect((await second).attempt).toMatchObject({ outcome: "failed", failure: { code: "WCT_PRODUCE_CANCELLED" } });
  expect((await second).told.started).toEqual([]);
  cancelFirst.abort();
  expect((await first).attempt).toMatchObject({ outcome: "failed", failure: { code: "WCT_PRODUCE_CANCELLED" } });
  expect((await third).attempt.outcome).toBe("produced");
  expect((await third).told.started).toEqual([[0, "first"]]);
});

test("many short jobs are each made, once, with their own content", async () => {
  await open({ workers: 2 });
  const ids = Array.from({ length: 300 }, (_, i) => `n${i}`);
  const made = await Promise.all(ids.map((id, i) => bench.make({ id, type: "range", config: { count: 1 + (i % 3) } })));
  expect(made.map(({ attempt }) => attempt.outcome === "produced" && attempt.message.elements)).toEqual(
    ids.map((_, i) => 1 + (i % 3)),
  );
  expect(made.every(({ told }) => told.started.length === 1)).toBe(true);
});
