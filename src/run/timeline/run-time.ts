import type { Nanoseconds } from "../../domain/index.ts";

/** An interval of recorded time. */
interface TimeSpan {
  readonly from: Nanoseconds;
  readonly to: Nanoseconds;
}

/** Recorded time without the intervals in which the run was paused and nothing worked. */
export interface RunTime {
  /** Converts a recorded time to milliseconds of run time. */
  readonly ms: (t: Nanoseconds) => number;
  /** Total of the removed intervals, in milliseconds. */
  readonly pausedMs: number;
}

export function createRunTime(pauses: readonly TimeSpan[], working: readonly TimeSpan[]): RunTime {
  const idle = idleSpans(pauses, working);
  const before: number[] = [];
  let sum = 0;
  for (const { from, to } of idle) {
    before.push(sum);
    sum += to - from;
  }
  const takenOut = (t: Nanoseconds): Nanoseconds => {
    let low = 0;
    let high = idle.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (idle[middle]!.from < t) low = middle + 1;
      else high = middle;
    }
    const last = low - 1;
    return last < 0 ? 0 : before[last]! + Math.min(t, idle[last]!.to) - idle[last]!.from;
  };
  return { ms: (t) => (t - takenOut(t)) / 1e6, pausedMs: sum / 1e6 };
}

/** Returns the parts of the pauses during which nothing worked, in order. Pauses do not overlap; work may. */
function idleSpans(pauses: readonly TimeSpan[], working: readonly TimeSpan[]): readonly TimeSpan[] {
  if (pauses.length === 0) return [];
  const busy = [...working].sort((a, b) => a.from - b.from);
  const idle: TimeSpan[] = [];
  for (const { from, to } of pauses) {
    let at = from;
    for (const work of busy) {
      if (work.to <= at) continue;
      if (work.from >= to) break;
      if (work.from > at) idle.push({ from: at, to: work.from });
      at = Math.max(at, work.to);
    }
    if (at < to) idle.push({ from: at, to });
  }
  return idle;
}
