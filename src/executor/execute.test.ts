import { describe, expect, it } from "vitest";
import type { EventOf, EventType, Gate, RunEvent } from "../domain/index.ts";
import { foldEvents } from "../run/index.ts";
import { idAt, sampleMessage, samplePlan, sampleRun } from "../testing/sample-plan.ts";
import { runVirtually, sampleFailure } from "../testing/virtual-run.ts";

function eventsOf<T extends EventType>(events: readonly RunEvent[], type: T): readonly EventOf<T>[] {
  return events.filter((event): event is EventOf<T> => event.type === type);
}

const startsOf = (events: readonly RunEvent[]) => eventsOf(events, "artifact.started").map(({ artifact }) => artifact);
const startTimes = (events: readonly RunEvent[]) =>
  Object.fromEntries(eventsOf(events, "artifact.started").map(({ artifact, t }) => [artifact, t / 1e6]));
const skips = (events: readonly RunEvent[]) =>
  Object.fromEntries(
    eventsOf(events, "artifact.skipped").map(({ artifact, reason, because }) => [artifact, { reason, because }]),
  );

// a0 and a1 are sources; a2 takes a0, a3 takes a1, a4 takes both of these.
const diamond = [[], [], [0], [1], [2, 3]];

describe("scheduling", () => {
  it("starts an artifact as soon as its inputs are there, without waiting for a wave", async () => {
    const { events } = await runVirtually({
      plan: samplePlan(diamond),
      work: (index) => ({ milliseconds: index === 1 ? 50 : 10 }),
    });
    expect(startTimes(events)).toEqual({ a0: 0, a1: 0, a2: 10, a3: 50, a4: 60 });
  });

  it("gives a free slot to the artifact with the longest remaining path", async () => {
    const plan = samplePlan([[], [], [], [2], [3]]);
    expect(startsOf((await runVirtually({ plan, maxConcurrency: 1 })).events)).toEqual(["a2", "a3", "a0", "a1", "a4"]);
    const weights = { a0: 1, a1: 100, a2: 1, a3: 1, a4: 1 };
    expect(startsOf((await runVirtually({ plan, maxConcurrency: 1, weights })).events)[0]).toBe("a1");
  });

  it("tells what released each artifact", async () => {
    const { events } = await runVirtually({
      plan: samplePlan([[], [], [], [0], [3]]),
      work: (index) => ({ milliseconds: 10 * (index + 1) }),
    });
    const released = Object.fromEntries(
      eventsOf(events, "artifact.started").map(({ artifact, releasedBy }) => [artifact, releasedBy]),
    );
    expect(released).toEqual({
      a0: { kind: "start" },
      a1: { kind: "start" },
      a3: { kind: "input", artifact: "a0" },
      a2: { kind: "slot", artifact: "a1" },
      a4: { kind: "input", artifact: "a3" },
    });
  });

  it("tells whose thread an artifact got", async () => {
    const { events } = await runVirtually({
      plan: samplePlan([[]]),
      work: () => ({ isSilent: true, during: (report) => report.started(1, idAt(7)) }),
    });
    expect(eventsOf(events, "artifact.started")[0]).toMatchObject({
      worker: 1,
      releasedBy: { kind: "thread", artifact: "a7" },
    });
  });

  it("starts dependents only when the end of their input is committed", async () => {
    const { events, frames } = await runVirtually({ plan: samplePlan(diamond), appendTurns: 3 });
    const frameOf = new Map(frames.flatMap((frame, place) => frame.events.map((event) => [event.seq, place] as const)));
    const ends = new Map(
      eventsOf(events, "artifact.completed").map(({ artifact, seq }) => [artifact, frameOf.get(seq)!]),
    );
    for (const { inputs, seq } of eventsOf(events, "artifact.started"))
      for (const input of inputs) expect(frameOf.get(seq)).toBeGreaterThan(ends.get(input.artifact)!);
  });

  it("runs a plan without artifacts", async () => {
    const { result, events } = await runVirtually({ plan: samplePlan([]) });
    expect(result?.outcome).toBe("completed");
    expect(events.map(({ type }) => type)).toEqual(["run.started", "run.finished"]);
  });
});

