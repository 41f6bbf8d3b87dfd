/** One thing that may be written at a place, and a few words about it. */
export interface Candidate {
  readonly value: string;
  readonly about: string;
}
