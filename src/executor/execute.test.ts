import { describe, expect, it } from "vitest";
import type { RunEvent } from "../domain/index.ts";
import { foldEvents } from "../run/index.ts";
import { eventsOf, skipsOf, startsOf } from "../testing/events-of.ts";
import { runVirtually } from "../testing/runs/virtual-run.ts";
import { idAt, sampleMessage, samplePlan, sampleRun } from "../testing/sample-plan.ts";

const startTimes = (events: readonly RunEvent[]) =>
  Object.fromEntries(eventsOf(events, "artifact.started").map(({ artifact, t }) => [artifact, t / 1e6]));

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
    expect(skipsOf(events)).toEqual({
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
    expect(skipsOf(events)).toEqual({ a2: { reason: "input-failed", because: ["a0", "a1"] } });
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

describe("what is not produced", () => {
  const reuse = { from: sampleRun, fromArtifact: idAt(0), reason: "resume" as const, message: sampleMessage(9) };

  it("is reused although its inputs are not selected", async () => {
    const { events, result } = await runVirtually({
      plan: samplePlan([[], [0], [1]]),
      reused: new Map([[idAt(1), reuse]]),
      notSelected: new Set([idAt(0)]),
    });
    expect(result?.counts).toEqual({ completed: 1, reused: 1, failed: 0, skipped: 1, optionalFailed: 0 });
    expect(eventsOf(events, "artifact.started")[0]?.inputs).toEqual([{ artifact: "a1", digest: reuse.message.digest }]);
    expect(skipsOf(events)).toEqual({ a0: { reason: "not-selected", because: [] } });
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

  it("may be decided later, while other artifacts go on", async () => {
    const answer = Promise.withResolvers<typeof reuse | null>();
    const { result, events } = await runVirtually({
      plan: samplePlan([[], [0], [1], []]),
      work: (index) => ({ during: () => (index === 3 ? answer.resolve(reuse) : undefined) }),
      maxConcurrency: 1,
      reuse: (artifact) => (artifact === "a1" ? answer.promise : null),
    });
    expect(startsOf(events)).toEqual(["a0", "a3", "a2"]);
    expect(result?.counts).toMatchObject({ completed: 3, reused: 1 });
  });

  it("is skipped when the run is cancelled before the answer comes", async () => {
    const answer = Promise.withResolvers<typeof reuse | null>();
    const { result, events } = await runVirtually({
      plan: samplePlan([[], []]),
      work: () => ({ milliseconds: 9 }),
      cancelAt: 5,
      reuse: (artifact) => (artifact === "a1" ? answer.promise : null),
      at: (time) => {
        if (time > 5) answer.resolve(reuse);
      },
    });
    expect(result?.counts).toMatchObject({ failed: 1, skipped: 1 });
    expect(skipsOf(events)["a1"]?.reason).toBe("cancelled");
  });

  it("ends the run as a bug when the answer fails", async () => {
    const { error } = await runVirtually({
      plan: samplePlan([[]]),
      reuse: () => Promise.reject(new Error("the connection is gone")),
    });
    expect(error).toMatchObject({ code: "WCT_INTERNAL" });
  });
});
