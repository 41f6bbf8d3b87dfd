import { describe, expect, test } from "vitest";
import type { ArtifactId } from "../domain/index.ts";
import { nestedPlan } from "../testing/plans/nested-plan.ts";
import { type DebugRun, debugRun, namedExpressions } from "../testing/runs/debug-run.ts";
import { samplePlan } from "../testing/sample-plan.ts";
import { Breakpoints } from "./breakpoints/index.ts";
import { RecordedSession } from "./recorded-session.ts";
import type { DebugSession, Move } from "./session.ts";
import { Recording } from "./travel/index.ts";

const plan = nestedPlan();
const started = (set?: (breakpoints: Breakpoints) => void): Promise<DebugRun> =>
  debugRun({ plan, stopOnEntry: true, ...(set === undefined ? {} : { set }) });

/** Makes moves; returns where the session stops after each. */
async function stopsOf(session: DebugSession, moves: readonly Move["kind"][]): Promise<readonly string[]> {
  await session.stopped();
  const stops: string[] = [];
  for (const kind of moves) {
    const { point, reason } = await session.move({ kind } as Move);
    stops.push(point === null ? reason.kind : `${point.side} ${point.artifact}`);
  }
  return stops;
}

const until = async ({ session }: DebugRun, artifact: string): Promise<DebugSession> => {
  await session.stopped();
  await session.move({ kind: "until", artifact: artifact as ArtifactId });
  return session;
};

async function recordedAs({ session: { plan }, events }: DebugRun): Promise<RecordedSession> {
  const recording = new Recording();
  for (const event of await events()) recording.push(event);
  const breakpoints = new Breakpoints(plan, namedExpressions);
  const changes = { config: () => Promise.reject(new Error("no")), output: () => Promise.reject(new Error("no")) };
  return new RecordedSession({ plan, recording, breakpoints, expressions: namedExpressions, changes });
}

describe("a session with child runbooks", () => {
  test("`next` goes over a child runbook, to the artifact that includes it", async () => {
    const { session } = await started();
    expect(await stopsOf(session, ["next", "next", "next", "next", "next"])).toEqual([
      ...["after texts", "before findings", "after findings", "before again", "after again"],
    ]);
    await session.quit();
  });

  test("`step` goes into a child runbook, and into the child of the child", async () => {
    const { session } = await started();
    expect(await stopsOf(session, ["step", "step", "step", "step"])).toEqual([
      ...["after texts", "before findings/detect", "after findings/detect", "before findings/mask/hide"],
    ]);
    await session.quit();
  });

  test("`next` inside a child runbook stays in it and leaves it at its end", async () => {
    const session = await until(await started(), "findings/mask/hide");
    expect(await stopsOf(session, ["next", "next", "next", "next"])).toEqual([
      ...["after findings/mask/hide", "before findings/mask", "after findings/mask", "before findings"],
    ]);
    await session.quit();
  });

  test("`step-out` runs the rest of a child runbook, and stops before the artifact that needs its result", async () => {
    const session = await until(await started(), "findings/mask/hide");
    expect(await stopsOf(session, ["step-out", "step-out"])).toEqual(["before findings/mask", "before findings"]);
    await session.quit();
  });

  test("`step-out` of what nobody needs any more stops in the runbook that includes the child", async () => {
    const run = await started();
    const session = await until(run, "findings/log");
    const pending = [...session.state().artifacts.values()].filter(({ status }) => status === "pending");
    expect(pending.map(({ id }) => id)).not.toContain("findings");
    expect(await stopsOf(session, ["step-out"])).toEqual(["before record"]);
    await session.quit();
  });

  test("a breakpoint in a child runbook stops a move over it", async () => {
    const { session } = await started((breakpoints) => void breakpoints.add({ pattern: "*/detect", side: "before" }));
    expect(await stopsOf(session, ["next", "next", "step-out", "next", "next"])).toEqual([
      ...["after texts", "before findings/detect", "before findings", "after findings", "before again/detect"],
    ]);
    await session.quit();
  });

  test("`step-out` outside child runbooks is refused, with what to do instead", async () => {
    const { session } = await started();
    await session.stopped();
    await expect(session.move({ kind: "step-out" })).rejects.toThrow('"texts" is in no child runbook');
    expect(session.position?.point?.artifact).toBe("texts");
    await session.quit();
  });

  test("a recorded run is stepped over, into and out of child runbooks, and `step` undoes `back`", async () => {
    const run = await started();
    await run.session.stopped();
    await run.session.move({ kind: "until-end" });
    const session = await recordedAs(run);
    expect(await stopsOf(session, ["next", "next", "next", "next"])).toEqual([
      ...["after texts", "before findings", "after findings", "before again"],
    ]);
    await session.move({ kind: "back", points: 1 });
    expect(await stopsOf(session, ["step", "step-out"]).catch((error) => error.message)).toBe(
      '"again" is in no child runbook',
    );
    await session.move({ kind: "back", points: 2 });
    expect(await stopsOf(session, ["step-out"])).toEqual(["before again"]);
  });
});

describe("a step whose artifacts are all skipped", () => {
  const independent = nestedPlan({ again: "texts" });
  // a0 and a1 are in the runbook, a2 is in a child that nobody needs.
  const unneeded = samplePlan([[], [0], [0]], (index) => ({ group: index === 2 ? ["child"] : [] }));

  test("`step-out` stops in the including runbook", async () => {
    const run = await debugRun({ plan: independent, stopOnEntry: true });
    const session = await until(run, "findings/detect");
    run.session.skip();
    expect(await stopsOf(session, ["step-out"])).toEqual(["before again"]);
    await session.quit();
  });

  test("`step-out` of a child whose including runbook has ended stops at what is left", async () => {
    const run = await debugRun({ plan: independent, stopOnEntry: true });
    const session = await until(run, "findings/detect");
    run.session.skip();
    expect(await stopsOf(session, ["next", "continue"])).toEqual(["before again", "end"]);
  });

  test("`next` stops at the next point, also in a child runbook", async () => {
    const run = await debugRun({ plan: unneeded, stopOnEntry: true });
    const session = await until(run, "a1");
    run.session.skip();
    expect(await stopsOf(session, ["next", "next", "next"])).toEqual(["before a2", "after a2", "end"]);
  });

  test("`next` after the last artifact of a runbook still runs to the end", async () => {
    const session = await until(await debugRun({ plan: unneeded, stopOnEntry: true }), "a1");
    expect(await stopsOf(session, ["next", "next"])).toEqual(["after a1", "end"]);
  });

  test("stops at the same points in a recorded run", async () => {
    const run = await debugRun({ plan: unneeded, stopOnEntry: true });
    await until(run, "a1");
    run.session.skip();
    await run.session.move({ kind: "until-end" });
    const session = await recordedAs(run);
    await session.move({ kind: "until", artifact: "a1" as ArtifactId });
    expect(await stopsOf(session, ["next", "next", "next"])).toEqual(["before a2", "after a2", "end"]);
  });
});
