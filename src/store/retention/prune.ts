import type { Digest, PruneReport, PruneRequest, RunId } from "../../domain/index.ts";

/** The facts about a run that a prune needs. */
export interface PrunableRun {
  readonly id: RunId;
  readonly events: number;
  readonly isAlive: boolean;
}

/** The effect of a request on the current runs. */
export interface PruneChoice<Run extends PrunableRun> {
  readonly removed: readonly Run[];
  readonly dropped: ReadonlyMap<Run, readonly Digest[]>;
  readonly kept: readonly Run[];
  readonly spared: PruneReport["spared"];
  readonly isAnyAlive: boolean;
  /** Whether a process may have stored its runbook and plan, but not yet the event that names them. */
  readonly isStarting: boolean;
}

/** Limits a request to content that each run names. A tombstone of anything else would be damage. */
export function withNamed(request: PruneRequest, namedBy: (run: RunId) => ReadonlySet<Digest>): PruneRequest {
  const drop = request.drop.map(({ run, digests }) => {
    const named = namedBy(run);
    return { run, digests: digests.filter((digest) => named.has(digest)) };
  });
  return { ...request, drop };
}

/** Decides which runs are removed, which drop content, and which are spared. Calls `takenFrom` only for active runs. */
export function choosePrune<Run extends PrunableRun>(
  { remove, drop }: PruneRequest,
  runs: readonly Run[],
  takenFrom: (run: Run) => Iterable<RunId>,
): PruneChoice<Run> {
  const alive = runs.filter((run) => run.isAlive);
  const takers = takersOf(alive, takenFrom);
  const byId = new Map(runs.map((run) => [run.id, run]));
  // A process that ended before its first event has left only a name.
  const names = runs.filter((run) => run.events === 0 && !run.isAlive);
  const chosen = remove.flatMap((id) => (takers.has(id) ? [] : (byId.get(id) ?? [])));
  const removed = [...new Set([...chosen, ...names])];
  const gone = new Set(removed);
  const kept = runs.filter((run) => !gone.has(run));
  const drops = new Map(drop.filter(({ run }) => !takers.has(run)).map(({ run, digests }) => [run, digests]));
  return {
    removed,
    kept,
    dropped: new Map(kept.flatMap((run) => [drops.get(run.id)].flatMap((one) => (one ? [[run, one] as const] : [])))),
    spared: sparedOf([...remove, ...drop.map(({ run }) => run)], takers),
    isAnyAlive: alive.length > 0,
    isStarting: alive.some((run) => run.events === 0),
  };
}

/**
 * Returns the runs that active runs need, each with the run that needs it. Those are the active runs themselves and the
 * runs that they take content from.
 */
function takersOf<Run extends { readonly id: RunId }>(
  active: readonly Run[],
  takenFrom: (run: Run) => Iterable<RunId>,
): ReadonlyMap<RunId, RunId> {
  const takers = new Map<RunId, RunId>(active.map(({ id }) => [id, id]));
  for (const run of active) for (const from of takenFrom(run)) takers.set(from, takers.get(from) ?? run.id);
  return takers;
}

/** Returns the requested runs that a prune spares, in request order. */
function sparedOf(asked: readonly RunId[], takers: ReadonlyMap<RunId, RunId>): PruneReport["spared"] {
  return [...new Set(asked)].flatMap((run) => {
    const because = takers.get(run);
    return because === undefined ? [] : [{ run, because }];
  });
}
