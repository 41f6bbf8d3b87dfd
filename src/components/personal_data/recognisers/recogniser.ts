import type { RecogniserId } from "../../rules/index.ts";

/** A match in a text; `start` and `end` are offsets in it. */
export interface RecognisedSpan {
  readonly start: number;
  readonly end: number;
  /** The normalized value, used to count distinct values. It never leaves the analyser. */
  readonly value: string;
  /** The score without context words. */
  readonly score: number;
  /** The highest score that context words can give. */
  readonly ceiling?: number;
  /** The reasons for the score, in fixed words that contain nothing of the value. */
  readonly notes: readonly string[];
}

/** The result for a whole value. */
export type Verdict = Pick<RecognisedSpan, "value" | "score" | "ceiling" | "notes">;

/** Finds values of one kind. It does not depend on rules, names or locations. */
export interface Recogniser {
  readonly id: RecogniserId;
  /** Whether a checksum, a registry or a numbering plan confirms the form. */
  readonly isValidator: boolean;
  /** Whether every value holds a digit, so that texts without one need no search. */
  readonly needsDigit?: boolean;
  readonly find: (text: string) => Iterable<RecognisedSpan>;
  /** Tests a whole value. `isNamed`: the column name indicates this kind, so looser spellings are accepted. */
  readonly test: (value: string, hint: { readonly isNamed: boolean }) => Verdict | undefined;
}

const wordCharacter = /[\p{L}\p{N}_]/u;

/** Returns whether a character is a letter, digit or underscore; false at the ends of a text. */
export const isWordCharacter = (character: string | undefined): boolean =>
  character !== undefined && wordCharacter.test(character);

/** A character of a script that has no spaces between words, so that a number or address may follow it directly. */
export const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]/u;

/**
 * Returns all matches of a pattern with the flag `g`. Most values of a column have none: they are recognised without the
 * copy of the pattern that `matchAll` makes.
 */
export function matchesOf(pattern: RegExp, text: string): Iterable<RegExpExecArray> {
  pattern.lastIndex = 0;
  const first = pattern.exec(text);
  pattern.lastIndex = first?.index ?? 0;
  return first === null ? [] : text.matchAll(pattern);
}
