import { expect, test } from "vitest";
import { debugRun, namedExpressions } from "../testing/runs/debug-run.ts";
import { samplePlan } from "../testing/sample-plan.ts";
import { type BreakpointRequest, Breakpoints } from "./breakpoints/index.ts";
import { RecordedSession } from "./recorded-session.ts";
import { Recording } from "./travel/index.ts";

const plan = samplePlan([[], [0], [1], [2]]);

/** Opens a session over a run of a chain, in which `a2` failed once. */
async function recordedSession(...requests: readonly BreakpointRequest[]): Promise<RecordedSession> {
  const run = await debugRun({ plan, failing: { a2: 1 } });
  await run.session.stopped();
  await run.session.retry();
  await run.session.move({ kind: "until-end" });
  await run.result;
  const recording = new Recording();
  for (const event of await run.events()) recording.push(event);
  const breakpoints = new Breakpoints(plan, namedExpressions);
  for (const request of requests) breakpoints.add(request);
  const changes = { config: () => Promise.reject(new Error()), output: () => Promise.reject(new Error()) };
  return new RecordedSession({ plan, recording, breakpoints, expressions: namedExpressions, changes });
}

const where = ({ position: { point, reason } }: RecordedSession): string =>
  point === null ? reason.kind : `${point.side} ${point.artifact} ${point.attempt} (${reason.kind})`;

test("a recorded run stops at its failures, and every attempt is a point", async () => {
  const session = await recordedSession();
  expect(session.points.map(({ artifact, side, attempt }) => `${side} ${artifact} ${attempt}`)).toEqual([
    ...["before a0 1", "after a0 1", "before a1 1", "after a1 1", "before a2 1", "after a2 1", "after a2 2"],
    ...["before a3 1", "after a3 1"],
  ]);
  await session.move({ kind: "continue" });
  expect(where(session)).toBe("after a2 1 (failure)");
  await session.move({ kind: "continue" });
  expect(where(session)).toBe("end");
  await session.move({ kind: "reverse-continue" });
  expect(where(session)).toBe("after a2 1 (failure)");
});

test("a point that is passed again is the same hit of a breakpoint", async () => {
  const session = await recordedSession({ pattern: "*", side: "before", hitCondition: "2" });
  for (let round = 0; round < 2; round += 1) {
    await session.move({ kind: "continue" });
    expect(where(session)).toBe("before a2 1 (breakpoint)");
    await session.move({ kind: "back", points: 99 });
    expect(where(session)).toBe("before a0 1 (travel)");
  }
  expect(session.breakpoints.list().map(({ hits }) => hits)).toEqual([2]);
});
