import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isWctError } from "../../diagnostics/index.ts";
import type { ArtifactId, Digest, EventBody, JsonValue, RecordStore, RunEvent, RunId } from "../../domain/index.ts";
import { foldEvents } from "../../run/index.ts";
import { artifactProduced, numberEvents, runStarted } from "../../testing/sample-events.ts";
import { allOf, listOf, noon, write } from "../../testing/suites/store-suite-support.ts";
import { type Bundle, bundleBytes, createMemoryStore, isBundleFile, openBundle, openRecordStore } from "../index.ts";

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "wct-bundle-"));
  file = join(folder, "run.wctrun");
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Content {
  readonly elements: readonly JsonValue[];
  readonly isLeftOut: boolean;
}

/** Records one artifact per content, with one frame per artifact, and copies the run to a bundle. */
async function bundleOf(store: RecordStore, contents: readonly Content[], ends = true): Promise<Buffer> {
  const writer = await store.executions.createRun(noon);
  const number = numberEvents(writer.run);
  await writer.append({ events: number(runStarted({ artifacts: contents.length })), objects: [] });
  const made: { readonly digest: Digest; readonly isLeftOut: boolean }[] = [];
  for (const [i, { elements, isLeftOut }] of contents.entries()) {
    const object = await write(store, elements);
    const events = number(...artifactProduced(`a${i}` as ArtifactId, object));
    await writer.append({ events: events.map(endedThen), objects: [object] });
    made.push({ digest: object.digest, isLeftOut });
  }
  const counts = { completed: contents.length, reused: 0, failed: 0, skipped: 0, optionalFailed: 0 };
  const end: EventBody = { type: "run.finished", outcome: "completed", cause: null, counts, cost: [] };
  if (ends) await writer.append({ events: number(end), objects: [] });
  await writer.close();
  const left = new Set(made.filter((one) => one.isLeftOut).map(({ digest }) => digest));
  const objects = made.map(({ digest }) => digest).filter((digest) => !left.has(digest));
  const content = left.size > 0 ? "derived" : "all";
  return await bytesOf(store, { run: writer.run, objects, leaveOut: [...left], content });
}

/** Sets the end of work to the time of its event; any time that a fold accepts will do. */
const endedThen = (event: RunEvent): RunEvent =>
  event.type === "artifact.attempted" ? { ...event, ended: event.t } : event;

const bytesOf = async (store: RecordStore, request: Parameters<RecordStore["copyOf"]>[0]): Promise<Buffer> =>
  Buffer.concat(await listOf(bundleBytes(await store.copyOf(request))));

function opened(bytes: Uint8Array): Bundle {
  writeFileSync(file, bytes);
  return openBundle(file, "run.wctrun");
}

async function memoryBundle(contents: readonly Content[]): Promise<Buffer> {
  const store = createMemoryStore();
  try {
    return await bundleOf(store, contents);
  } finally {
    await store.close();
  }
}

/** Requests a copy of everything that a bundle contains. */
const wholeOf = (bundle: Bundle) => bundle.copyOf({ run: bundle.run, objects: [], leaveOut: [], content: "all" });

describe("round trips", () => {
  const element = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<JsonValue>;
  const contents = fc.array(
    fc.record({
      elements: fc.oneof(
        fc.array(element, { maxLength: 5 }),
        fc.nat(3).map((n) => [`${n}`.repeat(70_000)]),
      ),
      isLeftOut: fc.boolean(),
    }),
    { maxLength: 4 },
  );

  test("export, import and export again give the same bytes, and the same run", async () => {
    let round = 0;
    const property = fc.asyncProperty(contents, fc.boolean(), async (contents, ends) => {
      round += 1;
      const one = await openRecordStore({ dir: join(folder, `a${round}`), mode: "write" });
      const other = await openRecordStore({ dir: join(folder, `b${round}`), mode: "write" });
      const first = await bundleOf(one, contents, ends);
      const bundle = opened(first);
      const run = bundle.run;
      const objects = await listOf(bundle.artifacts.digests());
      const content = bundle.header.content;
      expect(await other.takeIn(await bundle.copyOf({ run, objects, leaveOut: [], content }))).toBe("imported");
      const again = { run, objects, leaveOut: [], content } as const;
      expect((await bytesOf(other, again)).equals(first)).toBe(true);
      expect((await bytesOf(bundle, again)).equals(first)).toBe(true);
      const events = await eventsOf(other, run);
      expect(events).toEqual(await eventsOf(bundle, run));
      expect(foldEvents(events)).toEqual(foldEvents(await eventsOf(bundle, run)));
      expect(await other.executions.runs()).toEqual(await bundle.executions.runs());
      expect(await bundle.executions.run(run)).toEqual(await one.executions.run(run));
      expect(await bundle.examine()).toEqual([]);
      for (const store of [bundle, one, other]) await store.close();
    });
    await fc.assert(property, { numRuns: Number(process.env["WCT_PROPERTY_RUNS"] ?? 10) });
  });
});

