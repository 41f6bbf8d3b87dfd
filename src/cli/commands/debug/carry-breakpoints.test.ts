import { expect, test } from "vitest";
import { Breakpoints } from "../../../debug/index.ts";
import { namedExpressions } from "../../../testing/runs/debug-run.ts";
import { samplePlan } from "../../../testing/sample-plan.ts";
import { carryBreakpoints } from "./carry-breakpoints.ts";

test("a breakpoint that the new plan refuses is named, and the others are carried", () => {
  const from = new Breakpoints(samplePlan([[], [0], [1]]), namedExpressions);
  from.add({ pattern: "a2", side: "before", condition: "a2" });
  from.enable(from.add({ pattern: "a1", side: "after" }).number, false);
  const to = new Breakpoints(samplePlan([[], [0]]), namedExpressions);
  expect(carryBreakpoints(from, to)).toEqual([
    'The breakpoint before a2, if a2 is deleted: the runbook has no artifact "a2"',
  ]);
  expect(to.list()).toMatchObject([{ pattern: "a1", side: "after", isEnabled: false }]);
});
