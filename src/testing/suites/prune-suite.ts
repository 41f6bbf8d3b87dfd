import assert from "node:assert/strict";
import type {
  ArtifactId,
  Digest,
  EventBody,
  PruneReport,
  PruneRequest,
  RecordStore,
  RunEvent,
  RunId,
  StagedObject,
} from "../../domain/index.ts";
import { artifactProduced, artifactReused, numberEvents, runFinished, runStarted } from "../sample-events.ts";
import { listOf, noon, rejectsWith, type StoreTest, write } from "./store-suite-support.ts";

/** The requirements of every RecordStore for prune. */
export const pruneTests: readonly StoreTest[] = [
  ["a pruned run is gone with what only it needs", prunesRun],
  ["a large object goes as a small one does", prunesLarge],
  ["content that another run needs stays", keepsShared],
  ["content that a later run reused stays when its origin is pruned", keepsReused],
  ["a run keeps its record when its content is dropped", dropsContent],
  ["the message of an exception can be dropped", dropsException],
  ["content dropped in one run stays for another", dropsInOneRun],
  ["a run lets go of nothing that it does not name", dropsNamedOnly],
  ["content that a run read and did not keep is not kept for it", forgetsUnkept],
  ["content that a run kept of one artifact and not of another is kept", keepsOneOfTwo],
  ["content that was dropped and is made again is there again, for the new run only", madeAgain],
  ["a running run is spared, and so is the run that it reuses", sparesRunning],
  ["what a starting run has stored is left", sparesStarting],
  ["an interrupted run can be pruned", prunesInterrupted],
  ["telling changes nothing and says what doing does", tells],
  ["runs that are not there are passed over", unknownRuns],
  ["an event that reuses what was pruned is refused", refusesDangling],
];

const a = "a" as ArtifactId;
const nothing: PruneReport = {
  removed: [],
  dropped: [],
  spared: [],
  objects: 0,
  bytes: 0,
  held: 0,
  mayRemain: false,
};

interface Recording {
  readonly bodies: readonly EventBody[];
  readonly objects: readonly StagedObject[];
}

const producing = (...objects: readonly StagedObject[]): Recording => ({
  bodies: objects.flatMap((object, i) => artifactProduced(`a${i}` as ArtifactId, object)),
  objects,
});

/** Records a finished run. */
async function record(store: RecordStore, { bodies, objects }: Recording): Promise<RunId> {
  const writer = await store.executions.createRun(noon);
  const events = numberEvents(writer.run)(runStarted(), ...bodies, runFinished("completed"));
  await writer.append({ events, objects });
  await writer.close();
  return writer.run;
}

const prune = (store: RecordStore, request: Partial<PruneRequest>): Promise<PruneReport> =>
  store.prune({ remove: [], drop: [], mode: "do", ...request });

const there = (store: RecordStore): Promise<Digest[]> => listOf(store.artifacts.digests());
const events = (store: RecordStore, run: RunId): Promise<RunEvent[]> => listOf(store.executions.events(run));
const ids = async (store: RecordStore): Promise<RunId[]> => (await store.executions.runs()).map(({ id }) => id);

async function prunesRun(store: RecordStore): Promise<void> {
  const [one, other] = [await write(store, ["one"]), await write(store, ["other"])];
  const first = await record(store, producing(one));
  const second = await record(store, producing(other));
  const { bytes, ...report } = await prune(store, { remove: [first] });
  assert.deepEqual(report, { ...without(nothing), removed: [first], objects: 1 });
  assert.ok(bytes > 0);
  assert.deepEqual(await ids(store), [second]);
  assert.equal(await store.executions.run(first), null);
  await rejectsWith("WCT_RUN_NOT_FOUND", () => events(store, first));
  assert.deepEqual(await there(store), [other.digest]);
  assert.equal(await store.artifacts.verify(one.digest), "absent");
}

function without({ bytes: _, ...report }: PruneReport): Omit<PruneReport, "bytes"> {
  return report;
}

async function prunesLarge(store: RecordStore): Promise<void> {
  const object = await write(store, ["x".repeat(200_000)]);
  assert.equal(object.kind, "stored");
  const run = await record(store, producing(object));
  assert.equal((await prune(store, { remove: [run] })).objects, 1);
  assert.equal(await store.artifacts.has(object.digest), false);
}

async function keepsShared(store: RecordStore): Promise<void> {
  const shared = await write(store, ["shared"]);
  const first = await record(store, producing(shared));
  const second = await record(store, producing(await write(store, ["shared"])));
  assert.equal((await prune(store, { remove: [first] })).objects, 0);
  assert.equal(await store.artifacts.verify(shared.digest), "intact");
  assert.equal((await prune(store, { remove: [second] })).objects, 1);
  assert.deepEqual(await there(store), []);
}

