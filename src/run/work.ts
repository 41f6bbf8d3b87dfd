import type { Cost } from "../domain/index.ts";
import type { ArtifactState, AttemptState } from "./state.ts";

/** What one worker or thread did for an artifact. Times are milliseconds since the start of the run. */
export interface WorkRow {
  readonly attempt: number;
  /** Null: the run's own process. */
  readonly remote: AttemptState["remote"];
  /** Number of the thread. */
  readonly worker: number | null;
  /** `lost` and `given-back`: the worker was lost, or stopped, and the attempt went on elsewhere. */
  readonly outcome: "working" | "produced" | "failed" | "lost" | "given-back";
  /** Null: it had not begun, as far as is known. */
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly durationMs: number | null;
  /** The last that was heard from it. */
  readonly progress: { readonly done: number; readonly total: number | null } | null;
  readonly cost: readonly Cost[];
}

/** Returns all work on an artifact, in order; what lost workers did is before the end of its attempt. */
export function workOf({ attempts, progress }: ArtifactState): readonly WorkRow[] {
  return attempts.flatMap((attempt, place) => {
    const rows = attempt.lost.map((one): WorkRow => {
      const { host, worker, thread, reason: outcome, began, ended, cost } = one;
      const by = { attempt: attempt.attempt, remote: { host, worker }, worker: thread, outcome };
      return { ...by, ...timesOf(began, ended), progress: one.progress, cost };
    });
    // Every worker was lost: nothing ended the attempt.
    if (attempt.remote === null && rows.length > 0) return rows;
    return [...rows, endOf(attempt, place === attempts.length - 1 ? progress : null)];
  });
}

function endOf(attempt: AttemptState, progress: WorkRow["progress"]): WorkRow {
  const { remote, worker, result, started, ended, lost } = attempt;
  // The costs of an attempt are the sum of all that worked on it.
  const spent = (unit: string): number =>
    lost.reduce((sum, { cost }) => sum + (cost.find((one) => one.unit === unit)?.amount ?? 0), 0);
  const cost = attempt.cost.flatMap(({ amount, unit }) => {
    const own = amount - spent(unit);
    return own > 0 ? [{ amount: own, unit }] : [];
  });
  return {
    ...{ attempt: attempt.attempt, remote, worker },
    outcome: result?.outcome ?? "working",
    ...timesOf(started, ended),
    ...{ progress, cost },
  };
}

function timesOf(started: number | null, ended: number | null) {
  const durationMs = started === null || ended === null ? null : (ended - started) / 1e6;
  return { startMs: inMs(started), endMs: inMs(ended), durationMs };
}

const inMs = (t: number | null): number | null => (t === null ? null : t / 1e6);
