import { expect, test } from "vitest";
import { createTurns } from "./turns.ts";

/** Creates turns whose jobs end when the test says so. */
function rig() {
  const begun: string[] = [];
  const withdrawn = new Set<string>();
  const ends = new Map<string, (isSpent: boolean) => void>();
  const take = createTurns<string>({
    isStill: (job) => !withdrawn.has(job),
    perform: (job) => {
      begun.push(job);
      return new Promise((resolve) => ends.set(job, (isSpent) => resolve({ isSpent })));
    },
  });
  const end = async (job: string, isSpent = false): Promise<void> => {
    ends.get(job)?.(isSpent);
    // Waits two turns of the event loop, because the next job begins in a turn of its own.
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  };
  return { begun, withdrawn, take, end };
}

test("one job after the other, in the order in which they came", async () => {
  const { begun, take, end } = rig();
  for (const job of ["a", "b", "c"]) take(job);
  expect(begun).toEqual(["a"]);
  await end("a");
  expect(begun).toEqual(["a", "b"]);
  await end("b");
  expect(begun).toEqual(["a", "b", "c"]);
});

test("one that was taken back is passed over", async () => {
  const { begun, withdrawn, take, end } = rig();
  for (const job of ["a", "b", "c"]) take(job);
  withdrawn.add("b");
  await end("a");
  expect(begun).toEqual(["a", "c"]);
});

test("after one that leaves the thread spent none begins, whenever it comes", async () => {
  const { begun, take, end } = rig();
  for (const job of ["a", "b"]) take(job);
  await end("a", true);
  take("c");
  expect(begun).toEqual(["a"]);
});

test("the next begins in a turn of its own", async () => {
  const { begun, take, end } = rig();
  for (const job of ["a", "b"]) take(job);
  const ended = end("a");
  await Promise.resolve();
  await new Promise((resolve) => process.nextTick(resolve));
  expect(begun).toEqual(["a"]);
  await ended;
  expect(begun).toEqual(["a", "b"]);
});
