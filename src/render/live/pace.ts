import type { Nanoseconds } from "../../domain/index.ts";

/** The speed over the last seconds: a mean since the start would hide that progress has stopped. */
export interface Throughput {
  readonly push: (t: Nanoseconds, done: number) => void;
  /** Returns null while too little time has passed. */
  readonly perSecond: (t: Nanoseconds) => number | null;
}

const windowNs = 5e9;
const leastNs = 0.5e9;

interface Sample {
  readonly t: Nanoseconds;
  readonly done: number;
}

/** Creates a throughput that begins at zero at the given time. */
export function createThroughput(start: Nanoseconds): Throughput {
  let samples: readonly Sample[] = [{ t: start, done: 0 }];
  let last: Sample = { t: start, done: 0 };

  /** Returns the samples from the newest one before the window. */
  const within = (t: Nanoseconds): readonly Sample[] => {
    const first = samples.findLastIndex((sample) => sample.t <= t - windowNs);
    return first <= 0 ? samples : samples.slice(first);
  };

  return {
    push: (t, done) => {
      // A component whose count restarts (its second pass) begins a new measurement.
      samples = done < last.done ? [] : within(t);
      last = { t, done };
      samples = [...samples, last];
    },
    perSecond: (t) => {
      const [base] = within(t);
      if (base === undefined || t - base.t < leastNs) return null;
      return ((last.done - base.done) / (t - base.t)) * 1e9;
    },
  };
}
