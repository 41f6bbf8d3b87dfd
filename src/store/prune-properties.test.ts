import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ArtifactId, Digest, RecordStore, RunId } from "../domain/index.ts";
import { artifactProduced, artifactReused, numberEvents, runFinished, runStarted } from "../testing/sample-events.ts";
import { write } from "../testing/store-suite-support.ts";
import { createMemoryStore, openRecordStore } from "./index.ts";

/** What happens to a store; numbers choose among the runs and contents that there are. */
type Step =
  | { readonly kind: "run"; readonly contents: readonly number[]; readonly ends: boolean }
  | { readonly kind: "take-over"; readonly from: number }
  | { readonly kind: "remove"; readonly runs: readonly number[] }
  | { readonly kind: "drop"; readonly run: number; readonly contents: readonly number[] };

/** Small contents and one that is a file of its own. */
const contents = [0, 1, 2, 3, 4];
const textOf = (content: number): string => (content === 4 ? "x".repeat(70_000) : `content ${content}`);

const some = fc.array(fc.constantFrom(...contents), { minLength: 1, maxLength: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("run" as const), contents: some, ends: fc.boolean() }),
  fc.record({ kind: fc.constant("take-over" as const), from: fc.nat(9) }),
  fc.record({ kind: fc.constant("remove" as const), runs: fc.array(fc.nat(9), { maxLength: 3 }) }),
  fc.record({ kind: fc.constant("drop" as const), run: fc.nat(9), contents: some }),
);

/** What a run should still have: content -> whether its events say that it is kept. */
type Model = Map<RunId, Map<number, boolean>>;

const started = new Date("2025-12-09T12:00:00Z");

async function play(store: RecordStore, steps: readonly Step[]): Promise<Model> {
  const model: Model = new Map();
  const pick = (n: number): RunId | undefined => [...model.keys()][n % Math.max(1, model.size)];
  const digests = new Map<number, Digest>();
  for (const one of steps) {
    switch (one.kind) {
      case "run": {
        const objects = [];
        for (const content of new Set(one.contents)) {
          const object = await write(store, [textOf(content)]);
          digests.set(content, object.digest);
          objects.push(object);
        }
        const writer = await store.executions.createRun(started);
        const produced = objects.flatMap((object, i) => artifactProduced(`a${i}` as ArtifactId, object));
        const end = one.ends ? [runFinished("completed")] : [];
        await writer.append({ events: numberEvents(writer.run)(runStarted(), ...produced, ...end), objects });
        await writer.close();
        model.set(writer.run, new Map(one.contents.map((content) => [content, true])));
        break;
      }
      case "take-over": {
        const from = pick(one.from);
        const [content] = [...(model.get(from ?? ("" as RunId)) ?? [])].find(([, kept]) => kept) ?? [];
        const digest = content === undefined ? undefined : digests.get(content);
        if (from === undefined || content === undefined || digest === undefined) break;
        const writer = await store.executions.createRun(started);
        const reused = artifactReused("a" as ArtifactId, from, { digest, bytes: 1, elements: 1 });
        await writer.append({ events: numberEvents(writer.run)(runStarted(), reused), objects: [] });
        await writer.close();
        model.set(writer.run, new Map([[content, true]]));
        break;
      }
      case "remove": {
        const remove = [...new Set(one.runs.flatMap((n) => pick(n) ?? []))];
        const { removed } = await store.prune({ remove, drop: [], mode: "do" });
        expect(removed).toEqual(remove);
        for (const run of remove) model.delete(run);
        break;
      }
      case "drop": {
        const run = pick(one.run);
        if (run === undefined) break;
        const gone = one.contents.flatMap((content) => digests.get(content) ?? []);
        await store.prune({ remove: [], drop: [{ run, digests: gone }], mode: "do" });
        for (const content of one.contents) if (model.get(run)?.has(content)) model.get(run)?.set(content, false);
        break;
      }
    }
    await expectModel(store, model, digests);
  }
  return model;
}

async function expectModel(store: RecordStore, model: Model, digests: ReadonlyMap<number, Digest>): Promise<void> {
  expect(new Set(await store.executions.ids())).toEqual(new Set(model.keys()));
  const needed = new Set<Digest>();
  for (const [run, kept] of model) {
    expect((await store.executions.verifyChain(run)).damage).toEqual([]);
    const said = new Map<string, boolean>();
    for await (const event of store.executions.events(run)) {
      if ("message" in event) said.set(event.message.digest, event.message.kept);
    }
    expect(said).toEqual(new Map([...kept].map(([content, isKept]) => [digests.get(content), isKept])));
    for (const [digest, isKept] of said) if (isKept) needed.add(digest as Digest);
  }
  // What a killed or pruned run left may stay until the next prune; what is needed must be there.
  for (const digest of needed) expect(await store.artifacts.verify(digest)).toBe("intact");
  await store.prune({ remove: [], drop: [], mode: "do" });
  const left: Digest[] = [];
  for await (const digest of store.artifacts.digests()) left.push(digest);
  expect(left).toEqual([...needed].toSorted());
}

const runs = Number(process.env["WCT_PROPERTY_RUNS"] ?? 25);

test.each([
  ["memory", async () => createMemoryStore()],
  [
    "SQLite",
    async (): Promise<RecordStore> => {
      const folder = mkdtempSync(join(tmpdir(), "wct-prune-property-"));
      const store = await openRecordStore({ dir: join(folder, ".wct"), mode: "write" });
      const close = async (): Promise<void> => {
        await store.close();
        rmSync(folder, { recursive: true });
      };
      return { ...store, close };
    },
  ],
] as const)(
  "whatever is run, taken over, removed and dropped, the %s store keeps exactly what runs need",
  async (_, open) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const store = await open();
        try {
          await play(store, steps);
        } finally {
          await store.close();
        }
      }),
      { numRuns: runs },
    );
  },
);
