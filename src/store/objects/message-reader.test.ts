import { expect, test } from "vitest";
import type { Digest, JsonValue, SchemaRef } from "../../domain/index.ts";
import type { ByteSource } from "./container-reader.ts";
import { openMessage, type StoredObject } from "./message-reader.ts";
import { createMessageWriter } from "./message-writer.ts";

const count = 60_000;
const element = (n: number): JsonValue => ({ n, text: `${n % 7}`.repeat(90) });

/** Stores a message of several chunks and records the reads. */
async function storedMessage() {
  const pieces: Buffer[] = [];
  let digest = "" as Digest;
  const writer = createMessageWriter({
    openSink: () => ({
      write: (bytes) => void pieces.push(Buffer.from(bytes)),
      commit: async (committed) => {
        digest = committed;
      },
      abort: () => undefined,
    }),
    inlineLimit: 0,
    sinkKind: "stored",
    key: null,
  });
  for (let n = 0; n < count; n += 1) writer.write([element(n)]);
  await writer.finish("rows:1.0.0" as SchemaRef, { name: "many" }, { stream: true });
  const bytes = Buffer.concat(pieces);
  const reads: number[] = [];
  const source: ByteSource = {
    size: bytes.length,
    read: async (offset, length) => {
      reads.push(length);
      return bytes.subarray(offset, offset + length);
    },
  };
  const object: StoredObject = { digest, key: null, open: async () => ({ source, close: async () => undefined }) };
  return { object, reads };
}

test("how many elements there are is known without reading any", async () => {
  const { object, reads } = await storedMessage();
  const reader = await openMessage(object);
  expect(reader).toMatchObject({ elements: count, schema: "rows:1.0.0" });
  // The start, the footer, and the index between them.
  expect(reads.length).toBe(3);
  expect(reads.reduce((sum, length) => sum + length)).toBeLessThan(1000);
});

test.each([0, 1, 29_999, count - 3])("three elements from %i on are read from their chunk alone", async (from) => {
  const { object, reads } = await storedMessage();
  const reader = await openMessage(object);
  reads.length = 0;
  const slice: JsonValue[] = [];
  for await (const batch of reader.batches(from, from + 3)) slice.push(...batch);
  expect(slice).toEqual([element(from), element(from + 1), element(from + 2)]);
  expect(reads.length).toBe(1);
});

test("a slice over borders of chunks is whole; the rest needs the last chunk only", async () => {
  const { object, reads } = await storedMessage();
  const reader = await openMessage(object);
  reads.length = 0;
  expect(await reader.rest()).toEqual({ name: "many" });
  expect(reads.length).toBe(1);
  reads.length = 0;
  let elements = 0;
  for await (const batch of reader.batches(100, count - 100)) elements += batch.length;
  expect(elements).toBe(count - 200);
  expect(reads.length).toBeGreaterThan(4);
});
