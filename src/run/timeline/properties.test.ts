import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ArtifactId, RunEvent } from "../../domain/index.ts";
import { randomInputs } from "../../testing/random-inputs.ts";
import { runVirtually } from "../../testing/runs/virtual-run.ts";
import { idAt, sampleMessage, samplePlan } from "../../testing/sample-plan.ts";
import { foldEvents } from "../fold.ts";
import { timeline } from "./timeline.ts";

interface Scene {
  readonly inputs: readonly (readonly number[])[];
  readonly milliseconds: readonly number[];
  readonly fails: readonly boolean[];
  readonly reused: readonly boolean[];
  readonly slots: number;
}

/** Generates small graphs. An edge may lead from any node to any later node in a shuffled order. */
const scene: fc.Arbitrary<Scene> = fc.integer({ min: 1, max: 8 }).chain((size) => {
  const each = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: size, maxLength: size });
  return fc.record({
    inputs: randomInputs(size),
    milliseconds: each(fc.integer({ min: 1, max: 9 })),
    fails: each(fc.integer({ min: 0, max: 9 }).map((number) => number === 0)),
    reused: each(fc.integer({ min: 0, max: 9 }).map((number) => number === 0)),
    slots: fc.integer({ min: 1, max: 4 }),
  });
});

const earlier = "run_20241231_120000" as NonNullable<ReturnType<typeof foldEvents>["run"]>;

async function recorded({ inputs, milliseconds, fails, reused, slots }: Scene) {
  const plan = samplePlan(inputs);
  const taken = [...reused.entries()].filter(([, is]) => is).map(([index]) => index);
  const { events } = await runVirtually({
    plan,
    work: (index) => ({ milliseconds: milliseconds[index]!, fails: fails[index]! }),
    maxConcurrency: slots,
    reused: new Map(
      taken.map((index) => [
        idAt(index),
        { from: earlier, fromArtifact: idAt(index), reason: "resume", message: sampleMessage(index) },
      ]),
    ),
  });
  return { plan, events, state: foldEvents(events) };
}

const subsets = (size: number): readonly (readonly number[])[] =>
  Array.from({ length: 2 ** size }, (_, bits) => [...Array(size).keys()].filter((node) => (bits >> node) % 2 === 1));

/** Returns, by definition, the nodes from which each node is reachable, without the node itself. */
function above(inputs: Scene["inputs"]): readonly ReadonlySet<number>[] {
  const reach = inputs.map((list) => new Set(list));
  for (let round = 0; round < inputs.length; round += 1) {
    for (const set of reach) for (const input of [...set]) for (const further of inputs[input]!) set.add(further);
  }
  return reach;
}

/** Returns every chain of artifacts in which each is an input of the next. */
function chains(inputs: Scene["inputs"]): readonly (readonly number[])[] {
  const ending = (node: number): (readonly number[])[] => [
    [node],
    ...inputs[node]!.flatMap((input) => ending(input).map((chain) => [...chain, node])),
  ];
  return inputs.flatMap((_, node) => ending(node));
}

describe("over thousands of small random graphs", () => {
  it("the critical path and the width are those of a search through all chains and all sets", async () => {
    await fc.assert(
      fc.asyncProperty(scene, async (one) => {
        const { plan, state } = await recorded(one);
        const view = timeline(plan, state);
        const rows = new Map(view.artifacts.map((row) => [row.id, row]));
        const duration = (node: number): number => rows.get(idAt(node))!.durationMs ?? 0;
        const length = (chain: readonly number[]): number => chain.reduce((sum, node) => sum + duration(node), 0);
        const all = chains(one.inputs);
        expect(view.criticalPath.durationMs).toBe(Math.max(...all.map(length)));

        const path = view.criticalPath.artifacts;
        expect(path.reduce((sum, id) => sum + (rows.get(id)!.durationMs ?? 0), 0)).toBe(view.criticalPath.durationMs);
        for (const [place, id] of path.slice(1).entries()) expect(rows.get(id)!.inputs).toContain(path[place]);

        const executed = new Set(one.inputs.keys().filter((node) => rows.get(idAt(node))!.startMs !== null));
        const reach = above(one.inputs);
        const isAntichain = (set: readonly number[]): boolean =>
          set.every((a) => executed.has(a) && set.every((b) => !reach[a]!.has(b)));
        const widest = Math.max(
          ...subsets(one.inputs.length)
            .filter(isAntichain)
            .map((set) => set.length),
        );
        expect(view.width).toBe(Math.min(widest, one.slots));
      }),
      { numRuns: 2000 },
    );
  });

  it("slack is what can be added to one artifact before the critical path grows", async () => {
    await fc.assert(
      fc.asyncProperty(scene, async (one) => {
        const { plan, state } = await recorded(one);
        const view = timeline(plan, state);
        const all = chains(one.inputs);
        const base = new Map(view.artifacts.map((row) => [row.id, row.durationMs ?? 0]));
        const longest = (extra: ReadonlyMap<ArtifactId, number>): number =>
          Math.max(
            ...all.map((chain) =>
              chain.reduce((sum, node) => sum + (base.get(idAt(node)) ?? 0) + (extra.get(idAt(node)) ?? 0), 0),
            ),
          );
        for (const { id, slackMs } of view.artifacts) {
          if (slackMs === null) continue;
          expect(longest(new Map([[id, slackMs]]))).toBe(view.criticalPath.durationMs);
          expect(longest(new Map([[id, slackMs + 1]]))).toBe(view.criticalPath.durationMs + 1);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("the bounding path covers the total without gap or overlap, also of a record that breaks off", async () => {
    await fc.assert(
      fc.asyncProperty(scene, fc.double({ min: 0, max: 1, noNaN: true }), async (one, part) => {
        const { plan, events } = await recorded(one);
        for (const state of [foldEvents(events), foldEvents(cut(events, part))]) {
          const { boundingPath, totalMs } = timeline(plan, state);
          let at = 0;
          for (const { startMs, endMs, durationMs } of boundingPath) {
            expect(startMs).toBeCloseTo(at, 9);
            expect(durationMs).toBeGreaterThan(0);
            at = endMs;
          }
          expect(at).toBeCloseTo(totalMs, 9);
        }
      }),
      { numRuns: 500 },
    );
  });
});

const cut = (events: readonly RunEvent[], part: number): readonly RunEvent[] =>
  events.slice(0, Math.max(1, Math.floor(events.length * part)));
