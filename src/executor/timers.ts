import type { Clock } from "../domain/index.ts";

// A Node timer supports at most 2^31 - 1 milliseconds (24.8 days) and fires immediately for a longer time.
const longest = 2_000_000_000;

/** Like Clock.after, for any number of milliseconds. */
export function afterLong(clock: Clock, milliseconds: number, callback: () => void): () => void {
  if (milliseconds <= longest) return clock.after(milliseconds, callback);
  let cancel = clock.after(longest, () => {
    cancel = afterLong(clock, milliseconds - longest, callback);
  });
  return () => cancel();
}

/** A time limit that can be paused and resumes with the remaining time. */
export interface Countdown {
  readonly hold: () => void;
  readonly resume: () => void;
  readonly cancel: () => void;
}

/** Starts a countdown immediately. Null milliseconds: it never ends. */
export function createCountdown(clock: Clock, milliseconds: number | null, callback: () => void): Countdown {
  if (milliseconds === null) return { hold: idle, resume: idle, cancel: idle };
  let left = milliseconds;
  let since = 0;
  let stop: (() => void) | null = null;
  const resume = (): void => {
    if (stop !== null) return;
    since = clock.monotonic();
    stop = afterLong(clock, left, callback);
  };
  const cancel = (): void => {
    stop?.();
    stop = null;
  };
  const hold = (): void => {
    if (stop === null) return;
    left = Math.max(0, left - (clock.monotonic() - since) / 1e6);
    cancel();
  };
  resume();
  return { hold, resume, cancel };
}

const idle = (): void => {};

/** Passes a value at most once per interval. The last value is never lost. */
export interface Throttle<T> {
  readonly offer: (value: T) => void;
  /** Emits the pending value. */
  readonly flush: () => void;
}

export function createThrottle<T>(clock: Clock, interval: number, emit: (value: T) => void): Throttle<T> {
  let held: { readonly value: T } | null = null;
  let last = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | null = null;
  const release = (): void => {
    cancel = null;
    if (held === null) return;
    const { value } = held;
    held = null;
    last = clock.monotonic();
    emit(value);
  };
  const offer = (value: T): void => {
    held = { value };
    const wait = interval - (clock.monotonic() - last) / 1e6;
    if (wait <= 0) {
      cancel?.();
      release();
    } else cancel ??= clock.after(wait, release);
  };
  const flush = (): void => {
    cancel?.();
    release();
  };
  return { offer, flush };
}
