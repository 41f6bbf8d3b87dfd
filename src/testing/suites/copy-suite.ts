import assert from "node:assert/strict";
import type {
  ArtifactId,
  Digest,
  EventBody,
  RecordStore,
  RunCopy,
  RunEvent,
  RunId,
  SearchedRuns,
  StagedObject,
} from "../../domain/index.ts";
import { createMemoryStore } from "../../store/index.ts";
import { artifactProduced, numberEvents, runFinished, runStarted } from "../sample-events.ts";
import { listOf, noon, rejectsWith, type StoreTest, write } from "./store-suite-support.ts";

/** The requirements of every RecordStore for copies, tombstones and erasing. */
export const copyTests: readonly StoreTest[] = [
  ["a run that was taken in is the same record, and says so", takesIn],
  ["what a copy leaves out reads as not kept, and is told", leavesOut],
  ["a run that is here already is not taken in again", present],
  ["another record of the same id is refused, and nothing of it is taken in", conflict],
  ["a run that is going on is not copied", active],
  ["a copy without raw content stays one, whatever is asked of it later", staysDerived],
  ["erased content is gone from every run, and each says when", erases],
  ["telling what would be erased changes nothing", tellsErasing],
  ["nothing is erased while a run is going on", erasesNothing],
  ["nothing is erased while a run holds more than was searched", erasesSearched],
  ["erased content does not come back with a copy", staysErased],
  ["erased content that is made again is there again, for the new run only", madeAgain],
];

const id = (n: number) => `a${n}` as ArtifactId;

async function record(store: RecordStore, objects: readonly StagedObject[], at: Date = noon): Promise<RunId> {
  const writer = await store.executions.createRun(at);
  const bodies: readonly EventBody[] = objects.flatMap((object, i) => artifactProduced(id(i), object));
  await writer.append({ events: numberEvents(writer.run)(runStarted(), ...bodies), objects });
  const before = bodies.length + 1;
  const [last] = numberEvents(writer.run)(...Array.from({ length: before + 1 }, () => runFinished("completed"))).slice(
    -1,
  );
  if (last !== undefined) await writer.append({ events: [last], objects: [] });
  await writer.close();
  return writer.run;
}

const small = (store: RecordStore) => write(store, ["small"]);
const large = (store: RecordStore) => write(store, ["x".repeat(200_000)]);

const copy = (
  store: RecordStore,
  run: RunId,
  objects: readonly StagedObject[],
  leaveOut: readonly StagedObject[] = [],
): Promise<RunCopy> =>
  store.copyOf({
    run,
    objects: objects.map(({ digest }) => digest),
    leaveOut: leaveOut.map(({ digest }) => digest),
    content: leaveOut.length > 0 ? "derived" : "all",
  });

const eventsOf = (store: RecordStore, run: RunId): Promise<RunEvent[]> => listOf(store.executions.events(run));
const there = (store: RecordStore): Promise<Digest[]> => listOf(store.artifacts.digests());

/** Runs the work with another store. Its kind makes no difference to a copy. */
async function elsewhere<T>(work: (other: RecordStore) => Promise<T>): Promise<T> {
  const other = createMemoryStore();
  try {
    return await work(other);
  } finally {
    await other.close();
  }
}

async function takesIn(store: RecordStore): Promise<void> {
  await elsewhere(async (other) => {
    const objects = [await small(other), await large(other)];
    const run = await record(other, objects);
    assert.equal(await store.takeIn(await copy(other, run, objects)), "imported");
    assert.deepEqual(await eventsOf(store, run), await eventsOf(other, run));
    assert.deepEqual(await store.executions.run(run), await other.executions.run(run));
    assert.deepEqual((await store.executions.verifyChain(run)).damage, []);
    for (const { digest } of objects) assert.equal(await store.artifacts.verify(digest), "intact");
    assert.deepEqual(await store.executions.retention(run), { imported: "all", gone: [] });
    assert.deepEqual(await other.executions.retention(run), { imported: null, gone: [] });
    await store.executions.rebuild();
    assert.deepEqual(await store.executions.run(run), await other.executions.run(run));
  });
}

async function leavesOut(store: RecordStore): Promise<void> {
  await elsewhere(async (other) => {
    const [kept, left] = [await small(other), await large(other)];
    const run = await record(other, [kept, left]);
    await store.takeIn(await copy(other, run, [kept], [left]));
    assert.deepEqual(await store.executions.retention(run), {
      imported: "derived",
      gone: [{ digest: left.digest, reason: "left-out", at: null }],
    });
    assert.deepEqual(await there(store), [kept.digest]);
    const said = (await eventsOf(store, run)).flatMap((event) => ("message" in event ? [event.message.kept] : []));
    assert.deepEqual(said, [true, false]);
  });
}

async function present(store: RecordStore): Promise<void> {
  const objects = [await small(store)];
  const run = await record(store, objects);
  assert.equal(await store.takeIn(await copy(store, run, objects)), "present");
  assert.equal((await store.executions.retention(run)).imported, null);
  assert.deepEqual(await store.executions.ids(), [run]);
}

