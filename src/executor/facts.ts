import type {
  Attempt,
  Counts,
  EventBody,
  ExecutionPlan,
  Failure,
  JsonObject,
  Nanoseconds,
  RunOutcome,
} from "../domain/index.ts";
import { stopCodes } from "./failures.ts";
import type { Flight } from "./flight.ts";
import type { EarlyStop, ExecuteOptions } from "./options.ts";
import type { Schedule } from "./schedule.ts";

export interface RunConclusion {
  readonly outcome: RunOutcome;
  readonly cause: JsonObject | null;
}

export interface EndFacts {
  readonly schedule: Schedule;
  readonly failures: ReadonlyMap<number, Failure>;
  readonly stop: EarlyStop | null;
  /** Code of the error that occurred after the last artifact. */
  readonly windDownCode: string | null;
}

const outcomes: Readonly<Record<EarlyStop, RunOutcome>> = {
  cancelled: "cancelled",
  timeout: "timed-out",
  "cost-limit": "failed",
};

/** Returns the outcome of a run. Optional artifacts do not count; the cause names the first failure in plan order. */
export function outcomeOf({ schedule, failures, stop, windDownCode }: EndFacts): RunConclusion {
  if (stop !== null) return { outcome: outcomes[stop], cause: { code: stopCodes[stop] } };
  for (const [index, { id, optional }] of schedule.artifacts.entries()) {
    const failure = failures.get(index);
    if (failure !== undefined && !optional) return { outcome: "failed", cause: { code: failure.code, artifact: id } };
  }
  if (windDownCode !== null) {
    const isCancelled = windDownCode === stopCodes.cancelled;
    return { outcome: isCancelled ? "cancelled" : "failed", cause: { code: windDownCode } };
  }
  return { outcome: "completed", cause: null };
}

export function countEnds(schedule: Schedule): Counts {
  const counts = { completed: 0, reused: 0, failed: 0, skipped: 0, optionalFailed: 0 };
  for (const [index, { optional }] of schedule.artifacts.entries()) {
    const end = schedule.endOf(index);
    if (end === null) continue;
    counts[end] += 1;
    if (end === "failed" && optional) counts.optionalFailed += 1;
  }
  return counts;
}

/** Returns the first event of a run. */
export function startEvent(plan: ExecutionPlan, options: ExecuteOptions): EventBody {
  const { limits, meta } = options;
  const { name, path, digest } = plan.runbook;
  return {
    type: "run.started",
    uuid: meta.uuid,
    mode: options.mode,
    runbook: { name, path, digest, ...(meta.identity === undefined ? {} : { identity: meta.identity }) },
    plan: meta.plan,
    maxConcurrency: limits.maxConcurrency,
    workers: limits.workers,
    weights: options.weights ?? null,
    wct: meta.wct,
    components: meta.components,
    artifacts: plan.artifacts.length,
    resumedFrom: meta.resumedFrom,
    forkedFrom: meta.forkedFrom,
    ...(meta.selection === undefined ? {} : { selection: meta.selection }),
  };
}

/**
 * Returns the event for an attempt's end. `elapsed` converts a value of the monotonic clock, now by default, to time of
 * the run.
 */
export function attemptEvent(
  flight: Flight,
  attempt: Attempt,
  elapsed: (reading?: Nanoseconds) => Nanoseconds,
): EventBody {
  const now = elapsed();
  const started = flight.started ?? now;
  const ended = attempt.ended === null ? now : elapsed(attempt.ended);
  const common = {
    type: "artifact.attempted",
    artifact: flight.artifact.id,
    attempt: flight.attempt,
    // A worker's time is limited to the interval that the host has measured itself.
    ended: Math.max(started, Math.min(ended, now)),
    cost: flight.cost,
  } as const;
  const elsewhere = elsewhereOf(attempt, now, elapsed);
  if (attempt.outcome === "failed")
    return { ...common, outcome: attempt.outcome, failure: attempt.failure, ...elsewhere };
  const { outcome, message, sourceState } = attempt;
  return { ...common, outcome, message, ...(sourceState === undefined ? {} : { sourceState }), ...elsewhere };
}

/** Returns what is recorded of workers of other processes, in time of the run. */
function elsewhereOf({ elsewhere }: Attempt, now: Nanoseconds, elapsed: (reading: Nanoseconds) => Nanoseconds) {
  if (elsewhere === undefined) return {};
  const timeOf = (reading: Nanoseconds): Nanoseconds => Math.max(0, Math.min(elapsed(reading), now));
  const { remote, lost } = elsewhere;
  return {
    ...(remote === null ? {} : { remote: { ...remote, began: timeOf(remote.began), ended: timeOf(remote.ended) } }),
    ...(lost.length === 0
      ? {}
      : {
          lost: lost.map((one) => ({
            ...one,
            began: one.began === null ? null : timeOf(one.began),
            ended: timeOf(one.ended),
          })),
        }),
  };
}
