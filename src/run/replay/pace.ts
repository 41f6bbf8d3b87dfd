import type { Clock, Nanoseconds } from "../../domain/index.ts";

/** How fast a run is shown again. */
export interface ReplayPace {
  /** Times as fast as it was; Infinity: at once. */
  readonly speed: number;
  /** No pause is longer, in milliseconds. */
  readonly longestPauseMs: number;
}

/**
 * Waits before each item as the run did. What showing an item costs is taken off the next pause, so that a long run
 * does not lag behind.
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
