import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import type {
  ArtifactId,
  ArtifactStore,
  Attempt,
  JsonObject,
  JsonValue,
  MessageReader,
  MessageRef,
  SchemaRef,
  Task,
  TaskReport,
} from "../../domain/index.ts";
import { createMemoryStore } from "../../store/index.ts";
import { samplePlan } from "../../testing/sample-plan.ts";
import { passThrough } from "./pass-through.ts";

const [planned] = samplePlan([[]]).artifacts;
const nothing = (): void => undefined;
const report: TaskReport = { started: nothing, progress: nothing, noted: nothing, cost: nothing };
const schema = (minor: number) => `numbers:1.${minor}.0` as SchemaRef;

interface JoinPart {
  readonly elements: readonly JsonValue[];
  readonly rest: JsonObject;
  readonly minor: number;
}

/** A store whose written messages can be read before a run commits them. */
function storeOf(): ArtifactStore & { readonly add: (part: JoinPart) => Promise<MessageRef> } {
  const { artifacts } = createMemoryStore();
  const added = new Map<string, JoinPart>();
  return {
    ...artifacts,
    writer: artifacts.writer,
    add: async (part) => {
      const writer = artifacts.writer();
      writer.write(part.elements);
      const { digest, bytes } = await writer.finish(schema(part.minor), part.rest, { stream: true });
      added.set(digest, part);
      const elements = part.elements.length;
      return { schema: schema(part.minor), digest, bytes, elements, summary: null, kept: true };
    },
    open: async (digest) => readerOf(added.get(digest) ?? expect.fail("not written")),
  };
}

const readerOf = ({ elements, rest, minor }: JoinPart): MessageReader => ({
  ...{ schema: schema(minor), elements: elements.length, bytes: 1 },
  rest: async () => rest,
  async *batches() {
    for (let from = 0; from < elements.length; from += 2) yield elements.slice(from, from + 2);
  },
  raw: () => expect.fail("not read as bytes"),
});

const taskOf = (messages: readonly MessageRef[], lowest: number): Task => ({
  artifact: { ...planned!, id: "joined" as ArtifactId, outputSchema: schema(lowest) },
  attempt: 1,
  inputs: messages.map((message, index) => ({ artifact: `part_${index}` as ArtifactId, message })),
  signal: new AbortController().signal,
  startedAt: "2025-12-09T14:30:22.000Z",
});

/** Joins parts, each written on its own. */
async function joined(store: ReturnType<typeof storeOf>, parts: readonly JoinPart[]): Promise<Attempt> {
  const messages: MessageRef[] = [];
  for (const part of parts) messages.push(await store.add(part));
  return await passThrough(taskOf(messages, Math.min(...parts.map(({ minor }) => minor))), report, store);
}

const json = fc.json({ maxDepth: 2 }).map((text): JsonValue => JSON.parse(text));
const rest = fc
  .dictionary(fc.constantFrom("name", "__proto__", "notes"), fc.oneof(fc.constant("same"), json))
  .map((entries): JsonObject => JSON.parse(JSON.stringify(entries)));
const part = fc.record({
  elements: fc.array(json, { maxLength: 5 }),
  minor: fc.nat({ max: 2 }),
});

test("a join is the message of the parts' elements in the order written, byte for byte, under the lowest minor", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 2, maxLength: 4 }), rest, async (parts, shared) => {
      const store = storeOf();
      const whole = parts.map((one) => ({ ...one, rest: shared }));
      const minor = Math.min(...whole.map((one) => one.minor));
      const elements = whole.flatMap((one) => one.elements);
      const attempt = await joined(store, whole);
      const { digest } = await store.add({ elements, rest: shared, minor });
      expect(attempt).toMatchObject({
        outcome: "produced",
        message: { digest, schema: schema(minor), elements: elements.length },
      });
    }),
    { numRuns: 60, seed: 7 },
  );
});

const isOf =
  (key: string) =>
  ([name]: readonly [string, unknown]) =>
    name === key;

test("parts of which any has another rest are refused, with a key that differs", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(rest, { minLength: 2, maxLength: 3 }), async (rests) => {
      const parts = rests.map((one) => ({ elements: [], rest: one, minor: 0 }));
      const attempt = await joined(storeOf(), parts);
      const differs = (key: string) =>
        rests.some(
          (one) => !isDeepStrictEqual(Object.entries(one).find(isOf(key)), Object.entries(rests[0]!).find(isOf(key))),
        );
      const keys = [...new Set(rests.flatMap((one) => Object.keys(one)))].filter(differs);
      expect(attempt.outcome).toBe(keys.length === 0 ? "produced" : "failed");
      if (attempt.outcome !== "failed") return;
      expect(attempt.failure.code).toBe("WCT_PRODUCE_JOIN");
      expect(keys.some((key) => attempt.failure.message.includes(`differ in "${key}"`))).toBe(true);
    }),
    { numRuns: 60, seed: 7 },
  );
});

test("a join writes each batch before it reads the next, so its memory does not grow with its parts", async () => {
  const store = storeOf();
  const message = await store.add({ elements: ["element"], rest: {}, minor: 0 });
  let held = 0;
  const mostHeld: number[] = [];
  const counting: ArtifactStore = {
    ...store,
    open: async (digest) => ({
      ...(await store.open(digest)),
      async *batches() {
        for (let batch = 0; batch < 100; batch += 1) {
          held += 10;
          mostHeld.push(held);
          yield Array.from({ length: 10 }, () => "element");
        }
      },
    }),
    writer: () => {
      const writer = createMemoryStore().artifacts.writer();
      return {
        write: (elements) => {
          held -= elements.length;
          writer.write(elements);
        },
        lines: () => expect.fail("not written as text"),
        finish: (...all) => writer.finish(...all),
        abort: () => writer.abort(),
      };
    },
  };
  const attempt = await passThrough(taskOf([message, message, message], 0), report, counting);
  expect(attempt.outcome).toBe("produced");
  expect([mostHeld.length, Math.max(...mostHeld), held]).toEqual([300, 10, 0]);
});