describe("failures", () => {
  it("skip every dependent, however deep, once all its inputs have ended", async () => {
    const { result, events } = await runVirtually({
      plan: samplePlan([...diamond, [4]]),
      work: (index) => ({ fails: index === 0, milliseconds: index === 1 ? 30 : 1 }),
    });
    expect(result).toMatchObject({ outcome: "failed", cause: { code: "WCT_PRODUCE_COMPONENT", artifact: "a0" } });
    expect(skips(events)).toEqual({
      a2: { reason: "input-failed", because: ["a0"] },
      a4: { reason: "input-skipped", because: ["a2"] },
      a5: { reason: "input-skipped", because: ["a4"] },
    });
    expect(result?.counts).toEqual({ completed: 2, reused: 0, failed: 1, skipped: 3, optionalFailed: 0 });
  });

  it("name all inputs that failed, in plan order, whichever failed first", async () => {
    const { events } = await runVirtually({
      plan: samplePlan([[], [], [1, 0]]),
      work: (index) => ({ fails: true, milliseconds: index === 0 ? 9 : 1 }),
    });
    expect(skips(events)).toEqual({ a2: { reason: "input-failed", because: ["a0", "a1"] } });
  });

  it("of optional artifacts leave the run completed", async () => {
    const { result } = await runVirtually({
      plan: samplePlan([[], [0]], (index) => ({ optional: index === 0 })),
      work: () => ({ fails: true }),
    });
    expect(result).toMatchObject({
      outcome: "completed",
      cause: null,
      counts: { failed: 1, optionalFailed: 1, skipped: 1 },
    });
  });

  it("of a producer that rejects are a bug, told without the error's text", async () => {
    const producer = { produce: () => Promise.reject(new TypeError("secret content")) };
    const { events, result } = await runVirtually({ plan: samplePlan([[]]), producer });
    expect(result?.outcome).toBe("failed");
    expect(eventsOf(events, "artifact.failed")[0]?.failure).toMatchObject({ code: "WCT_INTERNAL" });
    expect(JSON.stringify(events)).not.toContain("secret");
    expect(foldEvents(events).status).toBe("failed");
  });

  it("of a producer that throws at once are treated alike", async () => {
    const producer = {
      produce: () => {
        throw new Error("no");
      },
    };
    const { events } = await runVirtually({ plan: samplePlan([[]]), producer });
    expect(eventsOf(events, "artifact.failed")[0]?.failure.code).toBe("WCT_INTERNAL");
  });
});

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
    expect(skips(events)).toEqual({ a2: { reason: "timeout", because: [] } });
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
    expect(skips(events)).toEqual({ a1: { reason: "cancelled", because: [] } });
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
    expect(skips(events)).toEqual({ a2: { reason: "cost-limit", because: [] } });
    expect(eventsOf(events, "run.finished")[0]?.cost).toEqual([{ amount: 6, unit: "EUR" }]);
  });

  it("that are no amounts are left out, and said to be", async () => {
    const { events } = await runVirtually({
      plan: samplePlan([[]]),
      work: () => ({ during: (report) => report.cost(Number.NaN, "EUR") }),
    });
    expect(eventsOf(events, "artifact.noted")).toHaveLength(1);
    expect(eventsOf(events, "run.finished")[0]?.cost).toEqual([]);
  });
});

