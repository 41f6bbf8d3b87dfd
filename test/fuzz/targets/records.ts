import { crc32 } from "node:zlib";
import fc from "fast-check";
import { expect } from "vitest";
import { isWctError } from "../../../src/diagnostics/index.ts";
import type { Digest, SchemaRef } from "../../../src/domain/index.ts";
import { decodeEvents, encodeEvents, foldEvents } from "../../../src/run/index.ts";
import { ContainerWriter, footerLength, headerLength } from "../../../src/store/objects/container.ts";
import { DamagedObject, unpackContainer } from "../../../src/store/objects/container-reader.ts";
import { openMessage } from "../../../src/store/objects/message-reader.ts";
import { asEvents, randomRun, wholeRun } from "../../../src/testing/runs/random-runs.ts";
import { changed, changes } from "../changes.ts";
import { bytesOf, type Target, withinBudget } from "../target.ts";

/** Lets pass what says that a record is damaged. */
function onlyDamage(error: unknown): void {
  if (!isWctError(error)) throw error;
  expect(error.code).toBe("WCT_RUN_RECORD_CORRUPT");
}

const eventLines: Target = {
  name: "event-lines",
  inputs: fc.tuple(wholeRun, changes).map(([bodies, all]) => changed(encodeEvents(asEvents(bodies)), all)),
  runs: 400,
  check: async (input) => {
    try {
      const events = await withinBudget(() => decodeEvents(input, randomRun));
      expect(decodeEvents(encodeEvents(events), randomRun)).toEqual(events);
      foldEvents(events);
    } catch (error) {
      onlyDamage(error);
    }
  },
};

interface Field {
  readonly at: number;
  readonly value: number;
}

/** A stored message of two chunks, one of them compressed. */
function container(): Buffer {
  const parts: Uint8Array[] = [];
  const writer = new ContainerWriter((bytes) => void parts.push(Uint8Array.from(bytes)), null);
  const first = bytesOf(`${JSON.stringify({ text: "x".repeat(9000) })}\n{}\n`);
  const rest = bytesOf('{"schema":"standard_input:1.0.0","content":{}}');
  writer.chunk(first, 0);
  writer.chunk(rest, 2);
  writer.finish({
    schema: "standard_input:1.0.0" as SchemaRef,
    elements: 2,
    bytes: first.length + rest.length,
    restOffset: first.length,
  });
  return Buffer.concat(parts);
}

const intact = container();

/** Changes the index, and its checksum with it, as damage never does but someone could. */
function withIndex(bytes: Buffer, fields: readonly Field[]): Uint8Array {
  const copy = Buffer.from(bytes);
  const length = copy.readUInt32LE(copy.length - footerLength);
  const start = copy.length - footerLength - length;
  for (const { at, value } of fields) copy[start + (at % length)] = value;
  const index = copy.subarray(start, start + length);
  copy.writeUInt32LE(crc32(index, crc32(copy.subarray(0, headerLength))), copy.length - footerLength + 4);
  return copy;
}

const field = fc.record({ at: fc.nat(255), value: fc.oneof(fc.nat(255), fc.constantFrom(0, 0xff)) });

const containers: Target = {
  name: "containers",
  inputs: fc.oneof(
    changes.map((all) => changed(intact, all)),
    fc.array(field, { minLength: 1, maxLength: 6 }).map((fields) => withIndex(intact, fields)),
    fc.uint8Array({ maxLength: 80 }),
  ),
  runs: 500,
  check: async (input) => {
    const bytes = Buffer.from(input);
    let largest = 0;
    const read = async (offset: number, length: number): Promise<Buffer> => {
      largest = Math.max(largest, length);
      return bytes.subarray(offset, offset + length);
    };
    const source = { size: bytes.length, read };
    const open = async () => ({ source, close: async () => undefined });
    await withinBudget(() => readAll({ digest: "0".repeat(64) as Digest, key: null, open })).catch(onlyDamage);
    await withinBudget(() => unpackOrDamaged(bytes));
    // What is asked for is what is allocated.
    expect(largest).toBeLessThanOrEqual(bytes.length);
  },
};

function unpackOrDamaged(bytes: Buffer): void {
  try {
    const { index, raw } = unpackContainer(bytes);
    expect(raw.length).toBe(index.bytes);
  } catch (error) {
    if (!(error instanceof DamagedObject)) throw error;
  }
}

async function readAll(object: Parameters<typeof openMessage>[0]): Promise<void> {
  const reader = await openMessage(object);
  let elements = 0;
  for await (const batch of reader.batches()) {
    elements += batch.length;
    expect(elements).toBeLessThanOrEqual(1000);
  }
  await reader.rest();
}

export const recordTargets: readonly Target[] = [eventLines, containers];
