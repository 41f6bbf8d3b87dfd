import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type {
  ArtifactId,
  EventBody,
  JsonObject,
  JsonValue,
  MessageReader,
  RecordStore,
  RunWriter,
  SchemaRef,
} from "../domain/index.ts";
import {
  artifactFailed,
  artifactProduced,
  numberEvents,
  runFinished,
  runStarted,
  someDigest,
} from "../testing/sample-events.ts";
import { createMemoryStore, openRecordStore } from "./index.ts";

const schema = "standard_input:1.0.0" as SchemaRef;

/** Everything JSON can hold; negative zero is left out, since JSON writes it as zero. */
const json = fc
  .jsonValue({ noUnicodeString: false, maxDepth: 4 })
  .map((value): JsonValue => JSON.parse(JSON.stringify(value)));
const record = fc
  .dictionary(fc.string({ unit: "binary" }), json)
  .map((value): JsonObject => JSON.parse(JSON.stringify(value)));

async function withStore(use: (store: RecordStore) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "wct-property-"));
  const store = await openRecordStore({ dir: join(folder, ".wct"), mode: "write" });
  try {
    await use(store);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

async function elementsOf(reader: MessageReader, from: number, to: number): Promise<readonly JsonValue[]> {
  const all: JsonValue[] = [];
  for await (const batch of reader.batches(from, to)) all.push(...batch);
  return all;
}

test("any message comes back, whole and in every range, inline, in a file and spooled", async () => {
  await withStore(async (store) => {
    const property = async (elements: readonly JsonValue[], rest: JsonObject, padding: number, spool: boolean) => {
      // Padding makes some messages large enough for files and for several chunks.
      const padded = elements.map((element) => [element, "x".repeat(padding)]);
      const writer = store.artifacts.writer({ spool });
      for (const element of padded) writer.write([element]);
      const object = await writer.finish(schema, rest, { stream: true });
      const run = await store.executions.createRun(new Date(0));
      await run.append({ events: numberEvents(run.run)(runStarted()), objects: [object] });
      const reader = await store.artifacts.open(object.digest);
      expect(await reader.rest()).toEqual(rest);
      for (let from = 0; from <= padded.length; from++) {
        for (let to = from; to <= padded.length; to++) {
          expect(await elementsOf(reader, from, to)).toEqual(padded.slice(from, to));
        }
      }
      expect(await store.artifacts.verify(object.digest)).toBe("intact");
    };
    const padding = fc.constantFrom(0, 10, 20_000, 600_000);
    const arbitraries = [fc.array(json, { maxLength: 6 }), record, padding, fc.boolean()] as const;
    await fc.assert(fc.asyncProperty(...arbitraries, property), { numRuns: 60 });
  });
});

type Operation =
  | { readonly kind: "create"; readonly second: number }
  | { readonly kind: "append"; readonly writer: number; readonly bodies: readonly EventBody[] }
  | { readonly kind: "store"; readonly writer: number; readonly content: number; readonly size: number }
  | { readonly kind: "close"; readonly writer: number }
  | { readonly kind: "rebuild" };

const artifact = fc.constantFrom("a", "b", "c").map((id) => id as ArtifactId);
const body: fc.Arbitrary<readonly EventBody[]> = fc.oneof(
  fc.string({ maxLength: 3 }).map((name) => [runStarted({ name })]),
  artifact.map((id) => artifactProduced(id, { digest: someDigest, bytes: 3, elements: null })),
  fc.tuple(artifact, fc.boolean()).map(([id, optional]) => [artifactFailed(id, { optional })]),
  fc.constantFrom("completed" as const, "failed" as const).map((outcome) => [runFinished(outcome)]),
);
const which = fc.nat({ max: 3 });
const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ kind: fc.constant("create" as const), second: fc.nat({ max: 2 }) }),
  fc.record({
    kind: fc.constant("append" as const),
    writer: which,
    bodies: fc.array(body, { maxLength: 3 }).map((b) => b.flat()),
  }),
  fc.record({ kind: fc.constant("store" as const), writer: which, content: which, size: fc.constantFrom(1, 100_000) }),
  fc.record({ kind: fc.constant("close" as const), writer: which }),
  fc.record({ kind: fc.constant("rebuild" as const) }),
);

/** Applies the operations and tells everything that can be seen afterwards. */
async function outcomeOf(store: RecordStore, operations: readonly Operation[]): Promise<unknown> {
  const writers: { readonly writer: RunWriter; readonly make: ReturnType<typeof numberEvents> }[] = [];
  const seen: unknown[] = [];
  for (const op of operations) {
    const held = "writer" in op ? writers[op.writer] : undefined;
    if (op.kind === "create") {
      const writer = await store.executions.createRun(new Date(op.second * 1000));
      writers.push({ writer, make: numberEvents(writer.run) });
    } else if (op.kind === "rebuild") {
      await store.executions.rebuild();
    } else if (held !== undefined && op.kind === "append") {
      await held.writer.append({ events: held.make(...op.bodies), objects: [] });
    } else if (held !== undefined && op.kind === "store") {
      const message = store.artifacts.writer();
      message.write([String(op.content).repeat(op.size)]);
      const object = await message.finish(schema, {}, { stream: true });
      await held.writer.append({ events: [], objects: [object] });
      seen.push(object.digest, object.kind, await store.artifacts.verify(object.digest));
    } else if (held !== undefined) {
      await held.writer.close();
    }
  }
  for (const { writer } of writers) seen.push(writer.run, writer.head(), await store.executions.run(writer.run));
  const runs = await store.executions.runs();
  for (const { id } of runs) {
    seen.push(await store.executions.verifyChain(id));
    for await (const event of store.executions.events(id, 2)) seen.push(event);
  }
  for await (const digest of store.artifacts.digests()) seen.push(digest);
  return { runs, seen };
}

test("both stores answer alike, whatever is done to them", async () => {
  const property = async (operations: readonly Operation[]) => {
    const memory = createMemoryStore();
    await withStore(async (store) => {
      expect(await outcomeOf(store, operations)).toEqual(await outcomeOf(memory, operations));
    });
  };
  await fc.assert(fc.asyncProperty(fc.array(operation, { maxLength: 14 }), property), { numRuns: 60 });
});
