import { isValidIBAN } from "ibantools";
import { flagsOf, longestMatch, type ValidatorId, type ValuePattern, wholeValue } from "../../rules/index.ts";

/** A pattern of a rule, compiled. */
export interface CompiledPattern<Owner> {
  readonly owner: Owner;
  readonly inText: RegExp;
  readonly whole: RegExp;
  readonly validator: ValidatorId | undefined;
  /** Score of a match without a context word. */
  readonly score: number;
}

export interface PatternSpan {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

/**
 * A value starts a word, or with another character after a space or a character that separates. So a pattern is tried
 * at few of the characters of a text.
 */
const startOfValue = String.raw`(?:(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_])|(?<=^|[\s"'(\[\{<=:;,\|\/])(?![\p{L}\p{N}_\s]))`;

const scoreOfForm = 0.4;
const scoreOfChecked = 0.8;

export function compilePattern<Owner>(pattern: ValuePattern, owner: Owner): CompiledPattern<Owner> {
  const { validator, score = validator === undefined ? scoreOfForm : scoreOfChecked } = pattern;
  const flags = flagsOf(pattern);
  return {
    owner,
    inText: new RegExp(`${startOfValue}(?:${pattern.pattern})`, `${flags}g`),
    whole: new RegExp(wholeValue(pattern.pattern), flags),
    validator,
    score,
  };
}

/** Returns the normalised value if a whole value has the form and passes the check. */
export function testWhole(value: string, { whole, validator }: CompiledPattern<unknown>): string | undefined {
  const trimmed = value.trim();
  if (trimmed.length > longestMatch || !whole.test(trimmed)) return undefined;
  return isValid(trimmed, validator) ? normalised(trimmed) : undefined;
}

// Texts are searched in parts, so that a pattern of quadratic time takes time in proportion to the text.
const partLength = 32;
const before = 32;
const after = longestMatch + 16;

/** Finds the matches in a text: whole words that pass the check, without overlaps. */
export function* findPattern(
  text: string,
  { inText, validator }: CompiledPattern<unknown>,
): Generator<PatternSpan, void, void> {
  for (let at = 0; at < text.length; ) {
    const from = Math.max(0, at - before);
    const part = text.slice(from, at + partLength + after);
    const next = at + partLength;
    let resume = next;
    inText.lastIndex = at - from;
    for (let match = inText.exec(part); match !== null; match = inText.exec(part)) {
      const start = from + match.index;
      const end = start + match[0].length;
      if (start >= next) break;
      if (match[0] === "") inText.lastIndex++;
      else if (!isInsideWord(text, end) && match[0].length <= longestMatch && isValid(match[0], validator)) {
        yield { start, end, value: normalised(match[0]) };
        resume = Math.max(resume, end);
      }
    }
    at = resume;
  }
}

const wordCharacter = /[\p{L}\p{N}_]/u;

/** A match must not end inside a longer word or number. */
const isInsideWord = (text: string, at: number): boolean =>
  wordCharacter.test(text.charAt(at - 1)) && wordCharacter.test(text.charAt(at));

const normalised = (value: string): string => value.replace(/[\s.\-/]/g, "").toUpperCase();

function isValid(value: string, validator: ValidatorId | undefined): boolean {
  switch (validator) {
    case undefined:
      return true;
    case "luhn":
      return luhn(value.replace(/\D/g, ""));
    case "mod97":
      return mod97(value.replace(/[^\p{L}\d]/gu, "").toUpperCase());
    case "iban":
      return isValidIBAN(value.replace(/[\s-]/g, "").toUpperCase());
  }
}

/** ISO/IEC 7812-1, annex B. */
function luhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits.at(-1 - place));
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits.length > 1 && sum % 10 === 0;
}

/** ISO 7064, MOD 97-10: the whole value, with letters as 10 to 35, leaves the remainder 1. */
function mod97(value: string): boolean {
  if (!/^[A-Z0-9]{3,}$/.test(value)) return false;
  let rest = 0;
  for (const character of value) {
    const number = Number.parseInt(character, 36);
    rest = (rest * (number > 9 ? 100 : 10) + number) % 97;
  }
  return rest === 1;
}
