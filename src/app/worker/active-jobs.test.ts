import { expect, test } from "vitest";
import type { ActiveJob } from "./active-job.ts";
import { ActiveJobs } from "./active-jobs.ts";

const id = "0b0c8a52-6f1f-4c39-a5d4-8d0a3f6f3a01";
const attempt = (): ActiveJob => ({
  ...{ ended: Promise.resolve(true), order: () => null, tookMs: () => 0 },
  ...{ lose: () => undefined, giveBack: () => undefined },
});

test("a job that is taken again while its earlier attempt ends is still held when that one has ended", () => {
  const active = new ActiveJobs();
  const [earlier, later] = [attempt(), attempt()];
  active.add({ id, claim: 0 }, earlier);
  active.add({ id, claim: 1 }, later);
  expect(active.of(id)).toEqual([earlier, later]);
  active.delete({ id, claim: 0 });
  expect(active.refs()).toEqual([{ id, claim: 1 }]);
  expect(active.get({ id, claim: 1 })).toBe(later);
});
