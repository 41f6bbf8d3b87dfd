import type { Clock } from "../domain/index.ts";

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => Math.round(performance.now() * 1e6),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** The machine's clock, with timers that do not keep the process alive. */
export const backgroundClock: Clock = {
  ...systemClock,
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds).unref();
    return () => clearTimeout(timer);
  },
};