async function conflict(store: RecordStore): Promise<void> {
  const mine = await record(store, [await small(store)]);
  await elsewhere(async (other) => {
    const objects = [await large(other)];
    const asLibraryValue = await record(other, objects);
    assert.equal(asLibraryValue, mine);
    const taken = await copy(other, asLibraryValue, objects);
    const before = await eventsOf(store, mine);
    await rejectsWith("WCT_BUNDLE_CONFLICT", () => store.takeIn(taken));
    assert.deepEqual(await eventsOf(store, mine), before);
    assert.equal((await there(store)).includes(objects[0]?.digest ?? ("" as Digest)), false);
  });
}

async function active(store: RecordStore): Promise<void> {
  const writer = await store.executions.createRun(noon);
  await writer.append({ events: numberEvents(writer.run)(runStarted()), objects: [] });
  await rejectsWith("WCT_RUN_ACTIVE", () => copy(store, writer.run, []));
  await writer.close();
  assert.equal((await copy(store, writer.run, [])).events, 1);
}

async function staysDerived(store: RecordStore): Promise<void> {
  await elsewhere(async (other) => {
    const [kept, left] = [await small(other), await large(other)];
    const run = await record(other, [kept, left]);
    await store.takeIn(await copy(other, run, [kept], [left]));
    const again = await copy(store, run, [kept, left]);
    assert.equal(again.content, "derived");
    assert.deepEqual(
      again.objects.map(({ digest }) => digest),
      [kept.digest],
    );
  });
}

async function erases(store: RecordStore): Promise<void> {
  const [shared, other] = [await large(store), await small(store)];
  const first = await record(store, [shared, other]);
  const second = await record(store, [await large(store)]);
  const report = await store.erase({ digests: [shared.digest], mode: "do" });
  const digests = [shared.digest];
  assert.deepEqual(
    report.runs,
    [second, first].map((run) => ({ run, digests })),
  );
  assert.deepEqual([report.objects, report.active, report.mayRemain], [1, [], false]);
  assert.equal(await store.artifacts.verify(shared.digest), "absent");
  assert.deepEqual(await there(store), [other.digest]);
  for (const run of [first, second]) {
    assert.deepEqual((await store.executions.verifyChain(run)).damage, []);
    const [tombstone, ...more] = (await store.executions.retention(run)).gone;
    assert.deepEqual([tombstone?.digest, tombstone?.reason, more], [shared.digest, "erased", []]);
    assert.match(tombstone?.at ?? "", /^\d{4}-\d\d-\d\dT/);
  }
}

async function tellsErasing(store: RecordStore): Promise<void> {
  const object = await small(store);
  const run = await record(store, [object]);
  const told = await store.erase({ digests: [object.digest], mode: "tell" });
  assert.equal(await store.artifacts.verify(object.digest), "intact");
  assert.deepEqual((await store.executions.retention(run)).gone, []);
  assert.deepEqual(await store.erase({ digests: [object.digest], mode: "do" }), told);
}

async function erasesNothing(store: RecordStore): Promise<void> {
  const object = await small(store);
  await record(store, [object]);
  const writer = await store.executions.createRun(noon);
  const report = await store.erase({ digests: [object.digest], mode: "do" });
  assert.deepEqual([report.active, report.runs, report.objects], [[writer.run], [], 0]);
  assert.equal(await store.artifacts.verify(object.digest), "intact");
  await writer.close();
}

async function staysErased(store: RecordStore): Promise<void> {
  const object = await large(store);
  await record(store, [object]);
  await store.erase({ digests: [object.digest], mode: "do" });
  await elsewhere(async (other) => {
    const again = await large(other);
    const run = await record(other, [again], new Date(noon.getTime() + 60_000));
    assert.equal(await store.takeIn(await copy(other, run, [again])), "imported");
    assert.equal(await store.artifacts.has(object.digest), false);
    const [tombstone] = (await store.executions.retention(run)).gone;
    assert.deepEqual([tombstone?.digest, tombstone?.reason], [object.digest, "erased"]);
    assert.deepEqual((await store.executions.verifyChain(run)).damage, []);
  });
}

async function madeAgain(store: RecordStore): Promise<void> {
  const object = await small(store);
  const first = await record(store, [object]);
  await store.erase({ digests: [object.digest], mode: "do" });
  const second = await record(store, [await small(store)]);
  assert.equal(await store.artifacts.verify(object.digest), "intact");
  const kept = async (run: RunId) =>
    (await eventsOf(store, run)).flatMap((event) => ("message" in event ? [event.message.kept] : []));
  assert.deepEqual([await kept(first), await kept(second)], [[false], [true]]);
}

async function erasesSearched(store: RecordStore): Promise<void> {
  const [object, other] = [await small(store), await large(store)];
  const first = await record(store, [object]);
  const events = new Map([[first, (await eventsOf(store, first)).length]]);
  const second = await record(store, [other]);
  const erase = (searched: SearchedRuns) => store.erase({ digests: [object.digest], searched, mode: "do" });
  const { unsearched, runs, objects } = await erase({ events, scope: "all" });
  assert.deepEqual({ unsearched, runs, objects }, { unsearched: [second], runs: [], objects: 0 });
  const fewer = new Map([[first, 1]]);
  assert.deepEqual((await erase({ events: fewer, scope: "these" })).unsearched, [first]);
  assert.equal(await store.artifacts.verify(object.digest), "intact");
  assert.deepEqual((await erase({ events, scope: "these" })).unsearched, []);
  assert.equal(await store.artifacts.verify(object.digest), "absent");
}
