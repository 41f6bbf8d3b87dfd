import { type WctError, wctError } from "../diagnostics/index.ts";
import type { ArtifactStore, Digest, ObjectCondition, RunEvent, StagedObject } from "../domain/index.ts";
import { isIntact, isWhole, openMessage, type StoredObject } from "./message-reader.ts";

/** How one kind of store finds objects. */
export interface ObjectFinder {
  readonly find: (digest: Digest) => StoredObject | null;
  /** The same for each of many, in their order, where looking for them together is quicker. */
  readonly findAll?: (digests: Iterable<Digest>) => Iterable<readonly [Digest, StoredObject | null]>;
  /** Digests of all committed objects, ascending. */
  readonly digests: () => AsyncIterable<Digest>;
}

/** The reading half of an ArtifactStore, the same for every kind. */
export function artifactAccess(
  finder: ObjectFinder,
): Pick<ArtifactStore, "has" | "open" | "verify" | "verifyAll" | "digests"> {
  return {
    has: async (digest) => finder.find(digest) !== null,
    async open(digest) {
      const object = finder.find(digest);
      if (object === null) throw objectAbsent(digest);
      return await openMessage(object);
    },
    async verify(digest) {
      return await condition(finder.find(digest));
    },
    async verifyAll(digests) {
      const each = new Set(digests);
      const conditions = new Map<Digest, ObjectCondition>();
      for (const [digest, object] of finder.findAll?.(each) ?? oneByOne(finder, each)) {
        // Of thousands of small objects each would wait for nothing.
        conditions.set(
          digest,
          object?.bytes === undefined ? await condition(object) : judged(isIntact(digest, object.bytes)),
        );
      }
      return conditions;
    },
    digests: finder.digests,
  };
}

function* oneByOne(
  { find }: ObjectFinder,
  digests: Iterable<Digest>,
): Generator<readonly [Digest, StoredObject | null]> {
  for (const digest of digests) yield [digest, find(digest)];
}

async function condition(object: StoredObject | null): Promise<ObjectCondition> {
  return object === null ? "absent" : judged(await isWhole(object));
}

const judged = (isSound: boolean): ObjectCondition => (isSound ? "intact" : "damaged");

/** The error for content that is not there. */
export function objectAbsent(digest: Digest): WctError {
  return wctError("WCT_RUN_ARTIFACT_ABSENT", {
    message: `object ${digest.slice(0, 12)} is not in the store`,
    hint: "content that was not retained, or was pruned, is gone; `wct inspect` shows what is known of it",
  });
}

/** What the database keeps of a staged object; null for what it must not know. */
export function storedForm(
  object: StagedObject,
): { readonly data: Uint8Array | null; readonly storedBytes: number } | null {
  switch (object.kind) {
    case "inline":
      return { data: object.data, storedBytes: object.data.length };
    case "file":
      return { data: null, storedBytes: object.storedBytes };
    case "spooled":
      return null;
  }
}

/** Throws WCT_RUN_ARTIFACT_ABSENT when content that events say was taken over is not there as they are committed. */
export function requireReused(
  events: readonly RunEvent[],
  missing: (digests: readonly Digest[]) => ReadonlySet<Digest>,
): void {
  const reused = events.filter((event) => event.type === "artifact.reused").filter(({ message }) => message.kept);
  if (reused.length === 0) return;
  const gone = missing(reused.map(({ message }) => message.digest));
  const first = reused.find(({ message }) => gone.has(message.digest));
  if (first === undefined) return;
  throw wctError("WCT_RUN_ARTIFACT_ABSENT", {
    message: `what "${first.artifact}" takes over from run "${first.from}" was removed just now`,
    hint: "run it again: what is no longer there is made anew",
  });
}
