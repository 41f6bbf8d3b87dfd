import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Attempt, Clock, Failure } from "../../domain/index.ts";
import { Bench, type BenchArtifact, type BenchOptions, type TaskReports } from "../../testing/worker-bench.ts";

// Most tests share a bench and its thread, because starting one takes long.
let shared: Bench;
let bench: Bench;
beforeAll(async () => {
  shared = await Bench.open({ memoryLimitMb: 64 });
});
afterAll(() => shared.close());
beforeEach(() => {
  bench = shared;
});
afterEach(async () => {
  if (bench !== shared) await bench.close();
});

/** Opens a bench that only this test uses. */
async function ownBench(options: BenchOptions = {}): Promise<void> {
  bench = await Bench.open(options);
}

interface Failed {
  readonly failure: Failure;
  readonly attempt: Attempt;
  readonly told: TaskReports;
}

async function failing(type: string, piece: Partial<BenchArtifact> = {}): Promise<Failed> {
  const { attempt, told } = await bench.make({ id: "x", type, plugin: "bad", ...piece });
  if (attempt.outcome !== "failed") throw new Error(`${type} did not fail`);
  return { failure: attempt.failure, attempt, told };
}

/** Checks that the thread, or its successor, still works. */
async function stillWorks(): Promise<void> {
  const { attempt } = await bench.make({ id: "after", type: "reuses_its_element", plugin: "bad" });
  expect(attempt.outcome).toBe("produced");
}

test("an exception is told by class and frames; its message is content, kept as an object", async () => {
  const { failure, attempt } = await failing("throws_at_once");
  const { exception, ...rest } = failure;
  expect(rest).toEqual({
    code: "WCT_PRODUCE_THREW",
    message: 'connector "throws_at_once" threw TypeError',
    hint: null,
    componentCode: null,
  });
  expect(exception).toMatchObject({ name: "TypeError", code: null, message: attempt.object?.digest });
  expect(exception?.frames[0]).toMatch(/^bad-fixtures \S+:\d+$/);
  expect(JSON.stringify(failure)).not.toMatch(/Erika|nowhere|fixtures\/|file:/);
  const { digest } = attempt.object ?? {};
  expect(digest && (await bench.content(digest)).rest).toMatchObject({
    message: expect.stringMatching(/^quotes Erika Mustermann/),
  });
  await stillWorks();
});

test("an exception after many elements leaves no message behind", async () => {
  const { failure, attempt } = await failing("throws_late");
  expect(failure.message).toBe('connector "throws_late" threw RangeError');
  expect(attempt.object?.elements ?? null).toBe(null);
});

test.each([
  ["throws_string", "string"],
  ["throws_trap", "unknown"],
])("whatever is thrown is told by its kind: %s", async (type, name) => {
  expect((await failing(type)).failure).toMatchObject({ code: "WCT_PRODUCE_THREW", exception: { name, frames: [] } });
});

test.each([
  ["yields_undefined", /\$\.numbers\[1\]/],
  ["yields_nan", /\$\.numbers\[1\]\.n/],
  ["yields_instance", /an instance of a class/],
  ["yields_wrong_type", /\$\.numbers\[1\]\.n must be number/],
  ["yields_bigint", /\$\.numbers\[1\]\.n/],
  ["yields_hole", /\$\.numbers\[1\]/],
  ["returns_nothing", /\$ must be object/],
  ["returns_a_promise", /not an async generator/],
])("output that cannot be is refused with its place: %s", async (type, message) => {
  const { failure } = await failing(type);
  expect(failure).toMatchObject({ code: "WCT_PRODUCE_OUTPUT_INVALID", message: expect.stringMatching(message) });
  expect(failure.message).not.toContain("Erika");
});

test("a component that the plugin does not offer inside a worker is told", async () => {
  expect((await failing("missing")).failure.code).toBe("WCT_COMPONENT_UNKNOWN");
});

test("an exit ends the thread, not the run, and what was logged before is kept", async () => {
  const { failure, told } = await failing("exits");
  expect(failure).toMatchObject({
    code: "WCT_PRODUCE_WORKER_LOST",
    message: 'connector "exits" called process.exit',
  });
  expect(told.notes).toEqual([{ level: "info", text: "about to exit" }]);
  await stillWorks();
});

test.each(["fills_the_heap", "fills_buffers"])(
  "a component that uses too much memory loses its thread: %s",
  async (type) => {
    const { failure } = await failing(type);
    expect(failure).toMatchObject({
      code: "WCT_PRODUCE_WORKER_LOST",
      message: `connector "${type}" used more memory than a worker may have`,
    });
    await stillWorks();
  },
);

test("an exception in a callback belongs to the artifact", async () => {
  const { failure } = await failing("throws_in_a_callback");
  expect(failure).toMatchObject({ code: "WCT_PRODUCE_THREW", exception: { name: "SyntaxError" } });
  await stillWorks();
});

test("a rejection that a finished artifact left behind harms no other", async () => {
  const { attempt } = await bench.make({ id: "x", type: "leaves_a_rejection", plugin: "bad" });
  expect(attempt.outcome).toBe("produced");
  await stillWorks();
});

test("an input that cannot be read fails the artifact even if the component does not mind", async () => {
  await ownBench();
  const input = await bench.made({ id: "big", type: "range", config: { count: 20_000, batch: 500 } });
  const { digest } = input.message;
  rmSync(join(bench.dir, ".wct", "objects"), { recursive: true });
  const { failure } = await failing("swallows", { inputs: [input], output: "fixture_total:1.0.0" });
  expect(failure.code).toBe("WCT_PRODUCE_INPUT_UNREADABLE");
  expect(failure.message).toMatch(/^input "big" cannot be read: /);
  expect(failure.message).toContain(digest.slice(0, 8));
});