const eventsOf = (store: RecordStore, run: RunId): Promise<readonly RunEvent[]> => listOf(store.executions.events(run));

test("elements are read from any place on, without the ones before", async () => {
  const elements = Array.from({ length: 40_000 }, (_, i) => ({ n: i, text: "some text that takes its room" }));
  const bundle = opened(await memoryBundle([{ elements, isLeftOut: false }]));
  const [digest = "" as Digest] = await listOf(bundle.artifacts.digests());
  const reader = await bundle.artifacts.open(digest);
  expect(await allOf(reader.batches(39_000, 39_003))).toEqual(elements.slice(39_000, 39_003));
  expect(await bundle.artifacts.verify(digest)).toBe("intact");
  await bundle.close();
});

test("a copy of an object that is damaged is refused", async () => {
  const dir = join(folder, "damaged");
  const store = await openRecordStore({ dir, mode: "write" });
  const object = await write(store, ["x".repeat(200_000)]);
  const writer = await store.executions.createRun(noon);
  const events = numberEvents(writer.run)(runStarted(), ...artifactProduced("a" as ArtifactId, object));
  await writer.append({ events, objects: [object] });
  await writer.close();
  const path = join(dir, "objects", object.digest.slice(0, 2), object.digest);
  const bytes = readFileSync(path);
  bytes[20] = (bytes[20] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  const request = { run: writer.run, objects: [object.digest], leaveOut: [], content: "all" } as const;
  await expect(store.copyOf(request)).rejects.toMatchObject({ code: "WCT_RUN_RECORD_CORRUPT" });
  rmSync(path);
  await expect(store.copyOf(request)).rejects.toMatchObject({ code: "WCT_RUN_ARTIFACT_ABSENT" });
  await store.close();
});

describe("files that are not what was written", () => {
  const known = new Set(["WCT_BUNDLE_DAMAGED", "WCT_BUNDLE_INVALID", "WCT_BUNDLE_NEWER"]);
  let whole: Buffer;
  beforeAll(async () => {
    whole = await memoryBundle([
      { elements: ["one"], isLeftOut: false },
      { elements: ["two", 3], isLeftOut: false },
      { elements: ["left"], isLeftOut: true },
    ]);
  });

  /** Returns the codes of the errors from opening and checking; empty if there are none. */
  async function complaints(bytes: Uint8Array): Promise<readonly string[]> {
    try {
      const bundle = opened(bytes);
      try {
        return await bundle.examine();
      } finally {
        await bundle.close();
      }
    } catch (error) {
      if (!isWctError(error)) throw error;
      expect(known).toContain(error.code);
      return [error.code];
    }
  }

  /** Returns both ends and some positions between them; all positions with WCT_LONG. */
  function places(): readonly number[] {
    const all = Array.from(whole, (_, at) => at);
    if (process.env["WCT_LONG"]) return all;
    return all.filter((at) => at < 20 || at >= whole.length - 60 || at % 23 === 0);
  }

  test("the whole one is whole", async () => {
    expect(await complaints(whole)).toEqual([]);
  });

  test("no byte can be changed unnoticed", async () => {
    for (const at of places()) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      expect(await complaints(changed), `byte ${at}`).not.toEqual([]);
    }
  });

  test("cut anywhere, it is refused", async () => {
    for (const length of places()) {
      expect(await complaints(whole.subarray(0, length)), `${length} bytes`).toHaveLength(1);
    }
  });

  test("what follows its end is noticed", async () => {
    expect(await complaints(Buffer.concat([whole, Buffer.from("x")]))).toEqual(["WCT_BUNDLE_DAMAGED"]);
  });

  test("other kinds of files say what they are not", () => {
    const open = (bytes: string) => () => opened(Buffer.from(bytes, "latin1"));
    expect(open("name: a runbook\n")).toThrow(expect.objectContaining({ code: "WCT_BUNDLE_INVALID" }));
    expect(open("")).toThrow(expect.objectContaining({ code: "WCT_BUNDLE_INVALID" }));
    const newer = Buffer.from(whole);
    newer[4] = 2;
    expect(() => opened(newer)).toThrow(expect.objectContaining({ code: "WCT_BUNDLE_NEWER" }));
    for (const path of [join(folder, "none"), folder]) {
      expect(() => openBundle(path)).toThrow(expect.objectContaining({ code: "WCT_BUNDLE_UNREADABLE" }));
      expect(isBundleFile(path)).toBe(false);
    }
  });

  /** Changes bytes and updates the hash, as an attacker would. */
  function forged(change: (bytes: Buffer) => void): Buffer {
    const bytes = Buffer.from(whole);
    change(bytes);
    const sum = createHash("sha256").update(bytes.subarray(0, -40)).digest();
    sum.copy(bytes, bytes.length - 40);
    return bytes;
  }

  test("a forged one whose hash fits is found out by digests and chain", async () => {
    const index = whole.readUIntLE(whole.length - 56, 6);
    const named = opened(forged((bytes) => bytes.writeUInt8((bytes[index + 31] ?? 0) ^ 1, index + 31)));
    expect(await named.examine()).toEqual([]);
    const [other, ...others] = await listOf(named.artifacts.digests());
    expect(await named.artifacts.verify(other!)).toBe("damaged");
    for (const digest of others) expect(await named.artifacts.verify(digest)).toBe("intact");
    await named.close();
    const text = opened(forged((bytes) => bytes.write("X", bytes.indexOf("audit"))));
    expect((await text.executions.verifyChain(text.run)).damage).not.toEqual([]);
    await expect(wholeOf(text)).rejects.toMatchObject({ code: "WCT_RUN_RECORD_CORRUPT" });
    await text.close();
  });

  test.each([
    [
      "an object that reaches beyond the objects",
      (bytes: Buffer, at: number) => bytes.writeUIntLE(2 ** 40, at + 38, 6),
    ],
    [
      "objects in another order",
      (bytes: Buffer, at: number): void => {
        const first = Buffer.from(bytes.subarray(at, at + 44));
        bytes.copyWithin(at, at + 44, at + 88);
        first.copy(bytes, at + 44);
      },
    ],
    ["one object twice", (bytes: Buffer, at: number): void => void bytes.copyWithin(at + 44, at, at + 44)],
    ["an object that begins in the frames", (bytes: Buffer, at: number) => bytes.writeUIntLE(20, at + 32, 6)],
    ["more objects than the index holds", (bytes: Buffer) => bytes.writeUInt32LE(2 ** 31, bytes.length - 50)],
    ["an index beyond the end", (bytes: Buffer) => bytes.writeUIntLE(2 ** 47, bytes.length - 56, 6)],
    ["a header longer than the file", (bytes: Buffer) => bytes.writeUInt32LE(60_000, 8)],
    ["a header of 4 GiB", (bytes: Buffer) => bytes.writeUInt32LE(2 ** 32 - 1, 8)],
  ] as const)("%s is refused before anything of that size is read", (_, change) => {
    const index = whole.readUIntLE(whole.length - 56, 6);
    expect(() => opened(forged((bytes) => change(bytes, index)))).toThrow(
      expect.objectContaining({ code: "WCT_BUNDLE_DAMAGED" }),
    );
  });
});
