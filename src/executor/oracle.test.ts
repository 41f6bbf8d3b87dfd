import fc from "fast-check";
import { expect, test } from "vitest";
import type { Gate, RunEvent } from "../domain/index.ts";
import { createFold, foldEvents } from "../run/index.ts";
import { type AttemptScript, type Fate, type Foretold, Oracle, type RunScript } from "../testing/run-oracle.ts";
import { runVirtually, type VirtualRun, type VirtualRunOptions } from "../testing/runs/virtual-run.ts";
import { idAt, sampleMessage, samplePlan } from "../testing/sample-plan.ts";

// Fractions of a millisecond separate events of different kinds, because the order of two events at the same time is
// undefined.
const some = (fraction: number, max: number) =>
  fc.option(
    fc.integer({ min: 0, max }).map((whole) => whole + fraction),
    { nil: null, freq: 3 },
  );

const scene: fc.Arbitrary<RunScript> = fc
  .record({ size: fc.integer({ min: 1, max: 9 }), hasGate: fc.boolean() })
  .chain(({ size, hasGate }) => {
    const each = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: size, maxLength: size });
    const script: fc.Arbitrary<AttemptScript> = fc.record({
      milliseconds: fc.integer({ min: 1, max: 9 }),
      fails: fc.nat(5).map((number) => number === 0),
      cost: fc.nat(3),
      answer: hasGate ? fc.constantFrom("pass", "pass", "pass", "skip", "retry", "replace") : fc.constant("pass"),
    });
    const scripts = fc
      .array(script, { minLength: 1, maxLength: 3 })
      .map((list) =>
        list.map((one, at) =>
          at === list.length - 1 && one.answer === "retry" ? { ...one, answer: "pass" as const } : one,
        ),
      );
    return fc.record({
      inputs: fc
        .record({
          place: fc.shuffledSubarray([...Array(size).keys()], { minLength: size }),
          edges: each(each(fc.nat(2))),
        })
        .map(({ place, edges }) =>
          edges.map((row, node) =>
            row.flatMap((edge, other) => (edge === 0 && place[other]! < place[node]! ? [other] : [])),
          ),
        ),
      optional: each(fc.boolean()),
      attempts: each(scripts),
      timeouts: each(some(0.5, 7)),
      weights: fc.oneof(fc.constant(Array<number>(size).fill(1)), each(fc.integer({ min: 1, max: 20 }))),
      slots: fc.integer({ min: 1, max: 4 }),
      isGateShut: each(hasGate ? fc.nat(6).map((number) => number === 0) : fc.constant(false)),
      costLimit: hasGate ? fc.constant(null) : fc.option(fc.nat(25), { nil: null }),
      runTimeout: some(0.25, 40),
      cancelAt: some(0.125, 40),
    });
  });

const indexOf = (id: string): number => Number(id.slice(1));
const isUngated = (scene: RunScript): boolean =>
  !scene.isGateShut.includes(true) && scene.attempts.flat().every(({ answer }) => answer === "pass");

/** Returns the gate of the scenario; none if it always allows, because an open gate takes another code path. */
function gateOf(scene: RunScript): { readonly gate?: Gate } {
  if (isUngated(scene)) return {};
  const asked = new Map<number, number>();
  return {
    gate: {
      before: ({ id }) => ({ kind: scene.isGateShut[indexOf(id)]! ? "skip" : "pass" }),
      after: ({ id }) => {
        const index = indexOf(id);
        const attempt = (asked.get(index) ?? 0) + 1;
        asked.set(index, attempt);
        const kind = scriptOf(scene, index, attempt).answer;
        return kind === "replace" ? { kind, message: sampleMessage(index), object: null } : { kind };
      },
    },
  };
}

function scriptOf({ attempts }: RunScript, index: number, attempt: number): AttemptScript {
  const scripts = attempts[index]!;
  return scripts[Math.min(attempt, scripts.length) - 1]!;
}

