/** How long a run would have taken under other conditions, in milliseconds. */
export interface WhatIfResult {
  readonly assumptions: readonly string[];
  readonly totalMs: number;
  /** The simulated duration of the run as it was, which shows how far predictions can be trusted. */
  readonly replayedMs: number;
  readonly criticalPath: readonly string[];
  readonly criticalMs: number;
}

/** The most effective change to a run's duration. */
export interface Advice {
  /** The simulated duration of the run as it was. */
  readonly replayedMs: number;
  /** The number of slots that would help, and the total with them; null if more would not help. */
  readonly slots: { readonly slots: number; readonly totalMs: number } | null;
  /**
   * The artifact that would shorten the run most if it took no time, and the total in that case, which limits the gain
   * of any change to it.
   */
  readonly artifact: { readonly id: string; readonly totalMs: number } | null;
}

export interface Prediction {
  readonly advice: Advice | null;
  readonly whatIf: WhatIfResult | null;
}
