import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type {
  ArtifactId,
  Digest,
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

/** All JSON values except negative zero, which JSON writes as zero. */
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
  | {
      readonly kind: "store";
      readonly writer: number;
      readonly content: number;
      readonly size: number;
      readonly spool: boolean;
    }
  | { readonly kind: "close"; readonly writer: number }
  | { readonly kind: "rebuild" }
  /** Simulates the end of one process and the start of another. */
  | { readonly kind: "reopen" }
  /** Another process reads the store. */
  | { readonly kind: "glance" };

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
  fc.record({
    kind: fc.constant("store" as const),
    writer: which,
    content: which,
    size: fc.constantFrom(1, 100_000, 2_500_000),
    spool: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("close" as const), writer: which }),
  fc.record({ kind: fc.constantFrom("rebuild" as const, "reopen" as const, "glance" as const) }),
);

/** A store that can be closed, reopened, and read by another process. */
interface Reopenable {
  readonly store: () => RecordStore;
  readonly reopen: () => Promise<void>;
  readonly glance: <T>(look: (other: RecordStore) => Promise<T>) => Promise<T>;
}

function inMemory(): Reopenable {
  const store = createMemoryStore();
  return { store: () => store, reopen: async () => undefined, glance: (look) => look(store) };
}

async function withFiles<T>(use: (files: Reopenable) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "wct-property-"));
  const open = (mode: "read" | "write") => openRecordStore({ dir: join(folder, ".wct"), mode });
  let store = await open("write");
  const reopen = async () => {
    await store.close();
    store = await open("write");
  };
  const glance = async <T>(look: (other: RecordStore) => Promise<T>) => {
    const other = await open("read");
    return await look(other).finally(() => other.close());
  };
  try {
    return await use({ store: () => store, reopen, glance });
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

/** Returns the list of runs, and the number of readable events of each. */
async function listed({ executions }: RecordStore): Promise<unknown> {
  const runs = await executions.runs();
  const events = [];
  for (const { id } of runs) {
    let count = 0;
    for await (const event of executions.events(id)) count = event.seq;
    events.push(count);
  }
  return { runs, events };
}

interface Held {
  readonly writer: RunWriter;
  readonly make: ReturnType<typeof numberEvents>;
  isOpen: boolean;
}

/** Applies the operations and returns everything that is visible during and after them. */
async function outcomeOf(files: Reopenable, operations: readonly Operation[]): Promise<unknown> {
  const writers: Held[] = [];
  const kept = new Set<Digest>();
  const seen: unknown[] = [];
  for (const op of operations) {
    const held = "writer" in op ? writers[op.writer] : undefined;
    if (op.kind === "create") {
      const writer = await files.store().executions.createRun(new Date(op.second * 1000));
      writers.push({ writer, make: numberEvents(writer.run), isOpen: true });
    } else if (op.kind === "rebuild") await files.store().executions.rebuild();
    else if (op.kind === "glance") seen.push(await files.glance(listed));
    else if (op.kind === "reopen") {
      for (const one of writers) await close(one);
      await files.reopen();
    } else if (held?.isOpen !== true) continue;
    else if (op.kind === "append") await held.writer.append({ events: held.make(...op.bodies), objects: [] });
    else if (op.kind === "close") await close(held);
    else seen.push(await putIn(files.store(), held.writer, op, kept));
  }
  for (const { writer } of writers) {
    seen.push(writer.run, writer.head(), await files.store().executions.run(writer.run));
  }
  return { seen, ...(await everything(files.store(), kept)) };
}

async function close(held: Held): Promise<void> {
  held.isOpen = false;
  await held.writer.close();
}

async function putIn(
  store: RecordStore,
  writer: RunWriter,
  { content, size, spool }: Extract<Operation, { kind: "store" }>,
  kept: Set<Digest>,
): Promise<readonly [digest: Digest, bytes: number, state: string]> {
  const message = store.artifacts.writer({ spool });
  message.write([String(content).repeat(size)]);
  const object = await message.finish(schema, {}, { stream: true });
  await writer.append({ events: [], objects: [object] });
  if (!spool) kept.add(object.digest);
  return [object.digest, object.bytes, await store.artifacts.verify(object.digest)];
}

async function everything({ executions, artifacts }: RecordStore, kept: ReadonlySet<Digest>) {
  const runs = await executions.runs();
  const chains: unknown[] = [];
  const events: unknown[] = [];
  for (const { id } of runs) {
    chains.push(await executions.verifyChain(id));
    for await (const event of executions.events(id, 2)) events.push(event);
  }
  const states: unknown[] = [];
  for (const digest of [...kept].sort()) states.push(digest, await artifacts.verify(digest));
  return { runs, chains, events, states };
}

test("both stores answer alike, whatever is done to them, reopened or looked at by another meanwhile", async () => {
  const property = async (operations: readonly Operation[]) => {
    await withFiles(async (files) => {
      expect(await outcomeOf(files, operations)).toEqual(await outcomeOf(inMemory(), operations));
    });
  };
  await fc.assert(fc.asyncProperty(fc.array(operation, { maxLength: 16 }), property), { numRuns: 60 });
});

test("content in the spool is gone when the store is opened again, unless it was also kept", async () => {
  const property = async (contents: readonly { readonly size: number; readonly spool: boolean }[]) => {
    await withFiles(async (files) => {
      const writer = await files.store().executions.createRun(new Date(0));
      const kept = new Set<Digest>();
      const all = new Set<Digest>();
      for (const { size, spool } of contents) {
        const op = { kind: "store", writer: 0, content: 1, size, spool } as const;
        const [digest] = await putIn(files.store(), writer, op, kept);
        all.add(digest);
      }
      await writer.close();
      await files.reopen();
      for (const digest of all) {
        expect(await files.store().artifacts.verify(digest)).toBe(kept.has(digest) ? "intact" : "absent");
      }
    });
  };
  const content = fc.record({ size: fc.constantFrom(1, 50, 100_000), spool: fc.boolean() });
  await fc.assert(fc.asyncProperty(fc.array(content, { maxLength: 5 }), property), { numRuns: 20 });
});
