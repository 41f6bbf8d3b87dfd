import { expect, test } from "vitest";
import type { Digest } from "../domain/index.ts";
import { aTurn, eachLater } from "../testing/late-store.ts";
import { numberEvents, runStarted } from "../testing/sample-events.ts";
import { listOf, noon, schema } from "../testing/suites/store-suite-support.ts";
import { createMemoryStore } from "./memory/index.ts";
import { artifactAccess, MemoryObjects, type ObjectFinder } from "./objects/index.ts";
import { copyRun, framesLater, genesisHash, nextFrame } from "./records/index.ts";

const absent = "ab".repeat(32) as Digest;

async function filled() {
  const objects = new MemoryObjects();
  const writer = objects.store.writer();
  writer.write([1, 2, 3]);
  const object = await writer.finish(schema, { rest: true }, { stream: true });
  objects.commit(object);
  const find = async (digest: Digest) => {
    await aTurn();
    return await objects.find(digest);
  };
  return { objects, digest: object.digest, find };
}

test("objects that are found later read and verify as others do", async () => {
  const { objects, digest, find } = await filled();
  const findAll: ObjectFinder["findAll"] = async function* (digests) {
    for (const one of digests) yield [[one, await find(one)]];
  };
  const plain: ObjectFinder = { find, digests: objects.store.digests };
  for (const finder of [plain, { ...plain, findAll }]) {
    const access = artifactAccess(finder);
    expect([await access.has(digest), await access.has(absent)]).toEqual([true, false]);
    expect(await listOf((await access.open(digest)).batches())).toEqual([[1, 2, 3]]);
    expect(await access.verify(digest)).toBe("intact");
    expect([...(await access.verifyAll([absent, digest]))]).toEqual([
      [absent, "absent"],
      [digest, "intact"],
    ]);
    await expect(access.open(absent)).rejects.toMatchObject({ code: "WCT_RUN_ARTIFACT_ABSENT" });
  }
});

test("a copy of what comes later is the same copy", async () => {
  const { objects, digest, find } = await filled();
  const run = (await createMemoryStore().executions.createRun(noon)).run;
  const events = numberEvents(run)(runStarted());
  const frame = nextFrame(run, { events: 0, head: genesisHash(run) }, events);
  const source = {
    isActive: false,
    end: { events: 1, head: frame.hash },
    retention: { imported: null, gone: [] },
  };
  const request = { run, objects: [digest], leaveOut: [], content: "all" } as const;
  const now = await copyRun({ ...source, frames: () => framesLater([frame]), find: objects.find }, request);
  const later = await copyRun({ ...source, frames: () => eachLater([frame]), find }, request);
  const parts = async (copy: typeof now) => {
    const { frames, objects, ...rest } = copy;
    const pieces = await Promise.all(objects.map((object) => listOf(object.pieces())));
    return { ...rest, frames: await listOf(frames()), pieces };
  };
  expect(await parts(later)).toEqual(await parts(now));
  const damaged = { ...frame, hash: Buffer.from(absent, "hex") };
  await expect(copyRun({ ...source, frames: () => eachLater([damaged]), find }, request)).rejects.toMatchObject({
    code: "WCT_RUN_RECORD_CORRUPT",
  });
});
