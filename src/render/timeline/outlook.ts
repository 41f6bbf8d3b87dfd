/** What a run would have taken had something been different. Milliseconds. */
export interface Prediction {
  readonly assumptions: readonly string[];
  readonly totalMs: number;
  /** What the same replay gives for the run as it was: how far predictions can be trusted. */
  readonly replayedMs: number;
  readonly criticalPath: readonly string[];
  readonly criticalMs: number;
}

/** The one thing worth doing about a run's duration. */
export interface Advice {
  /** What the replay gives for the run as it was. */
  readonly replayedMs: number;
  /** More slots: how many, and the total with them; null when they would not help. */
  readonly slots: { readonly slots: number; readonly totalMs: number } | null;
  /** The artifact whose work, were it nothing, would shorten the run most; and the total then, a bound for any change. */
  readonly artifact: { readonly id: string; readonly totalMs: number } | null;
}

export interface Outlook {
  readonly advice: Advice | null;
  readonly prediction: Prediction | null;
}
