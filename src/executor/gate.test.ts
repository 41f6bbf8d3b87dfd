import { describe, expect, it } from "vitest";
import type { Gate, RunEvent } from "../domain/index.ts";
import { foldEvents } from "../run/index.ts";
import { eventsOf, skipsOf } from "../testing/events-of.ts";
import { idAt, samplePlan } from "../testing/sample-plan.ts";
import { runVirtually } from "../testing/virtual-run.ts";

describe("the gate", () => {
  const gate = (change: Partial<Gate>): Gate => ({
    before: () => ({ kind: "pass" }),
    after: () => ({ kind: "pass" }),
    ...change,
  });

  it("skips an artifact before it starts, and its dependents with it", async () => {
    const { result, events } = await runVirtually({
      plan: samplePlan([[], [0]]),
      gate: gate({ before: async ({ id }) => ({ kind: id === "a0" ? "skip" : "pass" }) }),
    });
    expect(skipsOf(events)).toEqual({
      a0: { reason: "debugger", because: [] },
      a1: { reason: "input-skipped", because: ["a0"] },
    });
    expect(result?.outcome).toBe("completed");
  });

  it("has an artifact produced again", async () => {
    const { result, events } = await runVirtually({
      plan: samplePlan([[], [0]]),
      work: (index, attempt) => ({ fails: index === 0 && attempt === 1 }),
      gate: gate({ after: (_artifact, attempt) => ({ kind: attempt.outcome === "failed" ? "retry" : "pass" }) }),
    });
    expect(result?.outcome).toBe("completed");
    expect(eventsOf(events, "artifact.started").map(({ artifact, attempt }) => [artifact, attempt])).toEqual([
      ["a0", 1],
      ["a0", 2],
      ["a1", 1],
    ]);
    expect(foldEvents(events).artifacts.get(idAt(0))?.attempts).toHaveLength(2);
  });

  it("sees an attempt only when it is committed", async () => {
    const seen: boolean[] = [];
    const committed: RunEvent[] = [];
    await runVirtually({
      plan: samplePlan([[]]),
      appendTurns: 2,
      listeners: [(event) => committed.push(event)],
      gate: gate({
        after: () => {
          seen.push(committed.some(({ type }) => type === "artifact.attempted"));
          return { kind: "pass" };
        },
      }),
    });
    expect(seen).toEqual([true]);
  });

  it("lets the run end when it is cancelled while the gate holds an artifact", async () => {
    for (const side of ["before", "after"] as const) {
      const controller = new AbortController();
      const { result, events } = await runVirtually({
        plan: samplePlan([[], [0]]),
        signal: controller.signal,
        gate: gate({ [side]: () => new Promise(() => {}) }),
        at: (time) => {
          if (side === "before" || time > 0) controller.abort();
        },
      });
      expect(result?.outcome).toBe("cancelled");
      expect(foldEvents(events).counts).toMatchObject(side === "before" ? { skipped: 2 } : { failed: 1, skipped: 1 });
    }
  });

  it("that fails ends the run as a bug", async () => {
    const { error } = await runVirtually({
      plan: samplePlan([[]]),
      gate: gate({ before: () => Promise.reject(new Error("x")) }),
    });
    expect(error).toMatchObject({ code: "WCT_INTERNAL" });
  });
});