function run(scene: RunScript, options: Pick<VirtualRunOptions, "reuse"> = {}): Promise<VirtualRun> {
  const plan = samplePlan(scene.inputs, (index) => ({
    optional: scene.optional[index]!,
    timeoutMs: scene.timeouts[index]!,
  }));
  return runVirtually({
    plan,
    work: (index, attempt) => {
      const { milliseconds, fails, cost } = scriptOf(scene, index, attempt);
      return { milliseconds, fails, during: (report) => report.cost(cost, "EUR") };
    },
    ...options,
    maxConcurrency: scene.slots,
    weights: Object.fromEntries(scene.weights.map((weight, index) => [idAt(index), weight])),
    ...gateOf(scene),
    ...(scene.costLimit === null ? {} : { costLimit: scene.costLimit }),
    ...(scene.runTimeout === null ? {} : { timeoutMs: scene.runTimeout }),
    ...(scene.cancelAt === null ? {} : { cancelAt: scene.cancelAt }),
  });
}

/** Converts the record to the oracle's terms. */
function told({ events, result }: VirtualRun, scene: RunScript): Foretold {
  const fates = scene.inputs.map((_, index): Fate => {
    const own = events.filter((event) => "artifact" in event && event.artifact === idAt(index));
    const starts = own.flatMap((event) => (event.type === "artifact.started" ? [event.t / 1e6] : []));
    const ends = own.flatMap(endOf);
    expect(ends).toHaveLength(1);
    return { ...ends[0]!, starts };
  });
  return { fates, outcome: result!.outcome, end: events.at(-1)!.t / 1e6 };
}

function endOf(event: RunEvent): readonly Pick<Fate, "status" | "why">[] {
  switch (event.type) {
    case "artifact.completed":
      return [{ status: "completed", why: null }];
    case "artifact.failed":
      return [{ status: "failed", why: event.failure.code }];
    case "artifact.skipped":
      return [{ status: "skipped", why: event.reason }];
    default:
      return [];
  }
}

test("every artifact starts, ends and is skipped when and why a simple model says", async () => {
  await fc.assert(
    fc.asyncProperty(scene, async (scene) => {
      expect(told(await run(scene), scene)).toEqual(new Oracle(scene).foretell());
    }),
    { numRuns: 400 },
  );
});

// The first artifact with an answer may take a slot first, so this holds only if slots are not scarce.
test("answers about reuse that come later change nothing where slots are not short", async () => {
  const reuse = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return null;
  };
  await fc.assert(
    fc.asyncProperty(scene, async (generated) => {
      const scene: RunScript = { ...generated, slots: generated.inputs.length, costLimit: null };
      expect(told(await run(scene, { reuse }), scene)).toEqual(new Oracle(scene).foretell());
    }),
    { numRuns: 200 },
  );
});

test("never more artifacts are in flight than slots, and no slot is idle while something is ready", async () => {
  await fc.assert(
    fc.asyncProperty(scene, async (scene) => {
      const { events } = await run(scene);
      let [ready, flying] = [0, 0];
      for (const [place, event] of events.entries()) {
        if (event.type === "artifact.ready") ready += 1;
        if (event.type === "artifact.started" && event.attempt === 1) [ready, flying] = [ready - 1, flying + 1];
        if (endOf(event).length > 0 && "artifact" in event) {
          const { artifact } = event;
          const [hasBegun, wasReady] = [has(events, place, "started", artifact), has(events, place, "ready", artifact)];
          if (hasBegun) flying -= 1;
          else if (wasReady) ready -= 1;
        }
        expect(flying).toBeLessThanOrEqual(scene.slots);
        const isOver = events[place + 1] === undefined || events[place + 1]!.t > event.t;
        if (isOver && event.type !== "run.finished") expect(ready === 0 || flying === scene.slots).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});

const has = (events: readonly RunEvent[], before: number, what: "started" | "ready", artifact: string): boolean =>
  events
    .slice(0, before)
    .some((event) => "artifact" in event && event.type === `artifact.${what}` && event.artifact === artifact);

test("every prefix of a record folds, and equal runs give equal records", async () => {
  await fc.assert(
    fc.asyncProperty(scene, async (scene) => {
      const { events, result } = await run(scene);
      const fold = createFold();
      for (const event of events) {
        fold.push(event);
        expect(fold.state().seq).toBe(event.seq);
      }
      expect(fold.state()).toEqual(foldEvents(events));
      expect([fold.state().status, fold.state().counts]).toEqual([result?.outcome, result?.counts]);
      expect((await run(scene)).events).toEqual(events);
    }),
    { numRuns: 100 },
  );
});
