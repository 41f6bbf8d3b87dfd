import { describe, expect, it } from "vitest";
import { foldEvents } from "../../run/index.ts";
import { debugRun } from "../../testing/runs/debug-run.ts";
import { samplePlan } from "../../testing/sample-plan.ts";

const wide = samplePlan([[], [], [], [0], [1]]);

/** Lets so many steps of pending work pass. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
}

describe("a session that is quit", () => {
  it("has ended when quit resolves, at whatever moment it is called, and stops no more", async () => {
    for (let moment = 0; moment < 60; moment += 1) {
      const run = await debugRun({ plan: wide, maxConcurrency: 3, stopOnEntry: true, failing: { a1: 1 } });
      const set = run.session.breakpoints.add({ pattern: "*", side: "after", condition: "a0 a1 a2" });
      await turns(moment);
      const position = run.session.phase === "stopped" ? run.session.move({ kind: "next" }) : run.session.stopped();
      await turns(moment % 7);
      await run.session.quit();
      expect([run.session.phase, run.session.position?.reason.kind, run.session.held]).toEqual(["ended", "end", []]);
      expect(["end", "entry", "step", "breakpoint", "failure"]).toContain((await position).reason.kind);
      expect(foldEvents(await run.events()).finished?.outcome).toBe("cancelled");
      expect(set.number).toBe(1);
    }
  });

  it("holds nothing any more", async () => {
    const set: Parameters<typeof debugRun>[0]["set"] = (all) => void all.add({ pattern: "*", side: "before" });
    const run = await debugRun({ plan: wide, maxConcurrency: 3, set });
    await run.session.stopped();
    expect(run.session.held).toHaveLength(2);
    await run.session.quit();
    expect(run.session.held).toEqual([]);
  });
});

it("a session whose run ends while it is stopped stands at the end", async () => {
  const { session, result, cancel } = await debugRun({ plan: wide, stopOnEntry: true });
  expect((await session.stopped()).reason.kind).toBe("entry");
  cancel();
  await result;
  expect(session.phase).toBe("ended");
  expect(session.position?.reason.kind).toBe("end");
  expect((await session.stopped()).reason.kind).toBe("end");
});

it("a session that cannot go on cancels its run, and whoever waits gets the error", async () => {
  const run = await debugRun({
    plan: wide,
    onLog: () => {
      throw new Error("the log broke");
    },
    set: (all) => void all.add({ pattern: "a1", side: "before", logMessage: "text" }),
  });
  await expect(run.session.stopped()).rejects.toThrow("the log broke");
  expect((await run.result).outcome).toBe("cancelled");
  expect(foldEvents(await run.events()).finished?.outcome).toBe("cancelled");
});

it("points that are walked again neither count as hits nor log", async () => {
  const logged: string[] = [];
  const run = await debugRun({
    plan: samplePlan([[], [0], [1]]),
    stopOnEntry: true,
    onLog: (text) => logged.push(text),
    set: (all) => void all.add({ pattern: "*", side: "after", logMessage: "made" }),
  });
  const { session } = run;
  await session.stopped();
  for (let step = 0; step < 4; step += 1) await session.move({ kind: "next" });
  await session.move({ kind: "back", points: 4 });
  for (let step = 0; step < 3; step += 1) await session.move({ kind: "next" });
  await session.move({ kind: "continue" });
  await session.move({ kind: "until-end" });
  expect(logged).toEqual(["made a0", "made a1", "made a2"]);
  expect(session.breakpoints.list().map(({ hits }) => hits)).toEqual([3]);
});
