import type { Random } from "./random.ts";

/** One kind of attack on the program, and what has to hold in spite of it. */
export interface Suite {
  readonly name: string;
  /** What holds whatever an attack does, in one sentence. */
  readonly promise: string;
  /** Attacks in a run of the tests; by hand there are as many as the time allows. */
  readonly attacks: number;
  /** Makes what all attacks share: a recorded store to copy, a server. */
  readonly start: () => Promise<Attacker>;
}

export interface Attacker {
  /**
   * Attacks once and throws when the promise is broken. Every choice comes from `random`, so that a seed repeats the
   * attack; it cleans up what it made, also when it throws.
   */
  readonly attack: (attempt: Attempt) => Promise<void>;
  /** Removes what `start` made. */
  readonly end: () => void | Promise<void>;
}

export interface Attempt {
  readonly random: Random;
  /** Notes what is done; the notes are shown when the promise is broken. */
  readonly note: (what: string) => void;
  /** Counts a fault that was made; main prints how many there were of each kind. */
  readonly count: (fault: string) => void;
}
