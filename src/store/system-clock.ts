import type { Clock } from "../domain/index.ts";

/** The machine's clock. Its timers do not keep the process running. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => Math.round(performance.now() * 1e6),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
