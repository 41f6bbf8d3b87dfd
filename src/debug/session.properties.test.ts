import fc from "fast-check";
import { expect, test } from "vitest";
import type { RunEvent } from "../domain/index.ts";
import { requireRecordOf } from "../planner/index.ts";
import { earlierArtifacts, foldEvents, type RunState } from "../run/index.ts";
import { debugRun, namedExpressions, type SessionRunOptions } from "../testing/runs/debug-run.ts";
import { samplePlan } from "../testing/sample-plan.ts";
import { Breakpoints } from "./breakpoints/index.ts";
import type { ChangeMaker } from "./changes.ts";
import { RecordedSession } from "./recorded-session.ts";
import type { DebugSession } from "./session.ts";
import { Recording } from "./travel/index.ts";

const graph = fc
  .integer({ min: 1, max: 7 })
  .chain((size) =>
    fc.tuple(
      ...Array.from({ length: size }, (_, node) =>
        node === 0 ? fc.constant([]) : fc.uniqueArray(fc.nat({ max: node - 1 }), { maxLength: 2 }),
      ),
    ),
  );

const world = fc.record({
  inputs: graph,
  maxConcurrency: fc.integer({ min: 1, max: 3 }),
  failing: fc.dictionary(fc.constantFrom("a0", "a1", "a2", "a3"), fc.integer({ min: 1, max: 2 }), { maxKeys: 2 }),
});

const noChanges: ChangeMaker = {
  config: () => Promise.reject(new Error("refused")),
  output: () => Promise.reject(new Error("refused")),
};

/** Steps a run to its end, and leaves failures as they are. */
async function steppedThrough(options: SessionRunOptions) {
  const run = await debugRun({ ...options, stopOnEntry: true });
  const states: RunState[] = [];
  for (let at = await run.session.stopped(); ; at = await run.session.move({ kind: "next" })) {
    states.push(run.session.state());
    if (at.reason.kind === "end") return { run, states };
  }
}

/** Opens a recorded session over events. */
function recorded(events: readonly RunEvent[], plan: SessionRunOptions["plan"]): RecordedSession {
  const recording = new Recording();
  for (const event of events) recording.push(event);
  const breakpoints = new Breakpoints(plan, namedExpressions);
  return new RecordedSession({ plan, recording, breakpoints, expressions: namedExpressions, changes: noChanges });
}

/** Walks so many points back and so many forward; returns the states on both ways, the way back reversed. */
async function thereAndBack(session: DebugSession, steps: number) {
  const down: RunState[] = [session.state()];
  for (let step = 0; step < steps; step += 1) {
    await session.move({ kind: "back", points: 1 });
    down.push(session.state());
  }
  const up: RunState[] = [session.state()];
  for (let step = 0; step < steps; step += 1) {
    await session.move({ kind: "next" });
    up.push(session.state());
  }
  return { down: down.toReversed(), up };
}

test("so many steps back and as many forward restore each state exactly, live and recorded", async () => {
  await fc.assert(
    fc.asyncProperty(world, fc.integer({ min: 1, max: 5 }), async ({ inputs, ...options }, wanted) => {
      const plan = samplePlan(inputs);
      const { run, states } = await steppedThrough({ plan, ...options });
      const session = recorded(await run.events(), plan);
      const count = session.points.length;
      const steps = Math.min(wanted, count);
      // It stops at failures on its way.
      while ((await session.move({ kind: "until-end" })).reason.kind !== "end");
      const { down, up } = await thereAndBack(session, steps);
      expect(up).toEqual(down);
      // With one artifact at a time, the points of the record are the stops of the session.
      if (options.maxConcurrency > 1) return;
      await session.move({ kind: "back", points: count });
      const walked = [session.state()];
      for (let step = 1; step < count; step += 1) {
        await session.move({ kind: "next" });
        walked.push(session.state());
      }
      expect(walked).toEqual(states.slice(0, -1));
    }),
    { numRuns: 60 },
  );
});

test("a breakpoint that was continued from never stops again for the same point", async () => {
  await fc.assert(
    fc.asyncProperty(world, fc.constantFrom("before", "after"), async ({ inputs, ...options }, side) => {
      const plan = samplePlan(inputs);
      const run = await debugRun({
        plan,
        ...options,
        set: (breakpoints) => void breakpoints.add({ pattern: "*", side }),
      });
      const seen: string[] = [];
      for (let at = await run.session.stopped(); at.point !== null; at = await run.session.move({ kind: "continue" })) {
        seen.push(`${at.point.side} ${at.point.artifact} ${at.point.attempt}`);
        // Looking back changes nothing about what has been passed.
        await run.session.move({ kind: "back", points: 1 });
        await run.session.move({ kind: "continue" });
      }
      expect(new Set(seen).size).toBe(seen.length);
    }),
    { numRuns: 60 },
  );
});

const moves = ["next", "next", "step", "step-out", "continue", "until-end", "reverse-continue"] as const;
type Command = (typeof moves)[number] | "back" | "skip" | "retry" | "replace" | "configure" | "quit";
const commands = fc.array(fc.constantFrom<Command>(...moves, "back", "skip", "retry", "replace", "configure", "quit"), {
  minLength: 1,
  maxLength: 15,
});

test("whatever is commanded, the record folds, verifies, fits its plan, and has the content that a later run reuses", async () => {
  await fc.assert(
    fc.asyncProperty(world, commands, async ({ inputs, ...options }, script) => {
      const plan = samplePlan(inputs);
      const run = await debugRun({ plan, ...options, stopOnEntry: true });
      await run.session.stopped();
      for (const command of script) await obey(run.session, command);
      await run.session.quit();
      const { run: id } = await run.result;
      const events = await run.events();
      const state = foldEvents(events);
      expect(state.finished).not.toBeNull();
      expect(() => requireRecordOf(plan, state)).not.toThrow();
      expect((await run.store.executions.verifyChain(id)).damage).toEqual([]);
      // What is complete and was not changed can be reused: its content is there.
      for (const { holding, isAltered } of earlierArtifacts({ run: id, plan, state }).values()) {
        if (holding.kind !== "message" || isAltered) continue;
        expect(await run.store.artifacts.verify(holding.message.digest)).toBe("intact");
      }
      expect(foldEvents(run.session.history.length === events.length ? events : [])).toEqual(state);
    }),
    { numRuns: 100 },
  );
});

/** Does what is possible; what is not possible must be refused without an effect. */
async function obey(session: DebugSession, command: Command): Promise<void> {
  const before = session.position;
  try {
    if (command === "skip") session.skip();
    else if (command === "retry") await session.retry();
    else if (command === "quit") await session.quit();
    else if (command === "replace") await session.setOutput("another.json");
    else if (command === "configure") await session.setConfig("limit", "3");
    else if (command === "back") await session.move({ kind: "back", points: 2 });
    else await session.move({ kind: command });
  } catch (error) {
    expect(error).toHaveProperty("code", "WCT_DEBUG_NOT_NOW");
    expect(session.position).toEqual(before);
  }
}
