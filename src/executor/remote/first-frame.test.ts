import { expect, test } from "vitest";
import type { CoordinatorQueue, RunWriter, Task } from "../../domain/index.ts";
import { numberEvents, runStarted, someDigest } from "../../testing/sample-events.ts";
import { idAt, samplePlan, sampleRun } from "../../testing/sample-plan.ts";
import { createVirtualClock } from "../../testing/virtual-clock.ts";
import { createRedactor } from "../jobs/index.ts";
import { adoptingWriter } from "./adopting-writer.ts";
import { consumingWriter } from "./consuming-writer.ts";
import { jobId } from "./job-id.ts";
import { RemoteProducer } from "./remote-producer.ts";

const job = jobId(sampleRun, idAt(0), 1);
const events = numberEvents(sampleRun)(runStarted());
const frame = { events, objects: [] };

test("no job is there before the record has its run: nobody could take the run over, and the job would stay", async () => {
  const { producer, submitted, writer, stored } = running();
  await producer.start();
  void producer.produce(task(), silent);
  const appended = writer.append(frame);
  await turns();
  expect(submitted).toEqual([]);
  stored.resolve();
  await appended;
  await turns();
  expect(submitted).toEqual([[job]]);
});

test("jobs are not submitted again either before the record has their run, however long that takes", async () => {
  const { producer, submitted, clock, swept } = running();
  await producer.start();
  void producer.produce(task(), silent);
  while (swept() < 10) {
    clock.next();
    await turns();
  }
  expect(submitted).toEqual([]);
  await producer.close();
});

test("a frame without events does not begin a run: files are stored before it", async () => {
  const { producer, submitted, writer, stored } = running();
  void producer.produce(task(), silent);
  stored.resolve();
  await writer.append({ events: [], objects: [] });
  await turns();
  expect(submitted).toEqual([]);
});

test("what is cancelled before the record has the run is never submitted", async () => {
  const { producer, submitted, writer, stored } = running();
  const controller = new AbortController();
  const made = producer.produce(task(controller.signal), silent);
  void producer.produce({ ...task(), attempt: 2 }, silent);
  controller.abort({ code: "WCT_PRODUCE_CANCELLED", message: "cancelled" });
  expect(await made).toMatchObject({ outcome: "failed" });
  stored.resolve();
  await writer.append(frame);
  await turns();
  expect(submitted).toEqual([[jobId(sampleRun, idAt(0), 2)]]);
});

test("what is cancelled while its job is submitted is withdrawn after that: it would not be found, and stay", async () => {
  const { producer, queue, writer, stored } = running();
  const submitting = Promise.withResolvers<void>();
  queue.submit = () => submitting.promise;
  const withdrawn: (readonly string[])[] = [];
  queue.withdraw = async (_, jobs) => void withdrawn.push(jobs);
  const controller = new AbortController();
  const made = producer.produce(task(controller.signal), silent);
  stored.resolve();
  await writer.append(frame);
  await turns();
  controller.abort({ code: "WCT_PRODUCE_CANCELLED", message: "cancelled" });
  await turns();
  expect(withdrawn).toEqual([]);
  submitting.resolve();
  expect(await made).toMatchObject({ outcome: "failed" });
  expect(withdrawn).toEqual([[job]]);
});

test("a run whose first frame is refused submits nothing", async () => {
  const { producer, submitted, writer, stored } = running();
  void producer.produce(task(), silent);
  stored.reject(new Error("the store is full"));
  await expect(writer.append(frame)).rejects.toThrow("the store is full");
  await turns();
  expect(submitted).toEqual([]);
});

test("a run that is taken over submits at once: its record has begun", async () => {
  const { producer, submitted, base } = running();
  const writer = consumingWriter(adoptingWriter(base, { events, elapsed: 0 }), producer);
  void producer.produce(task(), silent);
  await writer.append(frame);
  await turns();
  expect(submitted).toEqual([[job]]);
});

const turns = async (): Promise<void> => {
  for (let n = 0; n < 5; n++) await new Promise((resolve) => setImmediate(resolve));
};

const silent = { started: () => {}, progress: () => {}, noted: () => {}, cost: () => {} };

function task(signal: AbortSignal = new AbortController().signal): Task {
  const [artifact] = samplePlan([[]]).artifacts;
  if (artifact === undefined) throw new Error("the plan has an artifact");
  return { artifact, attempt: 1, inputs: [], startedAt: "2025-01-01T12:00:00.000Z", signal };
}

/** A queue that notes what is submitted and how often it is swept. */
function notingQueue() {
  const submitted: (readonly string[])[] = [];
  let sweeps = 0;
  const jobQueue: { -readonly [Part in keyof CoordinatorQueue]: CoordinatorQueue[Part] } = {
    mark: async () => {},
    abandoned: async () => [],
    submit: async (_, jobs) => void submitted.push(jobs.map(({ id }) => id)),
    withdraw: async () => {},
    updates: async () => ({ reports: [], outcomes: [] }),
    onUpdate: async () => async () => {},
    workers: async () => [],
    sweep: async () => {
      sweeps += 1;
    },
    clear: async () => {},
    close: async () => {},
  };
  return { jobQueue, submitted, swept: () => sweeps };
}

/** A producer, and a writer that stores when the test says so. */
function running() {
  const { jobQueue, submitted, swept } = notingQueue();
  const clock = createVirtualClock();
  const producer = new RemoteProducer({
    ...{ jobQueue, run: sampleRun, writer: "writer", plan: samplePlan([[]]), planDigest: someDigest, wct: "0.1.0" },
    ...{ weights: null, labelsOf: () => [], files: null, clock, say: () => undefined },
    redactor: createRedactor({ secrets: [], environment: [] }),
  });
  const stored = Promise.withResolvers<void>();
  const base: Pick<RunWriter, "run" | "append" | "head"> = {
    run: sampleRun,
    append: () => stored.promise,
    head: () => someDigest,
  };
  const queue: Pick<typeof jobQueue, "submit" | "withdraw"> = jobQueue;
  return {
    producer,
    queue,
    submitted,
    clock,
    swept,
    base,
    stored,
    writer: consumingWriter(base, producer),
  };
}
