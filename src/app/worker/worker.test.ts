import { afterEach, expect, test, vi } from "vitest";
import type { Attempt, ClaimedJob, CompletedJob, JobRef, RemoteOrder, WorkerQueue } from "../../domain/index.ts";
import { loadRemote } from "../../executor/index.ts";
import { idAt, samplePlan, sampleRun } from "../../testing/sample-plan.ts";
import { packageVersion } from "../host/index.ts";
import { Completing } from "./completing.ts";
import type { PlanKit } from "./plan-kit.ts";
import { Worker } from "./worker.ts";

const order: RemoteOrder = {
  ...{ run: sampleRun, artifact: idAt(0), attempt: 1, inputs: [], startedAt: "2026-01-01T00:00:00.000Z", files: null },
  plan: "0".repeat(64) as RemoteOrder["plan"],
  wct: packageVersion(),
};
const made: Attempt = {
  outcome: "failed",
  failure: { code: "WCT_PRODUCE_CANCELLED", message: "it ended", hint: null, componentCode: null, exception: null },
  object: null,
  ended: null,
};
/** All that needs no answer of the queue is done then. */
const settled = async () => {
  for (let turn = 0; turn < 4; turn += 1) await new Promise(setImmediate);
};

/** Jobs without end; each is known by the attempt that its order names. */
function endlessJobs() {
  const held = new Map<string, JobRef>();
  let count = 0;
  const give = (most: number): readonly ClaimedJob[] =>
    Array.from({ length: most }, () => {
      count += 1;
      const job = { id: `job ${count}`, claim: 0, order: { ...order, attempt: count } };
      held.set(job.id, job);
      return job;
    });
  return { held, give };
}

/** A queue that answers completions, and later takes as well, when the test says so. There are always more jobs. */
function scriptedQueue() {
  const { held, give } = endlessJobs();
  const answers: (() => void)[] = [];
  const givenBack: string[] = [];
  const takes = { wait: false };
  const answered = () => new Promise<void>((resolve) => answers.push(resolve));
  const end = (jobs: readonly CompletedJob[]) => {
    for (const { id } of jobs) held.delete(id);
  };
  const jobQueue: WorkerQueue = {
    ...{ register: async () => undefined, renew: async () => [], leave: async () => undefined },
    ...{ report: async () => true, close: async () => undefined },
    giveBack: async ({ id }) => {
      givenBack.push(id);
      held.delete(id);
    },
    take: async (_, most) => {
      const jobs = give(most);
      if (takes.wait) await answered();
      return jobs;
    },
    complete: async (jobs) => {
      await answered();
      end(jobs);
    },
    completeAndTake: async (jobs, { most, taken }) => {
      const next = give(most);
      await answered().finally(() => taken(next));
      end(jobs);
    },
    listen: async () => ({ pause: () => undefined, resume: async () => false, close: () => undefined }),
  };
  return { jobQueue, held, answers, givenBack, takes };
}

/** A plan whose artifacts end when the test calls the functions in `making`. */
function scriptedKit() {
  const making: ((error?: Error) => void)[] = [];
  const begun: number[] = [];
  const kit: PlanKit = {
    artifacts: new Map(samplePlan([[]]).artifacts.map((artifact) => [artifact.id, artifact])),
    producer: {
      produce: ({ attempt }, { started }) => {
        started(0);
        begun.push(attempt);
        return new Promise((resolve, reject) => {
          making.push((error) => (error === undefined ? resolve(made) : reject(error)));
        });
      },
    },
    unfit: async () => null,
    remove: () => undefined,
  };
  return { kit, making, begun };
}

/** A worker whose jobs end, and whose completions are answered, when the test says so. */
async function scriptedWorker(slots: number) {
  const { jobQueue, held, answers, givenBack, takes } = scriptedQueue();
  const { kit, making, begun } = scriptedKit();
  const completing: Completing = new Completing(jobQueue, {
    wanted: (ending) => worker.wanted(ending),
    taken: (jobs) => worker.taken(jobs),
  });
  const kits = { of: async () => kit };
  const parts = { jobQueue, completing, kits, remote: await loadRemote(), failed: () => undefined };
  const worker: Worker = new Worker(parts, { slots, labels: [], graceMs: 0, say: () => undefined });
  await worker.begin();
  await settled();
  const next = async (from: "made" | "broken" | "stored") => {
    if (from === "made") making.shift()?.();
    else if (from === "broken") making.shift()?.(new Error("it broke"));
    else answers.shift()?.();
    await settled();
  };
  const stop = async () => {
    const stopped = worker.stop();
    for (let turn = 0; turn < 20; turn += 1) {
      for (const one of making.splice(0)) one();
      await settled();
      for (const answer of answers.splice(0)) answer();
    }
    await stopped;
  };
  return { worker, held, making, begun, givenBack, takes, next, stop };
}

test("holds no more jobs than it has slots, and makes all of them, while completions overlap", async () => {
  const { worker, held, making, next, stop } = await scriptedWorker(3);
  expect(held.size).toBe(3);
  await next("made");
  for (let round = 0; round < 9; round += 1) {
    await next("made");
    // One is being completed, and another is to be completed next; one may be taken for the first already.
    expect(held.size).toBeLessThanOrEqual(4);
    await next("stored");
    expect(worker.state().makes).toBe(held.size - (held.size > 3 ? 1 : 0));
    expect(making.length).toBe(2);
  }
  await next("stored");
  expect(held.size).toBe(3);
  expect(making.length).toBe(3);
  await stop();
});

/** Until the worker has registered anew, and has looked for jobs. */
const lookedAnew = async () => {
  await vi.advanceTimersByTimeAsync(1000);
  await settled();
};
const fakeTimers = () => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
afterEach(() => void vi.useRealTimers());

test("does not start jobs that were taken with a completion under a lease that has ended since", async () => {
  fakeTimers();
  const { worker, begun, givenBack, next } = await scriptedWorker(3);
  const { id } = worker.state();
  await next("made");
  await next("broken");
  await lookedAnew();
  expect(worker.state().id).not.toBe(id);
  await next("stored");
  expect(givenBack).toEqual(["job 4"]);
  expect(begun).not.toContain(4);
});

test("does not start jobs that were taken under a lease that has ended since", async () => {
  fakeTimers();
  const { worker, begun, givenBack, takes, next } = await scriptedWorker(3);
  takes.wait = true;
  await next("broken");
  await lookedAnew();
  const { id } = worker.state();
  await next("broken");
  await lookedAnew();
  expect(worker.state().id).not.toBe(id);
  await next("stored");
  expect(givenBack).toEqual(["job 4"]);
  expect(begun).not.toContain(4);
});
