import type { RecogniserId } from "../../rules/index.ts";

/** Something recognised in a text; `start` and `end` are offsets in it. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** The value in one spelling, for counting distinct ones. Never leaves the analyser. */
  readonly value: string;
  /** Without context words. */
  readonly score: number;
  /** Context words lift the score no higher. */
  readonly ceiling?: number;
  /** What raised or lowered the score: our own words, never the value's. */
  readonly notes: readonly string[];
}

/** A whole value that was recognised. */
export type Verdict = Pick<Span, "value" | "score" | "ceiling" | "notes">;

/** Finds values of one kind; knows nothing of rules, names or places. */
export interface Recogniser {
  readonly id: RecogniserId;
  /** Whether a checksum, a registry or a numbering plan stands behind its word. */
  readonly isValidator: boolean;
  readonly find: (text: string) => Iterable<Span>;
  /** Is the whole value one? `isNamed`: the column's name says so, and looser spellings are taken. */
  readonly test: (value: string, hint: { readonly isNamed: boolean }) => Verdict | undefined;
}

const wordCharacter = /[\p{L}\p{N}_]/u;

/** Whether a character is a letter, digit or underscore; false at the ends of a text. */
export const isWordCharacter = (character: string | undefined): boolean =>
  character !== undefined && wordCharacter.test(character);