async function keepsReused(store: RecordStore): Promise<void> {
  const object = await write(store, ["a"]);
  const first = await record(store, producing(object));
  const second = await record(store, { bodies: [artifactReused(a, first, object)], objects: [] });
  assert.equal((await prune(store, { remove: [first] })).objects, 0);
  assert.deepEqual(await ids(store), [second]);
  assert.equal(await store.artifacts.verify(object.digest), "intact");
}

async function dropsContent(store: RecordStore): Promise<void> {
  const [raw, derived] = [await write(store, ["raw"]), await write(store, ["derived"])];
  const run = await record(store, producing(raw, derived));
  const before = await store.executions.run(run);
  const drop = [{ run, digests: [raw.digest] }];
  const { bytes: _, ...report } = await prune(store, { drop });
  assert.deepEqual(report, { ...without(nothing), dropped: drop, objects: 1 });
  assert.deepEqual(await there(store), [derived.digest]);
  assert.deepEqual(await store.executions.run(run), before);
  assert.deepEqual((await store.executions.verifyChain(run)).damage, []);
  assert.deepEqual(keptOf(await events(store, run)), [false, true]);
  assert.deepEqual(await prune(store, { drop }), { ...nothing, dropped: drop });
}

const keptOf = (all: readonly RunEvent[]): readonly boolean[] =>
  all.flatMap((event) => ("message" in event ? [event.message.kept] : []));

async function dropsException(store: RecordStore): Promise<void> {
  const said = await write(store, ["no such row: Erika"]);
  const exception = { name: "Error", code: null, frames: [], message: said.digest };
  const failure = {
    code: "WCT_PRODUCE_THREW",
    message: "it threw",
    hint: null,
    componentCode: null,
    exception,
  } as const;
  const bodies: readonly EventBody[] = [{ type: "artifact.failed", artifact: a, failure, optional: false }];
  const run = await record(store, { bodies, objects: [said] });
  await prune(store, { drop: [{ run, digests: [said.digest] }] });
  assert.deepEqual(await there(store), []);
  const failed = (await events(store, run)).find((event) => event.type === "artifact.failed");
  assert.deepEqual(failed?.failure, { ...failure, exception: { ...exception, message: null } });
}

async function dropsNamedOnly(store: RecordStore): Promise<void> {
  const [one, other] = [await write(store, ["one"]), await write(store, ["other"])];
  const run = await record(store, producing(one));
  await record(store, producing(other));
  const report = await prune(store, { drop: [{ run, digests: [other.digest] }] });
  assert.deepEqual(report, { ...nothing, dropped: [{ run, digests: [] }] });
  assert.deepEqual((await store.executions.retention(run)).gone, []);
}

async function dropsInOneRun(store: RecordStore): Promise<void> {
  const object = await write(store, ["a"]);
  const [first, second] = [await record(store, producing(object)), await record(store, producing(object))];
  assert.equal((await prune(store, { drop: [{ run: first, digests: [object.digest] }] })).objects, 0);
  assert.deepEqual(keptOf(await events(store, first)), [false]);
  assert.deepEqual(keptOf(await events(store, second)), [true]);
  assert.equal(await store.artifacts.verify(object.digest), "intact");
  assert.equal((await prune(store, { remove: [second] })).objects, 1);
}

/** Returns the events of `artifactProduced` for content that was not kept. */
const unkept = (artifact: ArtifactId, object: StagedObject): readonly EventBody[] =>
  artifactProduced(artifact, object).map((body) =>
    body.type === "artifact.attempted" && body.outcome === "produced"
      ? { ...body, message: { ...body.message, kept: false } }
      : body,
  );

async function forgetsUnkept(store: RecordStore): Promise<void> {
  const object = await write(store, ["raw"]);
  const first = await record(store, producing(object));
  const inputs = [{ artifact: a, digest: object.digest }];
  const reading = artifactProduced("b" as ArtifactId, await write(store, ["derived"])).map((body) =>
    body.type === "artifact.started" ? { ...body, inputs } : body,
  );
  await record(store, { bodies: [...unkept(a, object), ...reading], objects: [] });
  assert.equal((await prune(store, { drop: [{ run: first, digests: [object.digest] }] })).objects, 1);
  assert.deepEqual(await there(store), []);
}

async function keepsOneOfTwo(store: RecordStore): Promise<void> {
  for (const isFirst of [true, false]) {
    const object = await write(store, [isFirst]);
    const kept = artifactProduced(a, object);
    const other = unkept("b" as ArtifactId, object);
    await record(store, { bodies: isFirst ? [...kept, ...other] : [...other, ...kept], objects: [object] });
    await prune(store, {});
    assert.equal(await store.artifacts.verify(object.digest), "intact");
  }
}

