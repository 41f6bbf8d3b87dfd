import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { isWctError } from "../../diagnostics/index.ts";
import type { JsonValue, RecordStore } from "../../domain/index.ts";
import { allOf, commit, listOf, rejectsWith, type StoreTest, schema, write } from "./store-suite-support.ts";

/** The requirements of every ArtifactStore. */
export const artifactTests: readonly StoreTest[] = [
  ["the bytes of a message are its elements line by line and then the rest", bytesOfMessage],
  ["a message without a stream has no number of elements", noStream],
  ["an empty stream has no elements", emptyStream],
  ["a small object is there once its frame is committed, not before", committedWithFrame],
  ["equal content is stored once", storedOnce],
  ["a large message is read from any element on", largeMessage],
  ["many objects are verified together as each is alone", verifiedTogether],
  ["an aborted message leaves nothing", abortedMessage],
  ["an object that is not there is absent", absentObject],
  ["what JSON cannot hold is refused with its place and without its value", refusesNonJson],
  ["a key named __proto__ survives", protoKey],
  ["spooled content is read back and never listed", spooledContent],
  ["the store has a key of 32 bytes", storeKey],
];

async function bytesOfMessage(store: RecordStore): Promise<void> {
  const object = await write(store, [{ b: 1, a: "é" }, [true, null]], { name: "x" });
  await commit(store, object);
  const expected = `{"b":1,"a":"é"}\n[true,null]\n{"schema":"${schema}","content":{"name":"x"}}\n`;
  const reader = await store.artifacts.open(object.digest);
  assert.equal(Buffer.concat(await listOf(reader.raw())).toString(), expected);
  assert.equal(object.digest, createHash("sha256").update(expected).digest("hex"));
  assert.deepEqual([object.bytes, object.elements], [Buffer.byteLength(expected), 2]);
  assert.deepEqual([reader.schema, reader.bytes, reader.elements], [schema, object.bytes, 2]);
  assert.deepEqual(await reader.rest(), { name: "x" });
  assert.deepEqual(await allOf(reader.batches()), [{ b: 1, a: "é" }, [true, null]]);
}

async function noStream(store: RecordStore): Promise<void> {
  const object = await store.artifacts.writer().finish(schema, { name: "x" }, { stream: false });
  await commit(store, object);
  const reader = await store.artifacts.open(object.digest);
  assert.equal(reader.elements, null);
  assert.deepEqual(await allOf(reader.batches()), []);
  assert.deepEqual(await reader.rest(), { name: "x" });
}

async function emptyStream(store: RecordStore): Promise<void> {
  const object = await write(store, []);
  await commit(store, object);
  assert.equal((await store.artifacts.open(object.digest)).elements, 0);
}

async function committedWithFrame(store: RecordStore): Promise<void> {
  const object = await write(store, ["a"]);
  assert.equal(object.kind, "inline");
  assert.equal(await store.artifacts.has(object.digest), false);
  await commit(store, object);
  assert.equal(await store.artifacts.has(object.digest), true);
  assert.equal(await store.artifacts.verify(object.digest), "intact");
}

async function storedOnce(store: RecordStore): Promise<void> {
  const [one, same, other] = [await write(store, ["a"]), await write(store, ["a"]), await write(store, ["b"])];
  assert.equal(one.digest, same.digest);
  await commit(store, one, same, other);
  await commit(store, same);
  assert.deepEqual(await listOf(store.artifacts.digests()), [one.digest, other.digest].sort());
}

async function largeMessage(store: RecordStore): Promise<void> {
  const count = 40_000;
  const writer = store.artifacts.writer();
  for (let i = 0; i < count; i += 500) {
    writer.write(Array.from({ length: 500 }, (_, j) => ({ id: i + j, text: "abcdefghij".repeat(8) })));
  }
  const object = await writer.finish(schema, { last: true }, { stream: true });
  await commit(store, object);
  assert.equal(object.kind, "stored");
  const reader = await store.artifacts.open(object.digest);
  for (const [from, to] of [
    [0, 2],
    [12_345, 12_350],
    [39_999, 40_000],
    [39_990, 50_000],
    [50_000, 50_001],
    [7, 7],
  ] as const) {
    const ids = (await allOf(reader.batches(from, to))).map((element) => Reflect.get(Object(element), "id"));
    const expected = Array.from({ length: Math.max(0, Math.min(to, count) - from) }, (_, i) => from + i);
    assert.deepEqual(ids, expected);
  }
  assert.equal((await allOf(reader.batches())).length, count);
  assert.deepEqual(await reader.rest(), { last: true });
  assert.equal(await store.artifacts.verify(object.digest), "intact");
}

