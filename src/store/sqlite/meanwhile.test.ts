import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ArtifactId, Digest, RecordStore, RunCopy, RunId, StagedObject } from "../../domain/index.ts";
import { artifactProduced, numberEvents, runFinished, runStarted } from "../../testing/sample-events.ts";
import { noon, write } from "../../testing/suites/store-suite-support.ts";
import { names } from "../disk/index.ts";
import { objectPath } from "../disk/object-files.ts";
import { createMemoryStore, openRecordStore } from "../index.ts";
import { openForWriting } from "./connection.ts";
import { type ObjectFile, removeFiles } from "./prune-files.ts";

// Actions of one process between two steps of another.

let dir: string;
let store: RecordStore;

beforeEach(async () => {
  dir = join(mkdtempSync(join(tmpdir(), "wct-meanwhile-")), ".wct");
  store = await openRecordStore({ dir, mode: "write" });
});

afterEach(async () => {
  await store.close();
  rmSync(join(dir, ".."), { recursive: true });
});

const later = new Date(noon.getTime() + 60_000);
const large = (where: RecordStore) => write(where, ["x".repeat(200_000)]);

async function record(where: RecordStore, objects: readonly StagedObject[], at: Date): Promise<RunId> {
  const writer = await where.executions.createRun(at);
  const produced = objects.flatMap((object, i) => artifactProduced(`a${i}` as ArtifactId, object));
  const events = numberEvents(writer.run)(runStarted(), ...produced, runFinished("completed"));
  await writer.append({ events, objects });
  await writer.close();
  return writer.run;
}

/** Makes a small object that comes after another one in a copy. */
async function smallAfter(where: RecordStore, digest: Digest): Promise<StagedObject> {
  for (let n = 0; ; n++) {
    const object = await write(where, [`small ${n}`]);
    if (object.digest > digest) return object;
  }
}

/** Copies a run with large and then small content. Something else happens while one of them is read. */
async function copyDuring(meanwhile: () => Promise<unknown>, reading: "large" | "small" = "small"): Promise<RunCopy> {
  const other = createMemoryStore();
  const first = await large(other);
  const objects = [first, await smallAfter(other, first.digest)];
  const run = await record(other, objects, later);
  const copy = await other.copyOf({
    run,
    objects: objects.map(({ digest }) => digest),
    leaveOut: [],
    content: "all",
  });
  return {
    ...copy,
    objects: copy.objects.map((object) => ({
      ...object,
      async *pieces() {
        if ((object.digest === first.digest) === (reading === "large")) await meanwhile();
        yield* object.pieces();
      },
    })),
  };
}

test("content that a prune removes while a run that has it too is taken in stays", async () => {
  const object = await large(store);
  const before = await record(store, [object], noon);
  const copy = await copyDuring(() => store.prune({ remove: [before], drop: [], mode: "do" }));
  expect(await store.takeIn(copy)).toBe("imported");
  expect(await store.executions.ids()).toEqual([copy.run]);
  expect(await store.artifacts.verify(object.digest)).toBe("intact");
});

test("content that was erased when a run began to be taken in is told as erased, whatever is pruned meanwhile", async () => {
  const object = await large(store);
  const before = await record(store, [object], noon);
  await store.erase({ digests: [object.digest], mode: "do" });
  const copy = await copyDuring(() => store.prune({ remove: [before], drop: [], mode: "do" }));
  expect(await store.takeIn(copy)).toBe("imported");
  const { gone } = await store.executions.retention(copy.run);
  expect(gone.map(({ digest, reason }) => ({ digest, reason }))).toEqual([{ digest: object.digest, reason: "erased" }]);
});

test("a young file stays once a run has begun that may be about to name it", () => {
  const digest = "ab".repeat(32) as Digest;
  const file: ObjectFile = { digest, bytes: 1, mayBeStaged: false };
  const path = objectPath(join(dir, names.objects), digest);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "x");
  const connection = openForWriting(dir);
  try {
    expect(removeFiles(connection, [file], { now: new Date(), isAnyAlive: () => true })).toEqual([]);
    expect(removeFiles(connection, [file], { now: new Date(), isAnyAlive: () => false })).toEqual([file]);
  } finally {
    connection.close();
  }
});

describe("a run that is not taken in after all leaves no file behind", () => {
  const files = (): readonly string[] =>
    [names.objects, names.temporary].flatMap((name) =>
      readdirSync(join(dir, name), { recursive: true, encoding: "utf8", withFileTypes: true }).flatMap((entry) =>
        entry.isFile() ? [entry.name] : [],
      ),
    );
  const brokenOff = (meanwhile: () => Promise<unknown> = async () => undefined) =>
    copyDuring(async () => {
      await meanwhile();
      throw new Error("the bundle ends here");
    });

  test("when it breaks off", async () => {
    await expect(store.takeIn(await brokenOff())).rejects.toThrow("the bundle ends here");
    expect(files()).toEqual([]);
  });

  test("when another record takes its id meanwhile", async () => {
    const copy = await copyDuring(() => record(store, [], later));
    await expect(store.takeIn(copy)).rejects.toMatchObject({ code: "WCT_BUNDLE_CONFLICT" });
    expect(files()).toEqual([]);
  });

  test("and a run that is taken in leaves none of content that was erased meanwhile", async () => {
    const object = await large(store);
    await record(store, [object], noon);
    const copy = await copyDuring(() => store.erase({ digests: [object.digest], mode: "do" }), "large");
    expect(await store.takeIn(copy)).toBe("imported");
    expect(files()).toEqual([]);
  });

  test("but content that a run here has too stays", async () => {
    const object = await large(store);
    const copy = await brokenOff(() => record(store, [object], noon));
    await expect(store.takeIn(copy)).rejects.toThrow("the bundle ends here");
    expect(await store.artifacts.verify(object.digest)).toBe("intact");
  });

  test("and a file that another process put in its place, to name it soon, stays", async () => {
    const copy = await brokenOff(() => large(store));
    await expect(store.takeIn(copy)).rejects.toThrow("the bundle ends here");
    expect(files()).toEqual([copy.objects[0]?.digest]);
  });

  test("when it is taken in twice at once", async () => {
    let other: Promise<"imported" | "present"> | null = null;
    const whole = await copyDuring(async () => undefined);
    const copy: RunCopy = {
      ...whole,
      objects: whole.objects.map((object) => ({
        ...object,
        async *pieces() {
          other ??= store.takeIn(whole);
          await other;
          yield* object.pieces();
        },
      })),
    };
    expect([await store.takeIn(copy), await other]).toEqual(["present", "imported"]);
    for (const { digest } of whole.objects) expect(await store.artifacts.verify(digest)).toBe("intact");
    expect(files()).toEqual([whole.objects[0]?.digest]);
  });
});