async function madeAgain(store: RecordStore): Promise<void> {
  const object = await write(store, ["a"]);
  const first = await record(store, producing(object));
  await prune(store, { drop: [{ run: first, digests: [object.digest] }] });
  const second = await record(store, producing(await write(store, ["a"])));
  assert.equal(await store.artifacts.verify(object.digest), "intact");
  assert.deepEqual(keptOf(await events(store, first)), [false]);
  assert.deepEqual(keptOf(await events(store, second)), [true]);
}

async function sparesRunning(store: RecordStore): Promise<void> {
  const [old, fresh] = [await write(store, ["old"]), await write(store, ["fresh"])];
  const origin = await record(store, producing(old));
  const writer = await store.executions.createRun(noon);
  const make = numberEvents(writer.run);
  const resuming = make({ ...runStarted(), resumedFrom: origin } as EventBody, ...artifactProduced(a, fresh));
  await writer.append({ events: resuming, objects: [fresh] });
  const drop = [
    { run: origin, digests: [old.digest] },
    { run: writer.run, digests: [fresh.digest] },
  ];
  const spared = [
    { run: origin, because: writer.run },
    { run: writer.run, because: writer.run },
  ];
  assert.deepEqual(await prune(store, { remove: [origin, writer.run] }), { ...nothing, spared });
  assert.deepEqual(await prune(store, { drop }), { ...nothing, spared });
  assert.equal((await there(store)).length, 2);
  await writer.append({ events: make(artifactReused("b" as ArtifactId, origin, old)), objects: [] });
  await writer.close();
  assert.deepEqual((await prune(store, { remove: [writer.run, origin] })).removed, [writer.run, origin]);
}

async function sparesStarting(store: RecordStore): Promise<void> {
  const writer = await store.executions.createRun(noon);
  const definition = await write(store, ["the plan"]);
  await writer.append({ events: [], objects: [definition] });
  assert.deepEqual(await prune(store, {}), { ...nothing, held: 1 });
  assert.deepEqual(await there(store), [definition.digest]);
  await writer.close();
  assert.equal((await prune(store, {})).objects, 1);
}

async function prunesInterrupted(store: RecordStore): Promise<void> {
  const writer = await store.executions.createRun(noon);
  await writer.append({ events: numberEvents(writer.run)(runStarted()), objects: [] });
  await writer.close();
  assert.deepEqual((await prune(store, { remove: [writer.run] })).removed, [writer.run]);
  assert.deepEqual(await ids(store), []);
}

async function tells(store: RecordStore): Promise<void> {
  const objects = [await write(store, ["a"]), await write(store, ["x".repeat(200_000)]), await write(store, ["c"])];
  const [one, two, three] = objects.map((object) => producing(object));
  if (one === undefined || two === undefined || three === undefined) throw new Error("there are three");
  const [first, second, third] = [await record(store, one), await record(store, two), await record(store, three)];
  const before = [await ids(store), await there(store), await events(store, third)];
  const request = {
    remove: [second, first],
    drop: [{ run: third, digests: three.objects.map(({ digest }) => digest) }],
  };
  const told = await prune(store, { ...request, mode: "tell" });
  assert.deepEqual([await ids(store), await there(store), await events(store, third)], before);
  assert.equal(told.objects, 3);
  assert.deepEqual(await prune(store, request), told);
}

async function unknownRuns(store: RecordStore): Promise<void> {
  const unknown = "run_20200101_000000" as RunId;
  const digests = ["ab".repeat(32) as Digest];
  assert.deepEqual(await prune(store, { remove: [unknown], drop: [{ run: unknown, digests }] }), nothing);
}

async function refusesDangling(store: RecordStore): Promise<void> {
  const object = await write(store, ["a"]);
  const origin = await record(store, producing(object));
  const writer = await store.executions.createRun(noon);
  const make = numberEvents(writer.run);
  await writer.append({ events: make(runStarted()), objects: [] });
  assert.deepEqual(await writer.missing([object.digest]), new Set());
  await prune(store, { remove: [origin] });
  const other = await write(store, ["b"]);
  await writer.append({ events: [], objects: [other] });
  const many = [object.digest, other.digest, object.digest, "ab".repeat(32) as Digest];
  assert.deepEqual(await writer.missing(many), new Set([object.digest, "ab".repeat(32)]));
  const dangling = make(artifactReused(a, origin, object));
  await rejectsWith("WCT_RUN_ARTIFACT_ABSENT", () => writer.append({ events: dangling, objects: [] }));
  assert.equal((await events(store, writer.run)).length, 1);
}
