import type { ArtifactId, ExecutionPlan, PlannedArtifact } from "../../domain/index.ts";
import { longestPath, remainingPath, width } from "../../graph/index.ts";
import { type PlanGraph, planGraph, reversed } from "../plan-graph.ts";
import type { RunState } from "../state.ts";
import { type ArtifactTimes, artifactTimes, endOf } from "./artifact-times.ts";
import { boundingPath } from "./bounding-path.ts";
import type { Chain, Timeline, TimelineArtifact } from "./model.ts";
import { createRunTime, type RunTime } from "./run-time.ts";
import { tracksOf } from "./tracks.ts";

type Times = ReadonlyMap<ArtifactId, ArtifactTimes>;

/** Computes how the time of a run was spent; for an active run, up to its last event. */
export function timeline(plan: ExecutionPlan, state: RunState): Timeline {
  const end = endOf(state);
  const times = artifactTimes(plan.artifacts, state);
  const working = [...times.values()].flatMap(({ attempts }) => attempts);
  const runTime = createRunTime(
    state.pauses.map(({ from, to }) => ({ from, to: to ?? end })),
    working.map(({ started, ended }) => ({ from: started, to: ended })),
  );
  const graph = planGraph(plan);
  const totalMs = runTime.ms(end);
  const sequentialMs = [...times.values()].reduce((sum, { worked }) => sum + worked, 0) / 1e6;
  const maxConcurrency = state.started?.maxConcurrency ?? plan.config.maxConcurrency;
  const critical = criticalPathOf(graph, times);
  const artifacts = rows({ plan, times, runTime, slack: critical.slack, isCritical: new Set(critical.path) });
  const tracks = tracksOf(artifacts);
  // How many slots all workers had is not recorded.
  const workers = tracks.filter(({ worker }) => worker !== null).length || (state.started?.workers ?? 1);
  const capacity = slotsOf(graph, times, { maxConcurrency, workers });
  return {
    run: state.run,
    isFinished: state.finished !== null,
    isInterrupted: state.status === "interrupted",
    totalMs,
    pausedMs: runTime.pausedMs,
    sequentialMs,
    speedUp: ratio(sequentialMs, totalMs),
    ...capacity,
    efficiency: ratio(sequentialMs, totalMs * capacity.slots),
    maxConcurrency,
    workers,
    tracks,
    artifacts,
    criticalPath: { artifacts: critical.path, durationMs: critical.lengthMs, share: ratio(critical.lengthMs, totalMs) },
    boundingPath: boundingPath(times, end).flatMap(({ from, to, ...piece }) => {
      const [startMs, endMs] = [runTime.ms(from), runTime.ms(to)];
      // The whole piece may have been a pause.
      return endMs > startMs ? [{ ...piece, startMs, endMs, durationMs: endMs - startMs }] : [];
    }),
  };
}

const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

/** Returns whether an artifact blocks no worker thread, because it only waits or runs outside the threads. */
export const isNonBlocking = ({ method }: PlannedArtifact): boolean =>
  "component" in method ? !method.component.blocking : true;

/** Returns how many artifacts could have worked concurrently. */
function slotsOf(
  { artifacts, dag }: PlanGraph,
  times: Times,
  limits: { readonly maxConcurrency: number; readonly workers: number },
): Pick<Timeline, "width" | "slots"> {
  const executed = [...artifacts.keys()].filter((node) => (times.get(artifacts[node]!.id)?.attempts.length ?? 0) > 0);
  const stopAt = limits.maxConcurrency;
  const all = width(dag, { subset: executed, stopAt });
  const waiting = executed.filter((node) => isNonBlocking(artifacts[node]!));
  const free = waiting.length === 0 ? 0 : width(dag, { subset: waiting, stopAt });
  return { width: all, slots: Math.min(limits.maxConcurrency, all, limits.workers + free) };
}

interface CriticalPath {
  readonly path: readonly ArtifactId[];
  readonly lengthMs: number;
  /** Milliseconds. */
  readonly slack: ReadonlyMap<ArtifactId, number>;
}

function criticalPathOf({ artifacts, dag }: PlanGraph, times: Times): CriticalPath {
  const timesAt = (node: number): ArtifactTimes | undefined => times.get(artifacts[node]!.id);
  const weights = artifacts.map((_, node) => timesAt(node)?.worked ?? 0);
  const { length, path } = longestPath(dag, weights);
  const after = remainingPath(dag, weights);
  const before = remainingPath(reversed(dag), weights);
  // Reused artifacts have no duration, so the path does not start with them.
  const first = path.findIndex((node) => (timesAt(node)?.attempts.length ?? 0) > 0);
  return {
    path: first === -1 ? [] : path.slice(first).map((node) => artifacts[node]!.id),
    lengthMs: length / 1e6,
    slack: new Map(
      artifacts.map(({ id }, node) => [id, (length - (before[node]! + after[node]! - weights[node]!)) / 1e6]),
    ),
  };
}

interface RowsOptions {
  readonly plan: ExecutionPlan;
  readonly times: Times;
  readonly runTime: RunTime;
  readonly slack: ReadonlyMap<ArtifactId, number>;
  readonly isCritical: ReadonlySet<ArtifactId>;
}

function rows({ plan, times, runTime, slack, isCritical }: RowsOptions): readonly TimelineArtifact[] {
  const all = plan.artifacts.map(({ id }) => row(times.get(id)!, runTime, slack.get(id) ?? 0, isCritical.has(id)));
  const beginning = (one: TimelineArtifact): number => one.startMs ?? one.endMs ?? Number.POSITIVE_INFINITY;
  // Artifacts with equal starts keep the order of the plan, because sorting is stable. Subtracting would give NaN for ∞
  // − ∞.
  return all.sort((a, b) => (beginning(a) === beginning(b) ? 0 : beginning(a) - beginning(b)));
}

function row(times: ArtifactTimes, { ms }: RunTime, slackMs: number, isCritical: boolean): TimelineArtifact {
  const { planned, state, attempts, worked, releasedBy } = times;
  const first = attempts[0];
  const isExecuted = first !== undefined;
  const startMs = first === undefined ? null : ms(first.started);
  const readyMs = state.ready === null ? null : ms(state.ready);
  const reusedAt = state.status === "reused" && state.ended !== null ? ms(state.ended) : null;
  const last = attempts.at(-1);
  return {
    id: planned.id,
    status: state.status,
    inputs: planned.inputs,
    readyMs,
    startMs,
    endMs: last === undefined ? reusedAt : ms(last.ended),
    waitMs: startMs === null || readyMs === null ? null : startMs - readyMs,
    durationMs: isExecuted ? worked / 1e6 : null,
    slackMs: isExecuted ? slackMs : null,
    isCritical,
    attempts: attempts.map(({ started, ended, ...by }) => ({ startMs: ms(started), endMs: ms(ended), ...by })),
    releasedBy,
    skipped: state.result?.status === "skipped" ? { reason: state.result.reason, because: state.result.because } : null,
  };
}

/** Returns the chain of dependent artifacts with the largest sum of durations. Of equal chains the smaller id wins. */
export function criticalPath(plan: Pick<ExecutionPlan, "artifacts">, state: RunState): Chain {
  const { path, lengthMs } = criticalPathOf(planGraph(plan), artifactTimes(plan.artifacts, state));
  return { artifacts: path, durationMs: lengthMs, share: ratio(lengthMs, endOf(state) / 1e6) };
}
