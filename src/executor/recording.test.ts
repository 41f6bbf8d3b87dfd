import { describe, expect, it } from "vitest";
import type { RunEvent } from "../domain/index.ts";
import { foldEvents } from "../run/index.ts";
import { eventsOf } from "../testing/events-of.ts";
import { runVirtually, sampleFailure } from "../testing/runs/virtual-run.ts";
import { idAt, sampleMessage, samplePlan } from "../testing/sample-plan.ts";

// a0 and a1 are sources; a2 takes a0, a3 takes a1, a4 takes both of these.
const diamond = [[], [], [0], [1], [2, 3]];

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
