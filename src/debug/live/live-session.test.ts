import { describe, expect, it } from "vitest";
import { requireRecordOf } from "../../planner/index.ts";
import { artifactState, foldEvents } from "../../run/index.ts";
import { skipsOf } from "../../testing/events-of.ts";
import { type DebugRun, debugRun } from "../../testing/runs/debug-run.ts";
import { idAt, samplePlan } from "../../testing/sample-plan.ts";
import type { SessionPosition } from "../stop.ts";

const chain = samplePlan([[], [0], [1]]);

/** Returns a position as text: `before a0`, `after a1 (failure)`. */
function textOf({ point, reason }: SessionPosition): string {
  return point === null ? reason.kind : `${point.side} ${point.artifact} (${reason.kind})`;
}

/** Continues to the end; returns all stops. */
async function stopsTo({ session }: DebugRun, kind: "next" | "continue"): Promise<readonly string[]> {
  const stops: string[] = [];
  for (let at = await session.stopped(); ; at = await session.move({ kind })) {
    stops.push(textOf(at));
    if (at.reason.kind === "end") return stops;
  }
}

const everyPoint = ["before a0", "after a0", "before a1", "after a1", "before a2", "after a2"];

describe("a session over a run", () => {
  it("stops before and after each artifact when it is stepped", async () => {
    const run = await debugRun({ plan: chain, stopOnEntry: true });
    const [first, ...others] = everyPoint;
    expect(await stopsTo(run, "next")).toEqual([`${first} (entry)`, ...others.map((one) => `${one} (step)`), "end"]);
    expect((await run.result).outcome).toBe("completed");
  });

  it("stops at every point by `continue` as long as it has no breakpoint, if it steps by default", async () => {
    const run = await debugRun({ plan: chain, stepsByDefault: true });
    expect(await stopsTo(run, "continue")).toEqual([...everyPoint.map((one) => `${one} (step)`), "end"]);
  });

  it("stops nowhere without breakpoints, and records what a plain run records", async () => {
    const run = await debugRun({ plan: chain });
    expect(await stopsTo(run, "continue")).toEqual(["end"]);
    const events = await run.events();
    expect(events.some(({ type }) => type === "run.paused" || type === "run.continued")).toBe(false);
  });

  it("stops at breakpoints of the runbook and of the user, whose conditions hold", async () => {
    const plan = samplePlan([[], [0], [1]], (index) => (index === 2 ? { breakpoint: "after" } : {}));
    const run = await debugRun({
      plan,
      set: (breakpoints) => {
        breakpoints.add({ pattern: "a*", side: "before", condition: "a1" });
        breakpoints.add({ pattern: "a0", side: "after", condition: "a1" });
      },
    });
    expect(await stopsTo(run, "continue")).toEqual(["before a1 (breakpoint)", "after a2 (breakpoint)", "end"]);
  });

  it("counts hits, and logs instead of stopping at a log point", async () => {
    const logged: string[] = [];
    const run = await debugRun({
      plan: chain,
      onLog: (text) => logged.push(text),
      set: (breakpoints) => {
        breakpoints.add({ pattern: "*", side: "after", logMessage: "made" });
        breakpoints.add({ pattern: "*", side: "before", hitCondition: "3" });
      },
    });
    expect(await stopsTo(run, "continue")).toEqual(["before a2 (breakpoint)", "end"]);
    expect(logged).toEqual(["made a0", "made a1", "made a2"]);
    expect(run.session.breakpoints.list().map(({ hits }) => hits)).toEqual([3, 3]);
  });

  it("stops where a condition cannot be evaluated, and says so", async () => {
    const set: Parameters<typeof debugRun>[0]["set"] = (breakpoints) =>
      void breakpoints.add({ pattern: "a1", side: "before", condition: "?" });
    const run = await debugRun({ plan: chain, set });
    const at = await run.session.stopped();
    expect(at.reason).toEqual({ kind: "condition-failed", breakpoint: 1, message: "it cannot be evaluated" });
    await run.session.quit();
  });

  it("stops after a failure, and goes on when a retry succeeds", async () => {
    const run = await debugRun({ plan: chain, failing: { a1: 1 } });
    expect(textOf(await run.session.stopped())).toBe("after a1 (failure)");
    expect(textOf(await run.session.retry())).toBe("after a1 (step)");
    expect(textOf(await run.session.move({ kind: "continue" }))).toBe("end");
    expect((await run.result).outcome).toBe("completed");
  });

  it("skips an artifact and says what is skipped with it", async () => {
    const run = await debugRun({ plan: samplePlan([[], [0], [1], [0]]), stopOnEntry: true });
    await run.session.stopped();
    await run.session.move({ kind: "until", artifact: idAt(1) });
    expect(run.session.skip()).toEqual(["a2"]);
    await run.session.move({ kind: "until-end" });
    expect(skipsOf(await run.events())).toEqual({
      a1: { reason: "debugger", because: [] },
      a2: { reason: "input-skipped", because: ["a1"] },
    });
  });

  it("pauses before the next artifact", async () => {
    const run = await debugRun({ plan: chain });
    run.session.pause();
    const at = await run.session.stopped();
    expect(at.point?.side).toBe("before");
    expect(at.reason.kind).toBe("pause");
    await run.session.quit();
  });

  it("holds artifacts that arrive while it is stopped, and shows them one after the other", async () => {
    const wide = samplePlan([[], [], []]);
    const set: Parameters<typeof debugRun>[0]["set"] = (breakpoints) =>
      void breakpoints.add({ pattern: "*", side: "before" });
    const run = await debugRun({ plan: wide, maxConcurrency: 3, set });
    expect(textOf(await run.session.stopped())).toBe("before a0 (breakpoint)");
    expect(run.session.held.map(({ artifact }) => artifact)).toEqual(["a1", "a2"]);
    expect(artifactState(run.session.state(), idAt(0)).status).toBe("pending");
    expect(textOf(await run.session.move({ kind: "continue" }))).toBe("before a1 (breakpoint)");
    expect(textOf(await run.session.move({ kind: "continue" }))).toBe("before a2 (breakpoint)");
    expect(textOf(await run.session.move({ kind: "continue" }))).toBe("end");
  });

  it("shows earlier points, and returns to the present by `continue`", async () => {
    const run = await debugRun({ plan: chain, stopOnEntry: true });
    const { session } = run;
    await session.stopped();
    await session.move({ kind: "until", artifact: idAt(2) });
    const present = session.state();
    expect(textOf(await session.move({ kind: "back", points: 2 }))).toBe("before a1 (travel)");
    expect(session.position?.isPresent).toBe(false);
    expect(artifactState(session.state(), idAt(1)).status).toBe("pending");
    expect(() => session.skip()).toThrow("skip is not possible here");
    expect(textOf(await session.move({ kind: "next" }))).toBe("after a1 (step)");
    expect(textOf(await session.move({ kind: "continue" }))).toBe("before a2 (step)");
    expect(session.state()).toEqual(present);
    await session.quit();
  });

  it("quits with a record that folds, verifies and has what was made", async () => {
    const run = await debugRun({ plan: chain, stopOnEntry: true });
    await run.session.stopped();
    await run.session.move({ kind: "finish" });
    await run.session.move({ kind: "next" });
    await run.session.move({ kind: "next" });
    await run.session.quit();
    expect((await run.result).outcome).toBe("cancelled");
    const state = foldEvents(await run.events());
    expect(state.counts).toMatchObject({ completed: 2, skipped: 1, failed: 0 });
    expect(() => requireRecordOf(chain, state)).not.toThrow();
    expect((await run.store.executions.verifyChain(state.run!)).damage).toEqual([]);
  });

  it("refuses what is not possible now, with what to do instead", async () => {
    const run = await debugRun({ plan: chain, stopOnEntry: true });
    const { session } = run;
    await session.stopped();
    await expect(session.retry()).rejects.toThrow('"a0" has not started yet');
    await expect(session.move({ kind: "until", artifact: idAt(0) })).rejects.toThrow("already stands before");
    await expect(session.move({ kind: "until", artifact: idAt(7) })).rejects.toThrow('no artifact "a7"');
    for (const points of [0, -1, 1.5, Number.NaN]) {
      await expect(session.move({ kind: "back", points })).rejects.toThrow(`${points} is not a number of points`);
    }
    await session.move({ kind: "next" });
    await session.move({ kind: "next" });
    await expect(session.move({ kind: "until", artifact: idAt(0) })).rejects.toThrow("the point before it has passed");
    await session.move({ kind: "until-end" });
    await expect(session.move({ kind: "next" })).rejects.toThrow("the run has ended");
    expect(textOf(await session.move({ kind: "back", points: 1 }))).toBe("after a2 (travel)");
  });
});
