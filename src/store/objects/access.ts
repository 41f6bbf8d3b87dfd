import { isWctError, type WctError, wctError } from "../../diagnostics/index.ts";
import type { ArtifactStore, Digest, ObjectCondition, RunEvent, StagedObject } from "../../domain/index.ts";
import { isIntact, isWhole, openMessage, type StoredObject } from "./message-reader.ts";

export type FoundObject = readonly [digest: Digest, object: StoredObject | null];

/** How one kind of store finds objects. */
export interface ObjectFinder {
  readonly find: (digest: Digest) => Promise<StoredObject | null>;
  /** Finds many objects in order, a batch at a time, if that is faster than finding each. */
  readonly findAll?: (digests: Iterable<Digest>) => AsyncIterable<readonly FoundObject[]>;
  /** Returns the digests of all committed objects, ascending. */
  readonly digests: () => AsyncIterable<Digest>;
}

/** Implements the reading half of an ArtifactStore for every kind of store. */
export function artifactAccess(
  finder: ObjectFinder,
): Pick<ArtifactStore, "has" | "open" | "verify" | "verifyAll" | "digests"> {
  return {
    has: async (digest) => (await finder.find(digest)) !== null,
    async open(digest) {
      const object = await finder.find(digest);
      if (object === null) throw objectAbsent(digest);
      return await openMessage(object);
    },
    async verify(digest) {
      return await condition(await finder.find(digest));
    },
    async verifyAll(digests) {
      const each = new Set(digests);
      const conditions = new Map<Digest, ObjectCondition>();
      for await (const found of finder.findAll?.(each) ?? oneByOne(finder, each)) {
        for (const [digest, object] of found) {
          // A check of bytes in memory is synchronous: for thousands of small objects an await each is slow.
          const isThere = object?.bytes !== undefined;
          conditions.set(digest, isThere ? judged(isIntact(digest, object.bytes)) : await condition(object));
        }
      }
      return conditions;
    },
    digests: finder.digests,
  };
}

async function* oneByOne({ find }: ObjectFinder, digests: Iterable<Digest>): AsyncGenerator<readonly FoundObject[]> {
  for (const digest of digests) yield [[digest, await find(digest)]];
}

async function condition(object: StoredObject | null): Promise<ObjectCondition> {
  if (object === null) return "absent";
  try {
    return judged(await isWhole(object));
  } catch (error) {
    // It was deleted after it was found.
    if (isWctError(error) && error.code === "WCT_RUN_ARTIFACT_ABSENT") return "absent";
    throw error;
  }
}

const judged = (isSound: boolean): ObjectCondition => (isSound ? "intact" : "damaged");

/** Makes the error for content that is absent. */
export function objectAbsent(digest: Digest): WctError {
  return wctError("WCT_RUN_ARTIFACT_ABSENT", {
    message: `object ${digest.slice(0, 12)} is not in the store`,
    hint: "it was not retained, or it was pruned; `wct inspect` shows its metadata",
  });
}

/** Returns the form of a staged object that the database stores; null if the object must not be in the database. */
export function storedForm(
  object: StagedObject,
): { readonly data: Uint8Array | null; readonly storedBytes: number } | null {
  switch (object.kind) {
    case "inline":
      return { data: object.data, storedBytes: object.data.length };
    case "stored":
      return { data: null, storedBytes: object.storedBytes };
    case "spooled":
      return null;
  }
}

const reusedEvents = (events: readonly RunEvent[]) =>
  events.filter((event) => event.type === "artifact.reused").filter(({ message }) => message.kept);

/** Returns the content that events name as reused and kept. */
export const reusedIn = (events: readonly RunEvent[]): readonly Digest[] =>
  reusedEvents(events).map(({ message }) => message.digest);

/** Throws WCT_RUN_ARTIFACT_ABSENT if content that events name as reused is absent at their commit. */
export function requireReused(
  events: readonly RunEvent[],
  missing: (digests: readonly Digest[]) => ReadonlySet<Digest>,
): void {
  const reused = reusedEvents(events);
  if (reused.length === 0) return;
  const gone = missing(reused.map(({ message }) => message.digest));
  const first = reused.find(({ message }) => gone.has(message.digest));
  if (first === undefined) return;
  throw wctError("WCT_RUN_ARTIFACT_ABSENT", {
    message: `the content that "${first.artifact}" reuses from run "${first.from}" was just deleted`,
    hint: "run it again: missing content is made again",
  });
}
