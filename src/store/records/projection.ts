import type {
  Counts,
  Digest,
  RunEvent,
  RunFilter,
  RunId,
  RunMode,
  RunOutcome,
  RunStatus,
  RunSummary,
} from "../../domain/index.ts";

/** The facts about one run in the list of runs. They follow from its events alone. */
export interface RunProjection {
  readonly started: {
    readonly uuid: string;
    readonly mode: RunMode;
    readonly runbook: { readonly name: string; readonly path: string };
    readonly at: string;
    readonly artifacts: number;
  } | null;
  readonly finished: { readonly outcome: RunOutcome; readonly at: string; readonly durationMs: number } | null;
  readonly counts: Counts;
  readonly events: number;
}

export const emptyProjection: RunProjection = {
  started: null,
  finished: null,
  counts: { completed: 0, reused: 0, failed: 0, skipped: 0, optionalFailed: 0 },
  events: 0,
};

/** Returns the projection after more events. */
export function projectEvents(before: RunProjection, events: readonly RunEvent[]): RunProjection {
  let { started, finished } = before;
  const counts = { ...before.counts };
  for (const event of events) {
    switch (event.type) {
      case "run.started": {
        const { uuid, mode, artifacts } = event;
        started = {
          uuid,
          mode,
          artifacts,
          at: event.at,
          runbook: { name: event.runbook.name, path: event.runbook.path },
        };
        break;
      }
      case "run.finished":
        finished = { outcome: event.outcome, at: event.at, durationMs: event.t / 1e6 };
        break;
      case "artifact.completed":
        counts.completed += 1;
        break;
      case "artifact.reused":
        counts.reused += 1;
        break;
      case "artifact.skipped":
        counts.skipped += 1;
        break;
      case "artifact.failed":
        counts.failed += 1;
        if (event.optional) counts.optionalFailed += 1;
        break;
      default:
        break;
    }
  }
  return { started, finished, counts, events: before.events + events.length };
}

/** Returns a row of the list; null before run.started is recorded. */
export function summaryOf(
  id: RunId,
  projection: RunProjection,
  now: { readonly head: Digest; readonly isAlive: boolean },
): RunSummary | null {
  const { started, finished, counts, events } = projection;
  if (started === null) return null;
  return {
    id,
    uuid: started.uuid,
    mode: started.mode,
    status: finished?.outcome ?? (now.isAlive ? "running" : "interrupted"),
    runbook: started.runbook,
    startedAt: started.at,
    finishedAt: finished?.at ?? null,
    durationMs: finished?.durationMs ?? null,
    artifacts: started.artifacts,
    counts,
    events,
    head: now.head,
  };
}

/** Applies a filter to summaries, newest first. `runbook` is a name or a path as written. */
export function filterRuns(summaries: Iterable<RunSummary>, filter: RunFilter): readonly RunSummary[] {
  const found: RunSummary[] = [];
  const limit = filter.limit ?? Number.POSITIVE_INFINITY;
  for (const summary of summaries) {
    if (found.length >= limit) break;
    if (matches(summary, filter)) found.push(summary);
  }
  return found;
}

function matches(run: RunSummary, { status, runbook, since }: RunFilter): boolean {
  return (
    hasStatus(run, status) &&
    (runbook === undefined || run.runbook.name === runbook || run.runbook.path === runbook) &&
    (since === undefined || Date.parse(run.startedAt) >= since.getTime())
  );
}

function hasStatus(run: RunSummary, status: RunStatus | undefined): boolean {
  return status === undefined || run.status === status;
}

/** Returns the names of the facts in which two projections of one run differ. */
export function differences(one: RunProjection, other: RunProjection): readonly string[] {
  const [left, right] = [entriesOf(one), entriesOf(other)];
  return [...left].filter(([name, value]) => right.get(name) !== value).map(([name]) => name);
}

function entriesOf({ started, finished, counts, events }: RunProjection): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>([
    ["uuid", started?.uuid],
    ["mode", started?.mode],
    ["name of the runbook", started?.runbook.name],
    ["path of the runbook", started?.runbook.path],
    ["start", started?.at],
    ["number of artifacts", started?.artifacts],
    ["outcome", finished?.outcome],
    ["end", finished?.at],
    ["duration", finished?.durationMs],
    ...Object.entries(counts).map(([name, count]): [string, unknown] => [`count "${name}"`, count]),
    ["number of events", events],
  ]);
}
