import type { Clock, Nanoseconds } from "../../domain/index.ts";

/** The speed of a replay. */
export interface ReplayPace {
  /** A multiple of the original speed; Infinity: without pauses. */
  readonly speed: number;
  /** Upper limit of a pause, in milliseconds. */
  readonly longestPauseMs: number;
}

/**
 * Waits before each item as long as the run did. The time to show an item is subtracted from the next pause, so that a
 * long replay does not fall behind.
 */
export async function* paced<T>(
  items: Iterable<T>,
  {
    clock,
    pace,
    timeOf,
  }: { readonly clock: Clock; readonly pace: ReplayPace; readonly timeOf: (item: T) => Nanoseconds },
): AsyncGenerator<T> {
  let before: Nanoseconds | null = null;
  let due = clock.monotonic();
  for (const item of items) {
    const t = timeOf(item);
    const pause = before === null ? 0 : Math.min((t - before) / pace.speed, pace.longestPauseMs * 1e6);
    before = t;
    due += pause;
    const wait = (due - clock.monotonic()) / 1e6;
    if (wait >= 1) await new Promise<void>((resolve) => void clock.after(wait, resolve));
    yield item;
  }
}
