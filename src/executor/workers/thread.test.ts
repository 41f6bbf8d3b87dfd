import { once } from "node:events";
import type { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import type { Clock } from "../../domain/index.ts";
import { createThread } from "./thread.ts";

let waits = 0;
/** Counts what is waited for with an end: each thread that is ended is. */
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
  const thread = createThread({ clock, jobs: 1, isSerial: true, memoryLimitMb: 64, graceMs: 100 });
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
