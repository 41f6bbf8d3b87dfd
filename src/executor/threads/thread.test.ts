import { once } from "node:events";
import type { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import type { Clock } from "../../domain/index.ts";
import { ProcessWatch } from "./process-watch.ts";
import { createThread } from "./thread.ts";

let waits = 0;
/** Counts the waits with a limit: the end of each thread is one. */
const clock: Clock = {
  now: () => new Date(),
  monotonic: () => Math.round(performance.now() * 1e6),
  after: (milliseconds, callback) => {
    waits += 1;
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

test("a thread that dies while nothing runs in it is forgotten, and the next one is ended in its place", async () => {
  const limits = { clock, memoryLimitMb: 64 };
  const thread = createThread({
    ...limits,
    jobs: 1,
    isSerial: true,
    graceMs: 100,
    processWatch: new ProcessWatch(limits),
  });
  const starts = async (): Promise<Worker> => {
    const created = once(process, "worker");
    thread.warm();
    const [worker] = await created;
    return worker;
  };
  await (await starts()).terminate();
  waits = 0;
  await thread.close();
  expect(waits).toBe(0);
  const next = await starts();
  const ended = once(next, "exit");
  await thread.close();
  await ended;
  expect(waits).toBe(1);
});
