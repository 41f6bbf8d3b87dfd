import type { Digest, EraseReport, GoneContent, RunCopy, RunId, SearchedRuns } from "../../domain/index.ts";
import { byDigest } from "../records/index.ts";

/** The report if nothing may be erased. */
export const nothingErased: EraseReport = {
  runs: [],
  active: [],
  unsearched: [],
  objects: 0,
  bytes: 0,
  mayRemain: false,
};

/** Returns the runs that contain more events than were searched. `runs` has the number of events of each. */
export function unsearchedRuns(
  runs: Iterable<{ readonly id: RunId; readonly events: number }>,
  searched: SearchedRuns | undefined,
): readonly RunId[] {
  if (searched === undefined) return [];
  return [...runs].flatMap(({ id, events }) => {
    const known = searched.events.get(id) ?? (searched.scope === "all" ? 0 : events);
    return events > known ? [id] : [];
  });
}

/** Returns a copy without content that the store has erased, so that an import does not restore it. */
export function withoutErased(copy: RunCopy, erased: ReadonlyMap<Digest, string>): RunCopy {
  const objects = copy.objects.filter(({ digest }) => !erased.has(digest));
  const missing = copy.objects.flatMap(({ digest }): GoneContent[] => {
    const at = erased.get(digest);
    return at === undefined ? [] : [{ digest, reason: "erased", at }];
  });
  return { ...copy, objects, gone: [...copy.gone, ...missing].toSorted(byDigest) };
}
