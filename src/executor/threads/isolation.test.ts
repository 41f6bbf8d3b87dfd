import { afterEach, expect, test } from "vitest";
import { Bench, type BenchArtifact, type BenchOptions } from "../../testing/worker-bench.ts";

let bench: Bench;
const open = async (options?: BenchOptions): Promise<Bench> => {
  bench = await Bench.open(options);
  return bench;
};
afterEach(() => bench.close());

const hostile = (type: string, more: Partial<BenchArtifact> = {}): BenchArtifact => ({
  id: type,
  type,
  plugin: "hostile",
  output: "hostile_anything:1.0.0",
  ...more,
});
const innocent = { id: "innocent", type: "range", config: { count: 3 } };

async function elementsOf(piece: BenchArtifact) {
  const { message } = await bench.made(piece);
  return (await bench.content(message.digest)).elements;
}

test("a plugin that altered everything meets neither another plugin nor its own next artifact", async () => {
  await open();
  const { attempt } = await bench.make(hostile("alters_everything"));
  expect(attempt).toMatchObject({ outcome: "failed", failure: { code: "WCT_PRODUCE_OUTPUT_INVALID" } });
  expect(await elementsOf(hostile("is_innocent"))).toEqual([{ text: "[2,3]", polluted: false }]);
  expect(await elementsOf(innocent)).toHaveLength(3);
});

// A hundred runs take half a minute on a busy machine.
const leaks = process.env.WCT_LONG_TESTS === "1" ? 100 : 6;

test("what artifacts leave running does not add up", async () => {
  await open();
  for (let i = 0; i < leaks; i++) {
    expect(await elementsOf(hostile("leaks", { id: `leak_${i}` }))).toEqual([{ timers: 0 }]);
  }
});

test("a component that takes the method of ports speaks over none of ours", async () => {
  await open();
  expect(await elementsOf(hostile("posts_forged_messages_where_it_counts"))).toEqual([{ forged: true }]);
  expect(await elementsOf(hostile("is_innocent"))).toHaveLength(1);
});

test("waiting components of different plugins do not share a thread", async () => {
  await open({ graceMs: 100 });
  const cancel = new AbortController();
  const blocking = bench.make(hostile("shares_and_blocks", { blocking: false, signal: cancel.signal }));
  await bench.started("shares_and_blocks");
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await elementsOf({ ...innocent, blocking: false })).toHaveLength(3);
  cancel.abort();
  expect((await blocking).attempt).toMatchObject({ failure: { code: "WCT_PRODUCE_CANCELLED" } });
});

test("one that shares its thread with one that fills the memory is made again, alone, and says so", async () => {
  await open({ memoryLimitMb: 96 });
  const filling = bench.make(hostile("shares_and_fills", { blocking: false }));
  const beside = bench.make(hostile("shares_innocently", { blocking: false }));
  const [filled, made] = [await filling, await beside];
  expect(filled.attempt).toMatchObject({ failure: { code: "WCT_PRODUCE_WORKER_LOST" } });
  expect(made.attempt.outcome).toBe("produced");
  expect(made.told.started).toEqual([[null, undefined]]);
  expect(made.told.notes).toMatchObject([{ level: "warn", text: expect.stringContaining("made again") }]);
});

test("costs in a flood are summed, none is lost", async () => {
  await open();
  const { told } = await bench.make(hostile("floods_its_log"));
  expect(told.costs.length).toBeLessThan(3000);
  expect(told.costs.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(300, 3);
  expect(told.progress.length).toBeLessThan(2000);
});
