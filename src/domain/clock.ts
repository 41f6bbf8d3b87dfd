import type { Nanoseconds } from "./event.ts";

/** Time as a parameter; tests pass one that they move by hand. */
export interface Clock {
  /** Wall clock. */
  readonly now: () => Date;
  /** Monotonic nanoseconds from any fixed origin. */
  readonly monotonic: () => Nanoseconds;
  /** Calls back once after so many milliseconds; returns what cancels it. */
  readonly after: (milliseconds: number, callback: () => void) => () => void;
}
