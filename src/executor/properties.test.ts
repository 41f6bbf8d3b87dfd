import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ArtifactId, RunEvent } from "../domain/index.ts";
import { createFold, foldEvents } from "../run/index.ts";
import { randomInputs } from "../testing/random-inputs.ts";
import { runVirtually, type VirtualRun } from "../testing/runs/virtual-run.ts";
import { idAt, samplePlan } from "../testing/sample-plan.ts";

interface Scene {
  readonly inputs: readonly (readonly number[])[];
  readonly milliseconds: readonly number[];
  readonly fails: readonly boolean[];
  readonly optional: readonly boolean[];
  readonly slots: number;
  readonly appendTurns: number | undefined;
}

const scene: fc.Arbitrary<Scene> = fc.integer({ min: 1, max: 10 }).chain((size) => {
  const each = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: size, maxLength: size });
  return fc.record({
    inputs: randomInputs(size),
    milliseconds: each(fc.integer({ min: 1, max: 9 })),
    fails: each(fc.integer({ min: 0, max: 6 }).map((number) => number === 0)),
    optional: each(fc.boolean()),
    slots: fc.integer({ min: 1, max: 4 }),
    appendTurns: fc.constantFrom(undefined, undefined, 1, 2),
  });
});

function run(scene: Scene, cancelAt = Number.POSITIVE_INFINITY): Promise<VirtualRun> {
  const controller = new AbortController();
  return runVirtually({
    plan: samplePlan(scene.inputs, (index) => ({ optional: scene.optional[index]! })),
    work: (index) => ({ milliseconds: scene.milliseconds[index]!, fails: scene.fails[index]! }),
    maxConcurrency: scene.slots,
    signal: controller.signal,
    ...(scene.appendTurns === undefined ? {} : { appendTurns: scene.appendTurns }),
    at: (time) => {
      if (time >= cancelAt) controller.abort();
    },
  });
}

/** Computes when each artifact starts and when the run ends, by simulating every millisecond. */
function oracle({ inputs, milliseconds, fails, slots }: Scene): {
  readonly starts: Record<string, number>;
  readonly end: number;
} {
  const remaining = (index: number): number =>
    1 + Math.max(0, ...inputs.flatMap((list, other) => (list.includes(index) ? [remaining(other)] : [])));
  const ends = new Map<number, number>();
  const starts: Record<string, number> = {};
  const isMade = (index: number, time: number): boolean => (ends.get(index) ?? Infinity) <= time && !fails[index];
  let end = 0;
  for (let time = 0; time <= 100; time += 1) {
    const running = [...ends.values()].filter((ending) => ending > time).length;
    const ready = [...inputs.keys()]
      .filter((index) => !ends.has(index) && inputs[index]!.every((input) => isMade(input, time)))
      .sort((a, b) => remaining(b) - remaining(a) || a - b);
    for (const index of ready.slice(0, slots - running)) {
      starts[idAt(index)] = time;
      ends.set(index, time + milliseconds[index]!);
      end = Math.max(end, time + milliseconds[index]!);
    }
  }
  return { starts, end };
}

function lost({ inputs, fails }: Scene): readonly ArtifactId[] {
  const isLost = (index: number): boolean => inputs[index]!.some((input) => fails[input]! || isLost(input));
  return [...inputs.keys()].filter(isLost).map(idAt);
}

const artifactsOf = (events: readonly RunEvent[], type: RunEvent["type"]): readonly ArtifactId[] =>
  events.flatMap((event) => (event.type === type && "artifact" in event ? [event.artifact] : []));

describe("any run", () => {
  it("starts and ends everything when a simple model says so", async () => {
    await fc.assert(
      fc.asyncProperty(scene, async (scene) => {
        const { events } = await run(scene);
        const starts = events.flatMap((event) =>
          event.type === "artifact.started" ? [[event.artifact, event.t / 1e6] as const] : [],
        );
        const expected = oracle(scene);
        expect(Object.fromEntries(starts)).toEqual(expected.starts);
        expect(events[events.length - 1]).toMatchObject({ type: "run.finished", t: expected.end * 1e6 });
      }),
    );
  });

  it("has no more in flight than it may", async () => {
    await fc.assert(
      fc.asyncProperty(scene, async (scene) => {
        expect((await run(scene)).peak).toBeLessThanOrEqual(scene.slots);
      }),
    );
  });

  it("starts nothing before the end of its inputs stands in the record", async () => {
    await fc.assert(
      fc.asyncProperty(scene, async (scene) => {
        const { events } = await run(scene);
        const made = new Set<ArtifactId>();
        for (const event of events) {
          if (event.type === "artifact.completed") made.add(event.artifact);
          if (event.type !== "artifact.started") continue;
          const inputs = scene.inputs[Number(event.artifact.slice(1))]!.map(idAt);
          expect(event.inputs.map(({ artifact }) => artifact)).toEqual(inputs);
          expect(inputs.every((input) => made.has(input))).toBe(true);
        }
      }),
    );
  });

  it("skips exactly what cannot be made without a failed artifact", async () => {
    await fc.assert(
      fc.asyncProperty(scene, async (scene) => {
        const { events, result } = await run(scene);
        const skipped = artifactsOf(events, "artifact.skipped");
        expect([...skipped].sort()).toEqual([...lost(scene)].sort());
        const fatal = artifactsOf(events, "artifact.failed").some((id) => !scene.optional[Number(id.slice(1))]);
        expect(result?.outcome).toBe(fatal ? "failed" : "completed");
      }),
    );
  });

  it("gives equal records for equal runs", async () => {
    await fc.assert(
      fc.asyncProperty(scene, async (scene) => {
        expect((await run(scene)).events).toEqual((await run(scene)).events);
      }),
      { numRuns: 30 },
    );
  });
});

describe("any run, cancelled at any time", () => {
  it("has a record of which every prefix folds, and which ends every artifact once", async () => {
    await fc.assert(
      fc.asyncProperty(scene, fc.integer({ min: 0, max: 40 }), async (scene, cancelAt) => {
        const { events, result } = await run(scene, cancelAt);
        const fold = createFold();
        for (const event of events) {
          fold.push(event);
          expect(fold.state().seq).toBe(event.seq);
        }
        const state = fold.state();
        expect(state).toEqual(foldEvents(events));
        expect(state.status).toBe(result?.outcome);
        expect(state.counts).toEqual(result?.counts);
        expect(state.artifacts.size).toBe(scene.inputs.length);
        const wasStopped = artifactsOf(events, "artifact.skipped").length > lost(scene).length;
        if (wasStopped) expect(result?.outcome).toBe("cancelled");
      }),
    );
  });
});
