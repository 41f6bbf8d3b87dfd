import { isWctError } from "../../diagnostics/index.ts";
import type { ArtifactId, Digest, MessageReader, RecordStore, RunEvent, RunId } from "../../domain/index.ts";
import { type RunObject, runObjects, unlessAbsent, unlessRemoved } from "../record/index.ts";
import { containsText, mayContain, plainPart } from "./search.ts";

/** An object of a run that contains a text. */
export interface Occurrence extends RunObject {
  readonly run: RunId;
  /** Number of elements of the stream that contain it; content outside the stream counts as one more. */
  readonly elements: number;
}

/** A text in the events themselves, which form a hash chain and cannot be changed. */
export interface EventOccurrence {
  readonly run: RunId;
  readonly seq: number;
  readonly type: RunEvent["type"];
  readonly artifact: ArtifactId | null;
}

/** An exported file of an artifact that contains the text. */
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
  /** Damaged objects, which could not be searched. */
  readonly unreadable: readonly UnreadObject[];
  /** How many events of each run were searched. */
  readonly searched: ReadonlyMap<RunId, number>;
}

/**
 * Finds where the content and events of these runs contain a folded text. Memory is bounded by a few chunks and one
 * entry per object. Unreadable objects are listed, and the rest is searched. Throws WCT_RUN_RECORD_CORRUPT if events
 * cannot be read.
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
    const inRun = await unlessRemoved(() => occurrencesInRun(store, { run, needle, count }));
    if (inRun !== null) found.push(inRun);
  }
  return joined(found);
}

interface Search {
  readonly run: RunId;
  readonly needle: string;
  readonly count: (digest: Digest) => Promise<Count>;
}

async function occurrencesInRun(store: RecordStore, { run, needle, count }: Search): Promise<Occurrences> {
  const { events, outputs, searched } = await inEvents(store, run, needle);
  // Read after the events: what a run in progress stores in the meantime is then found rather than missed.
  const { objects, unreadable } = await occurrencesIn(store, run, count);
  const holders = new Set(objects.map(({ artifact }) => artifact));
  return { objects, unreadable, events, outputs: outputs.filter(({ artifact }) => holders.has(artifact)), searched };
}

/** Merges two results; the newer one replaces the older one for the same runs. */
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

/** Searches the events of one run, and returns all its outputs. */
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
    if (containsText(event, needle)) events.push({ run, seq, type, artifact: artifactOf(event) });
    if (event.type === "output.written") outputs.push({ run, artifact: event.artifact, path: event.path });
  }
  return { events, outputs, searched: new Map([[run, last]]) };
}

/** Returns each object once per artifact, however many events name it. */
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
    // The object is missing without a recorded reason: `verify` reports it, and there is nothing to search.
    return (await unlessAbsent(() => elementsWith(store, digest, needle))) ?? 0;
  } catch (error) {
    if (isWctError(error) && error.code === "WCT_RUN_RECORD_CORRUPT") return "damaged";
    throw error;
  }
}

async function elementsWith(store: RecordStore, digest: Digest, needle: string): Promise<number> {
  const reader = await store.artifacts.open(digest);
  const part = plainPart(needle);
  if (!(await mayBeIn(reader, part))) return 0;
  let found = containsText(await reader.rest(), needle) ? 1 : 0;
  for await (const batch of reader.batches()) {
    if (!mayContain(JSON.stringify(batch), part)) continue;
    for (const element of batch) if (containsText(element, needle)) found += 1;
  }
  return found;
}

/** Chunks are whole lines, so no string is split across two of them. */
async function mayBeIn(reader: MessageReader, part: string): Promise<boolean> {
  for await (const bytes of reader.raw()) {
    if (mayContain(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8"), part)) return true;
  }
  return false;
}
