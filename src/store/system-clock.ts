import type { Clock } from "../domain/index.ts";

const mostTimerMs = 2 ** 31 - 1;

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => Math.round(performance.now() * 1e6),
  after: (milliseconds, callback) => {
    // A longer timer of Node's would end immediately.
    const rest = milliseconds - mostTimerMs;
    let cancel = (): void => clearTimeout(timer);
    const next = (): void => {
      cancel = systemClock.after(rest, callback);
    };
    const timer = setTimeout(rest > 0 ? next : callback, Math.min(milliseconds, mostTimerMs));
    return () => cancel();
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
