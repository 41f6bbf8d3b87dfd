import type { Nanoseconds } from "../../domain/index.ts";

/** How fast something goes, over the last seconds: a mean since the start would hide that it stands still. */
export interface Pace {
  readonly push: (t: Nanoseconds, done: number) => void;
  /** Null while too little time has passed to say. */
  readonly perSecond: (t: Nanoseconds) => number | null;
}

const windowNs = 5e9;
const leastNs = 0.5e9;

interface Sample {
  readonly t: Nanoseconds;
  readonly done: number;
}

/** Begins at nought at the moment given. */
export function createPace(start: Nanoseconds): Pace {
  let samples: readonly Sample[] = [{ t: start, done: 0 }];
  let last: Sample = { t: start, done: 0 };

  /** The window begins at the newest sample that is outside of it. */
  const within = (t: Nanoseconds): readonly Sample[] => {
    const first = samples.findLastIndex((sample) => sample.t <= t - windowNs);
    return first <= 0 ? samples : samples.slice(first);
  };

  return {
    push: (t, done) => {
      // A component that counts anew (its second pass) begins a new measure.
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
