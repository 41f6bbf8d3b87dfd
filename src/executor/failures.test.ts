import { expect, test } from "vitest";
import { stopFailure } from "./failures.ts";

const limits = { timeoutMs: 1500, costLimit: 2.5 };

test("a limit that was passed is named with its amount, and where it was set", () => {
  expect(stopFailure("timeout", limits)).toMatchObject({
    code: "WCT_PRODUCE_TIMEOUT",
    message: "the run took longer than its timeout of 1.5 s",
    hint: "raise config.timeout",
  });
  expect(stopFailure("timeout", { ...limits, timeoutFrom: "--timeout" }).hint).toBe("raise --timeout");
  expect(stopFailure("cost-limit", limits)).toMatchObject({
    message: "the run exceeded its cost limit of 2.5",
    hint: "raise config.cost_limit",
  });
});
