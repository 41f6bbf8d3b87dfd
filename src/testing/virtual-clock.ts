import type { Clock } from "../domain/index.ts";

/** A clock that advances only when the test says so. */
export interface VirtualClock extends Clock {
  /** Milliseconds since its creation. */
  readonly time: () => number;
  /** Advances to the next time at which timers are due and calls them all. Returns false if there is none. */
  readonly next: () => boolean;
}

interface Timer {
  readonly due: number;
  readonly callback: () => void;
}

export function createVirtualClock(start: Date = new Date("2025-01-01T12:00:00Z")): VirtualClock {
  const timers = new Set<Timer>();
  let time = 0;
  return {
    time: () => time,
    now: () => new Date(start.getTime() + time),
    monotonic: () => 5_000_000 + time * 1e6,
    after: (milliseconds, callback) => {
      const timer = { due: time + Math.max(0, milliseconds), callback };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    next: () => {
      if (timers.size === 0) return false;
      time = Math.min(...[...timers].map(({ due }) => due));
      for (const timer of [...timers].filter(({ due }) => due === time)) {
        if (timers.delete(timer)) timer.callback();
      }
      return true;
    },
  };
}

/**
 * Waits until nothing more happens without the passing of time: until `progress` returns the same number for this many
 * turns.
 */
export async function settle(progress: () => number, turns = 3): Promise<void> {
  let quiet = 0;
  for (let known = progress(); quiet < turns; ) {
    await new Promise((resolve) => setImmediate(resolve));
    const now = progress();
    quiet = now === known ? quiet + 1 : 0;
    known = now;
  }
}