test("what a component prints becomes log lines; beyond a thousand they are only counted", async () => {
  const { attempt, told } = await bench.make({ id: "x", type: "prints", plugin: "bad" });
  expect(attempt.outcome).toBe("produced");
  expect(told.notes.length).toBe(1001);
  expect(told.notes.slice(0, 2).map(({ text }) => text)).toEqual(["line 0", "line 1"]);
  expect(told.notes.at(-1)).toEqual({ level: "warn", text: "2002 more lines were left out" });
});

test("a worker sees no variable of the environment", async () => {
  const made = await bench.made({ id: "x", type: "reads_environment", plugin: "bad" });
  expect((await bench.content(made.message.digest)).elements).toEqual([{ n: 0, label: "variables" }]);
});

test("a component that never ends is ended after the grace, and its artifact was cancelled", async () => {
  const { clock, elapse } = manualClock();
  const cancel = new AbortController();
  await ownBench({ clock });
  const task = failing("spins", { signal: cancel.signal });
  await started();
  cancel.abort();
  elapse(4999);
  elapse(1);
  expect((await task).failure.code).toBe("WCT_PRODUCE_CANCELLED");
  await stillWorks();
});

test.each(["obeys_in_a_loop", "hears_abort"])(
  "a component learns of its cancellation within the grace: %s",
  async (type) => {
    const { clock } = manualClock();
    const cancel = new AbortController();
    await ownBench({ clock });
    const task = failing(type, { signal: cancel.signal });
    await started();
    cancel.abort();
    expect((await task).failure.code).toBe("WCT_PRODUCE_CANCELLED");
  },
);

test("one that shares its thread and ignores its cancellation is given up; the others finish", async () => {
  const { clock, elapse } = manualClock();
  const cancel = new AbortController();
  await ownBench({ clock });
  const stuck = failing("waits_for_ever", { signal: cancel.signal, blocking: false });
  await started();
  const neighbour = bench.make({ ...meeting("a", "b"), plugin: "good" });
  await bench.started("a");
  cancel.abort();
  elapse(5000);
  expect((await stuck).failure.code).toBe("WCT_PRODUCE_CANCELLED");
  // The peer runs in a new thread, the neighbour still in the old one.
  const peer = await bench.make({ ...meeting("b", "a"), plugin: "good" });
  expect([peer, await neighbour].map(({ attempt }) => attempt.outcome)).toEqual(["produced", "produced"]);
});

test("what a component posts to the program by itself is ignored", async () => {
  const { attempt } = await bench.make({ id: "x", type: "posts_garbage", plugin: "bad" });
  expect(attempt).toMatchObject({ outcome: "produced", message: { elements: 1 } });
});

test("the reason of an abort is the artifact's failure", async () => {
  const reason: Failure = {
    code: "WCT_PRODUCE_TIMEOUT",
    message: "took longer than 1 s",
    hint: null,
    componentCode: null,
    exception: null,
  };
  const cancel = new AbortController();
  await ownBench();
  const task = failing("obeys_in_a_loop", { signal: cancel.signal });
  await started();
  cancel.abort(reason);
  expect((await task).failure).toEqual(reason);
});

/** Waits until the component's code has begun. */
async function started(): Promise<void> {
  await bench.started("x");
}

function meeting(me: string, peer: string) {
  const values = new Map([["folder", { kind: "dir", path: bench.dir, shown: "marks" } as const]]);
  const config = { folder: "folder", me, peer };
  return { id: me, type: "meet_waiting", blocking: false, config, values, output: "fixture_total:1.0.0" };
}

/** Creates a clock that advances only when the test says so. Only timers set before that are called. */
function manualClock() {
  let now = 0;
  const timers = new Set<{ readonly at: number; readonly callback: () => void }>();
  const clock: Clock = {
    now: () => new Date(0),
    monotonic: () => now * 1e6,
    after: (milliseconds, callback) => {
      const timer = { at: now + milliseconds, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };
  const elapse = (milliseconds: number): void => {
    now += milliseconds;
    for (const timer of timers) {
      if (timer.at > now) continue;
      timers.delete(timer);
      timer.callback();
    }
  };
  return { clock, elapse };
}

test("no secret reaches a log line, an event or content", async () => {
  await ownBench();
  const password = 'h"unter/2';
  const values = new Map([["token", { kind: "secret", value: password, shown: "${PASSWORD}" } as const]]);
  const piece = { id: "x", config: { password: "token" }, values };
  bench.bind({ ...piece, type: "confess" });
  const { attempt, told } = await bench.make({ ...piece, type: "confess" });
  if (attempt.outcome === "failed") throw new Error(attempt.failure.message);
  expect(told.notes.map(({ text }) => text)).toEqual([
    "password is ${PASSWORD}",
    expect.stringMatching(/^base64 dXNlc.*\$\{PASSWORD\}/),
  ]);
  expect(await bench.content(attempt.message.digest)).toEqual({
    elements: [
      { n: 1, label: "text with ${PASSWORD} inside" },
      { n: 2, label: "${PASSWORD}" },
    ],
    rest: { source: '{"password":"${PASSWORD}"}' },
  });
  const thrown = await failing("throws_secret", piece);
  expect(thrown.failure.exception).toMatchObject({ name: "Error", code: "E_DENIED" });
  const { digest } = thrown.attempt.object ?? {};
  expect(digest && (await bench.content(digest)).rest).toEqual({ message: "denied for ${PASSWORD}" });
  expect((await failing("fails_with_secret", piece)).failure).toEqual({
    code: "WCT_PRODUCE_COMPONENT",
    message: "no access with ${PASSWORD}",
    hint: "try another than ${PASSWORD}",
    componentCode: "DENIED",
    exception: null,
  });
});
