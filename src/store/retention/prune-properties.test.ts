import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ArtifactId, Digest, EventBody, RecordStore, RunId, StagedObject } from "../../domain/index.ts";
import {
  artifactProduced,
  artifactReused,
  numberEvents,
  runFinished,
  runStarted,
} from "../../testing/sample-events.ts";
import { postgresServer, temporaryPostgresUrl } from "../../testing/servers/index.ts";
import { write } from "../../testing/suites/store-suite-support.ts";
import { createMemoryStore, openRecordStore } from "../index.ts";

/** An operation on a store. Numbers select among the existing runs and contents. */
type Step =
  | { readonly kind: "run"; readonly contents: readonly number[]; readonly ends: boolean }
  | { readonly kind: "reuse"; readonly from: number }
  | { readonly kind: "remove"; readonly runs: readonly number[] }
  | { readonly kind: "drop"; readonly run: number; readonly contents: readonly number[] };

/** Small contents, and one with a file of its own. */
const contents = [0, 1, 2, 3, 4];
const textOf = (content: number): string => (content === 4 ? "x".repeat(70_000) : `content ${content}`);

const some = fc.array(fc.constantFrom(...contents), { minLength: 1, maxLength: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("run" as const), contents: some, ends: fc.boolean() }),
  fc.record({ kind: fc.constant("reuse" as const), from: fc.nat(9) }),
  fc.record({ kind: fc.constant("remove" as const), runs: fc.array(fc.nat(9), { maxLength: 3 }) }),
  fc.record({ kind: fc.constant("drop" as const), run: fc.nat(9), contents: some }),
);

/** The expected contents of a run: content -> whether its events say that it is kept. */
type Model = Map<RunId, Map<number, boolean>>;

const started = new Date("2025-12-09T12:00:00Z");

/** A store, and the expected contents of its runs after each step. */
class World {
  readonly model: Model = new Map();
  readonly digests = new Map<number, Digest>();
  readonly #store: RecordStore;

  constructor(store: RecordStore) {
    this.#store = store;
  }

  async take(step: Step): Promise<void> {
    switch (step.kind) {
      case "run":
        return this.#run(step);
      case "reuse":
        return this.#reuse(step);
      case "remove":
        return this.#remove(step);
      case "drop":
        return this.#drop(step);
    }
  }

  async #run({ contents, ends }: StepOf<"run">): Promise<void> {
    const objects = [];
    for (const content of new Set(contents)) {
      const object = await write(this.#store, [textOf(content)]);
      this.digests.set(content, object.digest);
      objects.push(object);
    }
    const produced = objects.flatMap((object, i) => artifactProduced(`a${i}` as ArtifactId, object));
    const run = await this.#record([...produced, ...(ends ? [runFinished("completed")] : [])], objects);
    this.model.set(run, new Map(contents.map((content) => [content, true])));
  }

  async #reuse({ from: number }: StepOf<"reuse">): Promise<void> {
    const from = this.#pick(number);
    const [content] = [...(this.model.get(from ?? ("" as RunId)) ?? [])].find(([, kept]) => kept) ?? [];
    const digest = content === undefined ? undefined : this.digests.get(content);
    if (from === undefined || content === undefined || digest === undefined) return;
    const run = await this.#record([artifactReused("a" as ArtifactId, from, { digest, bytes: 1, elements: 1 })], []);
    this.model.set(run, new Map([[content, true]]));
  }

  async #remove({ runs }: StepOf<"remove">): Promise<void> {
    const remove = [...new Set(runs.flatMap((n) => this.#pick(n) ?? []))];
    const { removed } = await this.#store.prune({ remove, drop: [], mode: "do" });
    expect(removed).toEqual(remove);
    for (const run of remove) this.model.delete(run);
  }

  async #drop({ run: number, contents }: StepOf<"drop">): Promise<void> {
    const run = this.#pick(number);
    if (run === undefined) return;
    const gone = contents.flatMap((content) => this.digests.get(content) ?? []);
    await this.#store.prune({ remove: [], drop: [{ run, digests: gone }], mode: "do" });
    const kept = this.model.get(run);
    for (const content of contents) if (kept?.has(content)) kept.set(content, false);
  }

  async #record(bodies: readonly EventBody[], objects: readonly StagedObject[]): Promise<RunId> {
    const writer = await this.#store.executions.createRun(started);
    await writer.append({ events: numberEvents(writer.run)(runStarted(), ...bodies), objects });
    await writer.close();
    return writer.run;
  }

  #pick(n: number): RunId | undefined {
    return [...this.model.keys()][n % Math.max(1, this.model.size)];
  }
}

type StepOf<K extends Step["kind"]> = Extract<Step, { readonly kind: K }>;

async function play(store: RecordStore, steps: readonly Step[]): Promise<Model> {
  const world = new World(store);
  for (const step of steps) {
    await world.take(step);
    await expectModel(store, world.model, world.digests);
  }
  return world.model;
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
  // Objects of a killed or pruned run may stay until the next prune. Needed objects must exist.
  for (const digest of needed) expect(await store.artifacts.verify(digest)).toBe("intact");
  await store.prune({ remove: [], drop: [], mode: "do" });
  const left: Digest[] = [];
  for await (const digest of store.artifacts.digests()) left.push(digest);
  expect(left).toEqual([...needed].toSorted());
}

const onServer: readonly (readonly [string, () => Promise<RecordStore>])[] =
  postgresServer === undefined
    ? []
    : [
        [
          "PostgreSQL",
          async () => {
            const database = await temporaryPostgresUrl();
            const store = await openRecordStore({ url: database.url, env: database.env, mode: "write" });
            const close = async (): Promise<void> => {
              await store.close();
              await database.drop();
            };
            return { ...store, close };
          },
        ],
      ];

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
  ...onServer,
] as const)(
  "whatever is run, reused, removed and dropped, the %s store keeps exactly what runs need",
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
