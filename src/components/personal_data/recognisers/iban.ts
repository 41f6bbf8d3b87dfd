import { countrySpecs, isValidIBAN } from "ibantools";
import { isWordCharacter, matchesOf, type RecognisedSpan, type Recogniser, type Verdict } from "./recogniser.ts";

const lengths: ReadonlyMap<string, number> = new Map(
  Object.entries(countrySpecs).flatMap(([country, spec]) =>
    spec.chars === null || spec.chars === undefined ? [] : [[country, spec.chars] as const],
  ),
);

const head = /(?<![\p{L}\p{N}_])[a-z]{2}\d{2}/giu;

/**
 * Recognises international bank account numbers: the length fits the country and the checksum is correct. Spaces and
 * case are ignored.
 */
export const iban: Recogniser = {
  id: "iban",
  isValidator: true,
  needsDigit: true,
  *find(text) {
    for (const { index } of matchesOf(head, text)) {
      const span = readAt(text, index);
      if (span !== undefined) yield span;
    }
  },
  test(value) {
    const trimmed = value.trim();
    if (trimmed.length > 45 || !/^[a-z]{2}\d{2}/i.test(trimmed)) return undefined;
    const span = readAt(trimmed, 0);
    return span?.end === trimmed.length ? span : undefined;
  },
};

function readAt(text: string, start: number): RecognisedSpan | undefined {
  const length = lengths.get(text.slice(start, start + 2).toUpperCase());
  if (length === undefined) return undefined;
  let value = "";
  let at = start;
  while (value.length < length && at < text.length) {
    const character = text.charAt(at);
    if (/[a-z0-9]/i.test(character)) value += character.toUpperCase();
    else if (!/[ \u00a0-]/.test(character) || !/[a-z0-9]/i.test(text.charAt(at - 1))) return undefined;
    at++;
  }
  if (value.length < length || isWordCharacter(text[at])) return undefined;
  const verdict = judge(value);
  return verdict && { ...verdict, start, end: at };
}

function judge(value: string): Verdict | undefined {
  return isValidIBAN(value) ? { value, score: 0.97, notes: ["checksum and length of the country"] } : undefined;
}
