import fc from "fast-check";
import { expect, test } from "vitest";
import type { ArtifactId, Clock } from "../../domain/index.ts";
import { failure, type Job, type JobArtifact, type ProduceJob } from "../jobs/index.ts";
import { Slots } from "./slots.ts";
import type { Thread } from "./thread.ts";
import type { CallOutcome } from "./worker-channel.ts";

type Call = Parameters<Thread["call"]>[0];

/** A thread whose jobs end when the test says so. */
class FakeThread implements Thread {
  given: { readonly call: Call; readonly end: (outcome: CallOutcome) => void }[] = [];

  warm(): void {}
  fitness(): 0 {
    return 0;
  }
  canQueue(): boolean {
    return true;
  }
  async close(): Promise<void> {}

  call(call: Call): Promise<CallOutcome> {
    const { promise, resolve } = Promise.withResolvers<CallOutcome>();
    const one = { call, end: resolve };
    call.signal.addEventListener("abort", () => this.#takeBack(one));
    this.given.push(one);
    if (this.given.length === 1) call.said({ kind: "started" });
    return promise;
  }

  withdraw(): boolean {
    return this.#takeBack(this.given[1]);
  }

  /** Ends the running job after `took` milliseconds; the next one begins. */
  finish(took: number): void {
    const [first, next] = this.given;
    this.given.shift();
    first?.end({ kind: "failed", failure: gone, said: null, ended: 0n, took, isSpent: false });
    next?.call.said({ kind: "started" });
  }

  #takeBack(one: FakeThread["given"][number] | undefined): boolean {
    if (one === undefined || this.given.indexOf(one) < 1) return false;
    this.given.splice(this.given.indexOf(one), 1);
    one.end({ kind: "withdrawn" });
    return true;
  }
}

const gone = failure("WCT_PRODUCE_THREW", "x");

interface Begin {
  readonly job: string;
  readonly worker: number | null;
  readonly waitedFor: JobArtifact | undefined;
}

class Rig {
  readonly threads: FakeThread[] = [];
  readonly begins: Begin[] = [];
  readonly ended: string[] = [];
  readonly refused: string[] = [];
  readonly slots: Slots;
  readonly #names = new WeakMap<object, string>();
  #now = 0;

