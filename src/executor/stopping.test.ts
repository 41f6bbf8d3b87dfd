import { describe, expect, it } from "vitest";
import { costAtMost } from "../domain/index.ts";
import { foldEvents } from "../run/index.ts";
import { eventsOf, skipsOf, startsOf } from "../testing/events-of.ts";
import { runVirtually } from "../testing/runs/virtual-run.ts";
import { samplePlan } from "../testing/sample-plan.ts";

// a0 and a1 are sources; a2 takes a0, a3 takes a1, a4 takes both of these.
const diamond = [[], [], [0], [1], [2, 3]];

describe("limits of time", () => {
  it("fail an artifact that takes too long, and only it", async () => {
    const { result, events } = await runVirtually({
      plan: samplePlan([[], []], (index) => ({ timeoutMs: index === 0 ? 20 : null })),
      work: () => ({ milliseconds: 100 }),
    });
    expect(result?.counts).toMatchObject({ completed: 1, failed: 1 });
    const [failed] = eventsOf(events, "artifact.failed");
    expect(failed).toMatchObject({ artifact: "a0", t: 20e6, failure: { code: "WCT_PRODUCE_TIMEOUT" } });
  });

  it("fail what runs when the run takes too long, and skip the rest", async () => {
    const { result, events } = await runVirtually({
      plan: samplePlan([[], [0], [1]]),
      work: () => ({ milliseconds: 40 }),
      timeoutMs: 60,
    });
    expect(result).toMatchObject({ outcome: "timed-out", cause: { code: "WCT_PRODUCE_TIMEOUT" } });
    expect(eventsOf(events, "artifact.failed").map(({ artifact }) => artifact)).toEqual(["a1"]);
    expect(skipsOf(events)).toEqual({ a2: { reason: "timeout", because: [] } });
    expect(result?.counts.completed).toBe(1);
  });

  it("hold for a producer that does not listen: it fails when it lets go", async () => {
    const { events } = await runVirtually({
      plan: samplePlan([[]], () => ({ timeoutMs: 20 })),
      work: () => ({ milliseconds: 100, isDeaf: true }),
    });
    expect(eventsOf(events, "artifact.failed")[0]).toMatchObject({
      t: 100e6,
      failure: { code: "WCT_PRODUCE_TIMEOUT" },
    });
  });

  it("do not run on while a debug session holds the run", async () => {
    const { result } = await runVirtually({
      plan: samplePlan([[]]),
      work: () => ({ milliseconds: 100 }),
      timeoutMs: 50,
      at: (time, executor) => {
        if (time === 0) executor.record({ type: "run.paused", stops: [] });
      },
    });
    expect(result?.outcome).toBe("completed");
  });
});

describe("a cancelled run", () => {
  it("fails what runs, skips the rest, and is recorded to its end", async () => {
    const controller = new AbortController();
    const { result, events } = await runVirtually({
      plan: samplePlan([[], [], [], [0]]),
      signal: controller.signal,
      work: (index) => ({
        milliseconds: 10,
        during: () => {
          if (index === 2) controller.abort();
        },
      }),
    });
    expect(result?.outcome).toBe("cancelled");
    const state = foldEvents(events);
    expect([...state.artifacts.values()].map(({ id, status }) => [id, status]).sort()).toEqual([
      ["a0", "completed"],
      ["a1", "completed"],
      ["a2", "failed"],
      ["a3", "skipped"],
    ]);
  });

  it("starts nothing when it is cancelled from the start", async () => {
    const { events, result } = await runVirtually({ plan: samplePlan(diamond), signal: AbortSignal.abort() });
    expect(result).toMatchObject({ outcome: "cancelled", counts: { skipped: 5 } });
    expect(startsOf(events)).toEqual([]);
  });

  it("skips an artifact that waited for a thread", async () => {
    const controller = new AbortController();
    const { events } = await runVirtually({
      plan: samplePlan([[], []]),
      signal: controller.signal,
      work: (index) => ({
        milliseconds: 10,
        isSilent: index === 1,
        during: (_report, task) => {
          if (task.artifact.id === "a1") controller.abort();
        },
      }),
    });
    expect(skipsOf(events)).toEqual({ a1: { reason: "cancelled", because: [] } });
  });
});

describe("costs", () => {
  it("stop the run when they pass the limit", async () => {
    const { result, events } = await runVirtually({
      plan: samplePlan([[], [0], [1]]),
      costLimit: 5,
      work: () => ({ during: (report) => report.cost(3, "EUR") }),
    });
    expect(result).toMatchObject({ outcome: "failed", cause: { code: "WCT_PRODUCE_COST_LIMIT" } });
    expect(skipsOf(events)).toEqual({ a2: { reason: "cost-limit", because: [] } });
    expect(eventsOf(events, "run.finished")[0]?.cost).toEqual([{ amount: 6, unit: "EUR" }]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1, 1e308])(
    "that are no amounts are left out, and said to be: %d",
    async (amount) => {
      const { events } = await runVirtually({
        plan: samplePlan([[]]),
        work: () => ({ during: (report) => report.cost(amount, "EUR") }),
      });
      expect(eventsOf(events, "artifact.noted")).toHaveLength(1);
      expect(eventsOf(events, "run.finished")[0]?.cost).toEqual([]);
    },
  );

  it("have sums that stop at the largest amount there is", async () => {
    const { events } = await runVirtually({
      plan: samplePlan([[], []]),
      work: () => ({
        during: (report) => {
          report.cost(costAtMost, "EUR");
          report.cost(costAtMost, "EUR");
        },
      }),
    });
    const largest = [{ amount: costAtMost, unit: "EUR" }];
    expect(eventsOf(events, "artifact.attempted").map(({ cost }) => cost)).toEqual([largest, largest]);
    expect(eventsOf(events, "run.finished")[0]?.cost).toEqual(largest);
  });
});
