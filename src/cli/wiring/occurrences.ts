import { isWctError } from "../../diagnostics/index.ts";
import type { ArtifactId, Digest, MessageReader, RecordStore, RunEvent, RunId } from "../../domain/index.ts";
import { type RunObject, runObjects } from "./run-content.ts";
import { holdsText, mayHold, plainPart } from "./search.ts";

/** An object of a run in which a text stands. */
export interface Occurrence extends RunObject {
  readonly run: RunId;
  /** Elements of the stream that hold it; content beside the stream counts as one more. */
  readonly elements: number;
}

/** A text in the events themselves, which are chained and cannot lose it. */
export interface EventOccurrence {
  readonly run: RunId;
  readonly seq: number;
  readonly type: RunEvent["type"];
  readonly artifact: ArtifactId | null;
}

/** A file that was handed over from an artifact that holds the text. */
export interface OutputOccurrence {
  readonly run: RunId;
  readonly artifact: ArtifactId;
  readonly path: string;
}

/** An object of a run that cannot be read. */
export interface UnreadObject extends RunObject {
  readonly run: RunId;
}

export interface Occurrences {
  readonly objects: readonly Occurrence[];
  readonly events: readonly EventOccurrence[];
  readonly outputs: readonly OutputOccurrence[];
  /** Objects that are damaged, and so could not be searched. */
  readonly unreadable: readonly UnreadObject[];
  /** How many events of each run were read for it. */
  readonly searched: ReadonlyMap<RunId, number>;
}

/**
 * Where a folded text stands in what these runs hold. Memory stays bounded by a few chunks and one entry for each
 * object. Objects that cannot be read are named, and the rest is searched. Throws WCT_RUN_RECORD_CORRUPT when it is
 * events that cannot be read.
 */
export async function findOccurrences(
  store: RecordStore,
  runs: readonly RunId[],
  needle: string,
): Promise<Occurrences> {
  const counted = new Map<Digest, Count>();
  const count = async (digest: Digest): Promise<Count> => {
    const found = counted.get(digest) ?? (await elementsOrDamage(store, digest, needle));
    counted.set(digest, found);
    return found;
  };
  const found: Occurrences[] = [];
  for (const run of runs) {
    const { events, outputs, searched } = await inEvents(store, run, needle);
    // After the events: what a run that is going on stores meanwhile is found too much rather than too little.
    const { objects, unreadable } = await occurrencesIn(store, run, count);
    const holders = new Set(objects.map(({ artifact }) => artifact));
    const own = outputs.filter(({ artifact }) => holders.has(artifact));
    found.push({ objects, unreadable, events, outputs: own, searched });
  }
  return joined(found);
}

/** What was found in other runs, or in these again, comes first. */
export function withOccurrences(before: Occurrences, now: Occurrences): Occurrences {
  const stays = ({ run }: { readonly run: RunId }): boolean => !now.searched.has(run);
  return joined([
    now,
    {
      objects: before.objects.filter(stays),
      events: before.events.filter(stays),
      outputs: before.outputs.filter(stays),
      unreadable: before.unreadable.filter(stays),
      searched: new Map([...before.searched].filter(([run]) => stays({ run }))),
    },
  ]);
}

const joined = (all: readonly Occurrences[]): Occurrences => ({
  objects: all.flatMap(({ objects }) => objects),
  events: all.flatMap(({ events }) => events),
  outputs: all.flatMap(({ outputs }) => outputs),
  unreadable: all.flatMap(({ unreadable }) => unreadable),
  searched: new Map(all.flatMap(({ searched }) => [...searched])),
});

/** Of one run, with all its outputs. */
async function inEvents(
  store: RecordStore,
  run: RunId,
  needle: string,
): Promise<Pick<Occurrences, "events" | "outputs" | "searched">> {
  const events: EventOccurrence[] = [];
  const outputs: OutputOccurrence[] = [];
  let last = 0;
  for await (const event of store.executions.events(run)) {
    const { seq, type } = event;
    last = seq;
    if (holdsText(event, needle)) events.push({ run, seq, type, artifact: artifactOf(event) });
    if (event.type === "output.written") outputs.push({ run, artifact: event.artifact, path: event.path });
  }
  return { events, outputs, searched: new Map([[run, last]]) };
}

/** Each object once for an artifact, however many events name it. */
async function occurrencesIn(
  store: RecordStore,
  run: RunId,
  count: (digest: Digest) => Promise<Count>,
): Promise<Pick<Occurrences, "objects" | "unreadable">> {
  const found = new Map<string, Occurrence>();
  const unreadable = new Map<string, UnreadObject>();
  for (const object of await runObjects(store, run)) {
    const elements = await count(object.digest);
    const key = `${object.artifact} ${object.digest}`;
    if (elements === "damaged") unreadable.set(key, { ...object, run });
    else if (elements > 0) found.set(key, { ...object, run, elements });
  }
  return { objects: [...found.values()], unreadable: [...unreadable.values()] };
}

const artifactOf = (event: RunEvent): ArtifactId | null => ("artifact" in event ? event.artifact : null);

type Count = number | "damaged";

async function elementsOrDamage(store: RecordStore, digest: Digest, needle: string): Promise<Count> {
  try {
    return await elementsWith(store, digest, needle);
  } catch (error) {
    if (isWctError(error) && error.code === "WCT_RUN_RECORD_CORRUPT") return "damaged";
    throw error;
  }
}

async function elementsWith(store: RecordStore, digest: Digest, needle: string): Promise<number> {
  // Named, and neither there nor accounted for: `verify` tells of it, and there is nothing to find in it.
  if (!(await store.artifacts.has(digest))) return 0;
  const reader = await store.artifacts.open(digest);
  const part = plainPart(needle);
  if (!(await mayBeIn(reader, part))) return 0;
  let found = holdsText(await reader.rest(), needle) ? 1 : 0;
  for await (const batch of reader.batches()) {
    if (!mayHold(JSON.stringify(batch), part)) continue;
    for (const element of batch) if (holdsText(element, needle)) found += 1;
  }
  return found;
}

/** Chunks are whole lines, so no string is split over two of them. */
async function mayBeIn(reader: MessageReader, part: string): Promise<boolean> {
  for await (const bytes of reader.raw()) {
    if (mayHold(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8"), part)) return true;
  }
  return false;
}
