import type { ArtifactId, ExecutionPlan } from "../../domain/index.ts";
import { type SimulatedArtifact, type SimulatedRun, simulateRun } from "../../executor/index.ts";
import { longestPath } from "../../graph/index.ts";
import type { Advice, Prediction, WhatIfResult } from "../../render/index.ts";
import { isNonBlocking, planGraph, type RunState, type Timeline } from "../../run/index.ts";
import type { WhatIf } from "./what-if.ts";

/** A recorded run that can be simulated with other durations and limits. */
interface RecordedSchedule {
  readonly plan: ExecutionPlan;
  readonly state: RunState;
  readonly view: Timeline;
}

interface Changes {
  readonly slots?: number | null;
  readonly simulatedOf?: (id: ArtifactId, recorded: SimulatedArtifact) => SimulatedArtifact;
}

/** Returns advice, and the prediction for a question. Null for a run that has not finished: its end is not known. */
export function predictionOf(run: RecordedSchedule, question: WhatIf | null, wantsAdvice: boolean): Prediction | null {
  if (!run.view.isFinished || run.view.sequentialMs === 0) return null;
  const replayedMs = simulate(run, {}).totalMs;
  return {
    advice: wantsAdvice ? adviceOf(run, replayedMs) : null,
    whatIf: question === null ? null : whatIfResultOf(run, question, replayedMs),
  };
}

function simulate({ plan, state, view }: RecordedSchedule, { slots = null, simulatedOf }: Changes): SimulatedRun {
  const rows = new Map(view.artifacts.map((row) => [row.id, row]));
  const threads = new Map(plan.artifacts.map((planned) => [planned.id, !isNonBlocking(planned)]));
  const around = overheads(view);
  const recorded = (id: ArtifactId): SimulatedArtifact => {
    const row = rows.get(id);
    if (row === undefined || row.durationMs === null) return { kind: "passes" };
    return {
      kind: "works",
      durationMs: row.durationMs,
      // An artifact that waited only for the start of the run began when a thread was free.
      delayMs: row.releasedBy?.kind === "start" ? (row.startMs ?? 0) - around.startUpMs : 0,
      needsThread: threads.get(id) === true,
      fails: row.status === "failed",
    };
  };
  return simulateRun({
    plan,
    weights: state.started?.weights ?? null,
    maxConcurrency: slots ?? view.maxConcurrency,
    workers: slots ?? view.workers,
    simulatedOf: (id) => simulatedOf?.(id, recorded(id)) ?? recorded(id),
    ...around,
  });
}

/**
 * Measures the recorded run: the time before the first start, after the last end, and the median of the gaps in
 * between.
 */
export function overheads({ artifacts, totalMs }: Pick<Timeline, "artifacts" | "totalMs">) {
  const worked = artifacts.filter(({ startMs }) => startMs !== null);
  const ends = new Map(artifacts.map(({ id, endMs }) => [id, endMs]));
  const handOvers = worked
    .flatMap(({ releasedBy, startMs }) => {
      const by = releasedBy === null || releasedBy.kind === "start" ? null : releasedBy.artifact;
      const end = by === null ? null : (ends.get(by) ?? null);
      return end === null || startMs === null ? [] : [Math.max(0, startMs - end)];
    })
    .sort((a, b) => a - b);
  return {
    startUpMs: Math.min(totalMs, ...worked.map(({ startMs }) => startMs ?? totalMs)),
    windDownMs: totalMs - Math.max(0, ...worked.map(({ endMs }) => endMs ?? 0)),
    handOverMs: handOvers[handOvers.length >> 1] ?? 0,
  };
}

function whatIfResultOf(run: RecordedSchedule, question: WhatIf, replayedMs: number): WhatIfResult {
  const simulatedOf = (id: ArtifactId, recorded: SimulatedArtifact): SimulatedArtifact => {
    const assumed = question.artifacts.get(id);
    if (assumed === undefined) return recorded;
    if (assumed.kind === "cached") return { kind: "passes" };
    const before =
      recorded.kind === "works"
        ? recorded
        : { kind: "works" as const, durationMs: 0, delayMs: 0, needsThread: true, fails: false };
    return {
      ...before,
      durationMs: assumed.kind === "factor" ? before.durationMs * assumed.factor : assumed.durationMs,
    };
  };
  const simulated = simulate(run, { slots: question.slots, simulatedOf });
  const graph = planGraph(run.plan);
  const weights = graph.artifacts.map(({ id }) => {
    const times = simulated.times.get(id);
    return times === undefined ? 0 : times.endMs - times.startMs;
  });
  const { length, path } = longestPath(graph.dag, weights);
  const first = path.findIndex((node) => weights[node]! > 0);
  return {
    assumptions: question.words,
    totalMs: simulated.totalMs,
    replayedMs,
    criticalPath: first === -1 ? [] : path.slice(first).map((node) => graph.artifacts[node]!.id),
    criticalMs: length,
  };
}

/** The smallest gain worth reporting: one part in fifty. */
const worthwhile = 0.98;
/** How many of the longest artifacts are considered. */
const candidates = 6;

function adviceOf(run: RecordedSchedule, replayedMs: number): Advice {
  const { view } = run;
  const enough = view.artifacts.filter(({ startMs }) => startMs !== null).length;
  const unlimited = simulate(run, { slots: Math.max(1, enough) });
  const longest = [...view.artifacts]
    .filter(({ durationMs }) => (durationMs ?? 0) > 0)
    .sort((a, b) => Number(b.isCritical) - Number(a.isCritical) || b.durationMs! - a.durationMs!)
    .slice(0, candidates);
  const without = longest
    .map(({ id }) => ({
      id,
      totalMs: simulate(run, { simulatedOf: (one, simulated) => (one === id ? { kind: "passes" } : simulated) })
        .totalMs,
    }))
    .sort((a, b) => a.totalMs - b.totalMs);
  const [best] = without;
  return {
    replayedMs,
    slots:
      unlimited.totalMs < replayedMs * worthwhile ? { slots: busiest(unlimited), totalMs: unlimited.totalMs } : null,
    artifact: best !== undefined && best.totalMs < replayedMs * worthwhile ? best : null,
  };
}

/** Returns the maximum number of artifacts working concurrently. */
function busiest({ times }: SimulatedRun): number {
  const changes = [...times.values()]
    .flatMap(({ startMs, endMs }) => [
      { at: startMs, by: 1 },
      { at: endMs, by: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.by - b.by);
  let now = 0;
  let most = 0;
  for (const { by } of changes) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}
