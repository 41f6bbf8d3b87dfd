import type { Nanoseconds } from "./event-fields.ts";

/** The source of time, passed as a parameter. Tests pass one that they advance by hand. */
export interface Clock {
  /** Returns the wall clock time. */
  readonly now: () => Date;
  /** Returns monotonic nanoseconds from an arbitrary fixed origin. */
  readonly monotonic: () => Nanoseconds;
  /** Calls back once after so many milliseconds. Returns a function that cancels the call. */
  readonly after: (milliseconds: number, callback: () => void) => () => void;
}
