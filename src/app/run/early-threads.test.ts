import { expect, test } from "vitest";
import { startThreads } from "./early-threads.ts";

test("a run has the threads that were started early, or others when it wants another number of them", async () => {
  const early = startThreads({ workers: 1 });
  try {
    const threads = early.of(1);
    expect(early.of(1)).toBe(threads);
    expect(early.of(2)).not.toBe(threads);
  } finally {
    await early.close();
  }
});