  constructor(workers: number) {
    const clock: Clock = { now: () => new Date(0), monotonic: () => this.#now * 1e6, after: () => () => {} };
    const thread = (): FakeThread => this.threads[this.threads.push(new FakeThread()) - 1]!;
    this.slots = new Slots({ workers, clock, thread });
  }

  async give(id: string, { type = "quick", signal = new AbortController().signal } = {}): Promise<void> {
    const job = { component: { kind: "connector", type, plugin: "p", module: "file:///p.js" } } as ProduceJob;
    const runContext = { id: 1 } as Job["runContext"];
    this.#names.set(runContext, id);
    const threadJob: Job = {
      holder: id as ArtifactId,
      work: { handler: "produce", job },
      runContext,
      signal,
      said: () => {},
      take: async () => true,
      answer: async () => ({ text: null, problem: null }),
      begun: (worker, waitedFor) => this.begins.push({ job: id, worker, waitedFor }),
    };
    void this.slots.run(threadJob).then((outcome) => (outcome === null ? this.refused : this.ended).push(id));
    await settled();
  }

  async finish(worker: number, took = 0.1): Promise<void> {
    this.threads[worker]?.finish(took);
    await settled();
  }

  elapse(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /** The jobs of each thread, the running one first. */
  get given(): readonly (readonly string[])[] {
    return this.threads.map(({ given }) => given.map(({ call }) => this.#names.get(call.runContext) ?? ""));
  }
}

/** Waits until everything has happened that needs no outside event. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

async function rigOf(workers: number): Promise<Rig> {
  const rig = new Rig(workers);
  await rig.give("first");
  await rig.finish(0);
  return rig;
}

test("jobs of a component that nobody knows wait for a thread of their own", async () => {
  const rig = new Rig(1);
  for (const id of ["a", "b"]) await rig.give(id);
  expect(rig.given).toEqual([["a"]]);
});

test("where no thread is idle, a job that is expected to be short is given behind the fewest others", async () => {
  const rig = await rigOf(2);
  for (const id of ["a", "b", "c", "d", "e"]) await rig.give(id);
  expect(rig.given).toEqual([
    ["a", "c", "e"],
    ["b", "d"],
  ]);
});

test("no more than eight are given to a thread", async () => {
  const rig = await rigOf(1);
  for (let i = 0; i < 12; i++) await rig.give(`${i}`);
  expect(rig.given.map((jobs) => jobs.length)).toEqual([8]);
});

test("each begins when the one before has ended, and says whose thread it waited for", async () => {
  const rig = await rigOf(1);
  for (const id of ["a", "b"]) await rig.give(id);
  expect(rig.begins.at(-1)).toEqual({ job: "a", worker: 0, waitedFor: undefined });
  await rig.finish(0);
  expect(rig.begins.at(-1)).toEqual({ job: "b", worker: 0, waitedFor: "a" });
});

test("nothing is given behind a job that may be long, nor past one that waits for its own thread", async () => {
  const rig = await rigOf(1);
  await rig.give("a");
  await rig.give("long", { type: "unknown" });
  await rig.give("b");
  expect(rig.given).toEqual([["a"]]);
  await rig.finish(0);
  expect(rig.given).toEqual([["long"]]);
  await rig.finish(0, 500);
  expect(rig.given).toEqual([["b"]]);
});

test("after a long job those of its component are not expected to be short for some jobs", async () => {
  const rig = await rigOf(1);
  await rig.give("slow");
  await rig.finish(0, 3);
  for (const id of ["a", "b"]) await rig.give(id);
  expect(rig.given).toEqual([["a"]]);
  await rig.finish(0);
  await rig.give("c");
  expect(rig.given).toEqual([["b"]]);
  await rig.finish(0);
  await rig.give("d");
  expect(rig.given).toEqual([["c", "d"]]);
});

test("a thread that becomes idle does what waits behind another", async () => {
  const rig = await rigOf(2);
  for (const id of ["a", "b", "c"]) await rig.give(id);
  expect(rig.given).toEqual([["a", "c"], ["b"]]);
  await rig.finish(1);
  expect(rig.given).toEqual([["a"], ["c"]]);
  expect(rig.begins.at(-1)).toEqual({ job: "c", worker: 1, waitedFor: "b" });
});

test("what waits behind a job that turns out to be long goes before what came later", async () => {
  const rig = await rigOf(2);
  for (const id of ["a", "b", "c", "d"]) await rig.give(id);
  await rig.give("later", { type: "unknown" });
  await rig.give("last");
  expect(rig.given).toEqual([
    ["a", "c"],
    ["b", "d"],
  ]);
  rig.elapse(10);
  await rig.finish(1);
  // "d" has begun by now and is not overdue; "c" waits at the head of the queue.
  expect(rig.given).toEqual([["a"], ["d", "c"]]);
});

test("a job that is cancelled before its turn never begins", async () => {
  const rig = await rigOf(1);
  const cancel = new AbortController();
  await rig.give("a");
  await rig.give("b", { signal: cancel.signal });
  await rig.give("c");
  cancel.abort();
  await settled();
  expect(rig.refused).toEqual(["b"]);
  await rig.finish(0);
  expect(rig.begins.at(-1)).toEqual({ job: "c", worker: 0, waitedFor: "a" });
});

test("once all is closed nothing that waits begins", async () => {
  const rig = new Rig(1);
  for (const id of ["a", "b"]) await rig.give(id);
  await rig.slots.close();
  await settled();
  expect(rig.refused).toEqual(["b"]);
  await rig.give("c");
  expect(rig.refused).toEqual(["b", "c"]);
});

test("whatever happens, each job begins once, in a thread that is free, and none waits where a thread is idle", async () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constant("give" as const), type: fc.constantFrom("quick", "slow") }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant("finish" as const),
        worker: fc.nat(2),
        took: fc.constantFrom(0.1, 0.1, 40),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("elapse" as const), ms: fc.constantFrom(1, 10) }) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const rig = await rigOf(3);
      let count = 0;
      for (const one of steps) {
        if (one.do === "give") await rig.give(`${count++}`, { type: one.type });
        else if (one.do === "finish") await rig.finish(one.worker, one.took);
        else rig.elapse(one.ms);
        const lengths = rig.given.map((jobs) => jobs.length);
        const isSomeIdle = lengths.includes(0);
        const areSomeWaiting = lengths.some((length) => length > 1) || waiting(rig, count) > 0;
        expect(isSomeIdle && areSomeWaiting).toBe(false);
      }
      for (let i = 0; i < 3 * count; i++) await rig.finish(i % 3);
      expect([...rig.ended].sort()).toEqual(["first", ...Array.from({ length: count }, (_, i) => `${i}`)].sort());
      expect(new Set(rig.begins.map(({ job }) => job)).size).toBe(rig.begins.length);
    }),
    { numRuns: 50 },
  );
});

/** Returns the number of jobs that no thread has been given. */
function waiting({ given, ended }: Rig, count: number): number {
  return count + 1 - ended.length - given.flat().length;
}
