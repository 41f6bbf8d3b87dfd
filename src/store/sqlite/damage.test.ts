import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { RecordStore, RunId, SchemaRef, StagedObject } from "../../domain/index.ts";
import { numberEvents, runFinished, runStarted } from "../../testing/sample-events.ts";
import { openRecordStore } from "../index.ts";

const schema = "standard_input:1.0.0" as SchemaRef;
let dir: string;
let store: RecordStore;
let run: RunId;

beforeEach(async () => {
  dir = join(mkdtempSync(join(tmpdir(), "wct-damage-")), ".wct");
  store = await openRecordStore({ dir, mode: "write" });
});

afterEach(async () => {
  await store.close();
  rmSync(join(dir, ".."), { recursive: true });
});

async function record(options: { readonly elements: number; readonly spool?: boolean }): Promise<StagedObject> {
  const message = store.artifacts.writer({ spool: options.spool ?? false });
  message.write(Array.from({ length: options.elements }, (_, id) => ({ id, text: "abcdefghij".repeat(20) })));
  const object = await message.finish(schema, { name: "x" }, { stream: true });
  const writer = await store.executions.createRun(new Date(0));
  const make = numberEvents(writer.run);
  run = writer.run;
  await writer.append({ events: make(runStarted()), objects: [object] });
  await writer.append({ events: make(runFinished("completed")), objects: [] });
  await writer.close();
  return object;
}

/** Returns every position of a short text, a hundred of a long one, always including both ends. */
function positions(length: number): readonly number[] {
  const step = Math.max(1, Math.floor(length / 50));
  const spread = Array.from({ length: Math.floor(length / step) }, (_, i) => i * step);
  const ends = Array.from({ length: Math.min(40, length) }, (_, i) => [i, length - 1 - i]).flat();
  return [...new Set([...spread, ...ends])];
}

function flipped(bytes: Uint8Array, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ (1 << (at % 8)), at);
  return copy;
}

function withDatabase<T>(use: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(join(dir, "store.db"));
  try {
    return use(database);
  } finally {
    database.close();
  }
}

/** Returns the spool of the only process that has the store open. */
function onlySpool(): string {
  const [name = "", ...others] = readdirSync(join(dir, "spool"));
  expect(others).toEqual([]);
  return join(dir, "spool", name);
}

async function readAll(object: StagedObject): Promise<void> {
  const reader = await store.artifacts.open(object.digest);
  for await (const batch of reader.batches()) void batch.length;
}

for (const [what, spool] of [
  ["an object's file", false],
  ["a spooled object's file", true],
] as const) {
  test(`a flipped bit anywhere in ${what} is found by reading and by verifying`, async () => {
    const object = await record({ elements: 8000, spool });
    const root = spool ? onlySpool() : join(dir, "objects");
    const path = join(root, object.digest.slice(0, 2), object.digest);
    const whole = readFileSync(path);
    for (const at of positions(whole.length)) {
      writeFileSync(path, flipped(whole, at));
      expect(await store.artifacts.verify(object.digest), `byte ${at}`).toBe("damaged");
      await expect(readAll(object), `byte ${at}`).rejects.toMatchObject({ code: "WCT_RUN_RECORD_CORRUPT" });
    }
    writeFileSync(path, whole);
    expect(await store.artifacts.verify(object.digest)).toBe("intact");
  });

  test(`${what} that is cut off is found`, async () => {
    const object = await record({ elements: 8000, spool });
    const root = spool ? onlySpool() : join(dir, "objects");
    const path = join(root, object.digest.slice(0, 2), object.digest);
    const whole = readFileSync(path);
    for (const length of [0, 1, 19, 20, 100, whole.length - 1]) {
      writeFileSync(path, whole.subarray(0, length));
      expect(await store.artifacts.verify(object.digest), `${length} bytes`).toBe("damaged");
    }
  });
}

test("a flipped bit anywhere in an object in the database is found", async () => {
  const object = await record({ elements: 2 });
  if (object.kind !== "inline") throw new Error("a small object is inline");
  for (const at of positions(object.data.length)) {
    withDatabase((database) => database.prepare("UPDATE objects SET data = ?").run(flipped(object.data, at)));
    expect(await store.artifacts.verify(object.digest), `byte ${at}`).toBe("damaged");
    await expect(readAll(object), `byte ${at}`).rejects.toMatchObject({ code: "WCT_RUN_RECORD_CORRUPT" });
  }
});

test("a message of one chunk never yields another message's content", async () => {
  const object = await record({ elements: 2 });
  const other = await record({ elements: 3 });
  if (object.kind !== "inline" || other.kind !== "inline") throw new Error("small objects are inline");
  const swap = "UPDATE objects SET data = ? WHERE digest = ?";
  withDatabase((database) => database.prepare(swap).run(other.data, Buffer.from(object.digest, "hex")));
  const reader = await store.artifacts.open(object.digest);
  await expect(reader.rest()).rejects.toMatchObject({ code: "WCT_RUN_RECORD_CORRUPT" });
});

test("a flipped bit anywhere in a frame is found", async () => {
  await record({ elements: 1 });
  const frames = withDatabase((database) => database.prepare("SELECT frame_key, body, hash FROM frames").all());
  for (const { frame_key: key, ...columns } of frames) {
    for (const [column, value] of Object.entries(columns)) {
      if (!(value instanceof Uint8Array) || key === undefined) throw new Error("columns are bytes");
      const update = (bytes: Uint8Array) =>
        withDatabase((database) =>
          database.prepare(`UPDATE frames SET ${column} = ? WHERE frame_key = ?`).run(bytes, key),
        );
      for (const at of positions(value.length)) {
        update(flipped(value, at));
        expect((await store.executions.verifyChain(run)).damage, `${column} byte ${at}`).not.toEqual([]);
      }
      update(value);
    }
  }
  expect((await store.executions.verifyChain(run)).damage).toEqual([]);
});

test("a lost frame is found, first, last or all of them", async () => {
  for (const where of ["last_seq = 1", "last_seq = 2", "1 = 1"]) {
    await record({ elements: 1 });
    withDatabase((database) =>
      database.exec(`DELETE FROM frames WHERE frame_key > (SELECT max(frame_key) - 2 FROM frames) AND ${where}`),
    );
    expect((await store.executions.verifyChain(run)).damage.length, where).toBeGreaterThan(0);
    const read = async () => {
      for await (const event of store.executions.events(run)) void event.seq;
    };
    await expect(read(), where).rejects.toMatchObject({ code: "WCT_RUN_RECORD_CORRUPT" });
    await expect(store.executions.rebuild(), where).rejects.toMatchObject({ code: "WCT_RUN_RECORD_CORRUPT" });
    withDatabase((database) => database.exec("DELETE FROM runs; DELETE FROM frames"));
  }
});

test("a lost file of an object is absent", async () => {
  const object = await record({ elements: 8000 });
  rmSync(join(dir, "objects"), { recursive: true });
  expect(await store.artifacts.verify(object.digest)).toBe("absent");
});