describe("reports", () => {
  it("of progress come at most four times a second, the last one always", async () => {
    const { events } = await runVirtually({
      plan: samplePlan([[]]),
      work: () => ({
        milliseconds: 1000,
        during: (report) => {
          for (let done = 1; done <= 1000; done += 1) report.progress(done, 1000);
        },
      }),
    });
    expect(eventsOf(events, "artifact.progress").map(({ done, t }) => [done, t / 1e6])).toEqual([
      [1, 0],
      [1000, 250],
    ]);
  });

  it("held back when the work ends come before its end", async () => {
    const { events } = await runVirtually({
      plan: samplePlan([[]]),
      work: () => ({
        during: (report) => {
          report.progress(1, null);
          report.progress(2, null);
        },
      }),
    });
    const types = events.map(({ type }) => type);
    expect(types.lastIndexOf("artifact.progress")).toBeLessThan(types.indexOf("artifact.attempted"));
    expect(eventsOf(events, "artifact.progress").map(({ done }) => done)).toEqual([1, 2]);
  });

  it("after the end change nothing", async () => {
    const late: (() => void)[] = [];
    const { events } = await runVirtually({
      plan: samplePlan([[], [0]]),
      work: (index) => ({
        during: (report) => {
          for (const call of late) call();
          if (index === 0)
            late.push(
              () => report.noted("info", "late"),
              () => report.cost(1, "EUR"),
              () => report.progress(1, 1),
            );
        },
      }),
    });
    expect(eventsOf(events, "artifact.noted")).toEqual([]);
    expect(eventsOf(events, "artifact.progress")).toEqual([]);
  });
});

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
    expect(skips(events)).toEqual({
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

describe("what is not produced", () => {
  const reuse = { from: sampleRun, fromArtifact: idAt(0), reason: "resume" as const, message: sampleMessage(9) };

  it("is taken over although its inputs are not selected", async () => {
    const { events, result } = await runVirtually({
      plan: samplePlan([[], [0], [1]]),
      reused: new Map([[idAt(1), reuse]]),
      notSelected: new Set([idAt(0)]),
    });
    expect(result?.counts).toEqual({ completed: 1, reused: 1, failed: 0, skipped: 1, optionalFailed: 0 });
    expect(eventsOf(events, "artifact.started")[0]?.inputs).toEqual([{ artifact: "a1", digest: reuse.message.digest }]);
    expect(skips(events)).toEqual({ a0: { reason: "not-selected", because: [] } });
  });

  it("is decided by its inputs when they are there", async () => {
    const asked: unknown[] = [];
    const { result } = await runVirtually({
      plan: samplePlan([[], [0], [1]]),
      reuse: (artifact, inputs) => {
        asked.push([artifact, inputs.map(({ elements }) => elements)]);
        return artifact === "a1" ? reuse : null;
      },
    });
    expect(asked).toEqual([
      ["a0", []],
      ["a1", [0]],
      ["a2", [9]],
    ]);
    expect(result?.counts).toMatchObject({ completed: 2, reused: 1 });
  });
});

describe("the record", () => {
  it("that cannot be written ends the run with the writer's error", async () => {
    const { frames } = await runVirtually({ plan: samplePlan(diamond) });
    for (let frame = 1; frame <= frames.length; frame += 1) {
      const { error, events } = await runVirtually({
        plan: samplePlan(diamond),
        failAppend: (number) => number === frame,
      });
      expect(error).toMatchObject({ code: "WCT_STORE_WRITE_FAILED" });
      expect(() => foldEvents(events)).not.toThrow();
    }
  });

  it("goes on when a listener throws, which is told once", async () => {
    const told: unknown[] = [];
    const heard: RunEvent[] = [];
    const { events, result } = await runVirtually({
      plan: samplePlan([[], [0]]),
      listeners: [
        () => {
          throw new Error("deaf");
        },
        (event) => heard.push(event),
      ],
      onListenerError: (error) => told.push(error),
    });
    expect(result?.outcome).toBe("completed");
    expect(told).toEqual([new Error("deaf")]);
    expect(heard).toEqual(events);
  });

  it("holds outputs before the end, and an output that fails fails the run", async () => {
    const output = {
      artifact: idAt(0),
      format: "json",
      path: "out/a0.json",
      digest: sampleMessage(1).digest,
      bytes: 1,
    };
    const written = await runVirtually({
      plan: samplePlan([[]]),
      windDown: async ({ messages, record }) => {
        expect([...messages.keys()]).toEqual(["a0"]);
        record({ type: "output.written", ...output });
      },
    });
    expect(written.events.map(({ type }) => type).slice(-2)).toEqual(["output.written", "run.finished"]);
    const broken = await runVirtually({ plan: samplePlan([[]]), windDown: () => Promise.reject(new Error("full")) });
    expect(broken.error).toEqual(new Error("full"));
    expect(foldEvents(broken.events).status).toBe("failed");
  });

  it("keeps a failed attempt's own failure", async () => {
    const { events } = await runVirtually({ plan: samplePlan([[]]), work: () => ({ fails: true }) });
    expect(eventsOf(events, "artifact.attempted")[0]).toMatchObject({ outcome: "failed", failure: sampleFailure });
  });
});
