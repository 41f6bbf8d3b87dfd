/** One possible completion, with a short description. */
export interface CompletionCandidate {
  readonly value: string;
  readonly about: string;
}