async function verifiedTogether(store: RecordStore): Promise<void> {
  const objects = await Promise.all(Array.from({ length: 600 }, (_, i) => write(store, [i])));
  await commit(store, ...objects.slice(0, 598));
  const writer = store.artifacts.writer();
  for (let i = 0; i < 30; i++) writer.write(["x".repeat(100_000)]);
  const large = await writer.finish(schema, {}, { stream: true });
  await commit(store, large);
  const digests = [...objects, large, ...objects].map(({ digest }) => digest).toReversed();
  const conditions = await store.artifacts.verifyAll(digests);
  assert.deepEqual([...conditions.keys()], [...new Set(digests)]);
  for (const [digest, condition] of conditions) assert.equal(condition, await store.artifacts.verify(digest));
  const absent = [...conditions].filter(([, condition]) => condition === "absent").map(([digest]) => digest);
  assert.deepEqual(
    absent,
    objects
      .slice(598)
      .map(({ digest }) => digest)
      .toReversed(),
  );
}

async function abortedMessage(store: RecordStore): Promise<void> {
  const writer = store.artifacts.writer();
  for (let i = 0; i < 30; i++) writer.write(["x".repeat(100_000)]);
  writer.abort();
  assert.deepEqual(await listOf(store.artifacts.digests()), []);
}

async function absentObject(store: RecordStore): Promise<void> {
  const { digest } = await write(store, ["never committed"]);
  assert.equal(await store.artifacts.has(digest), false);
  assert.equal(await store.artifacts.verify(digest), "absent");
  await rejectsWith("WCT_RUN_ARTIFACT_ABSENT", () => store.artifacts.open(digest));
}

async function refusesNonJson(store: RecordStore): Promise<void> {
  class Person {
    readonly name = "Erika";
  }
  const values: readonly unknown[] = [
    undefined,
    Number.NaN,
    -1 / 0,
    1n,
    new Date(0),
    new Person(),
    new Map(),
    () => "Erika",
  ];
  for (const value of values) {
    // The component's types promise JSON, but its code may yield any value.
    const element: JsonValue = JSON.parse('{"people":[{}]}');
    Reflect.set(Reflect.get(Object(element), "people")[0], "name", value);
    const refused = (error: unknown) =>
      isWctError(error) &&
      error.code === "WCT_PRODUCE_OUTPUT_INVALID" &&
      error.message.includes("$.people[0].name") &&
      !error.message.includes("Erika");
    assert.throws(() => store.artifacts.writer().write([element]), refused);
  }
}

async function protoKey(store: RecordStore): Promise<void> {
  const element: JsonValue = JSON.parse('{"__proto__":{"admin":true}}');
  const object = await write(store, [element]);
  await commit(store, object);
  const [back] = await allOf((await store.artifacts.open(object.digest)).batches());
  assert.equal(JSON.stringify(back), '{"__proto__":{"admin":true}}');
}

async function spooledContent(store: RecordStore): Promise<void> {
  const writer = store.artifacts.writer({ spool: true });
  writer.write([{ name: "Erika" }]);
  const object = await writer.finish(schema, { name: "x" }, { stream: true });
  assert.equal(object.kind, "spooled");
  await commit(store, object);
  assert.deepEqual(await allOf((await store.artifacts.open(object.digest)).batches()), [{ name: "Erika" }]);
  assert.equal(await store.artifacts.verify(object.digest), "intact");
  assert.deepEqual(await listOf(store.artifacts.digests()), []);
}

async function storeKey(store: RecordStore): Promise<void> {
  assert.equal(store.key.length, 32);
}
