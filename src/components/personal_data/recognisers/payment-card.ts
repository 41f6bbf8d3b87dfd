import { isProgram } from "../names/index.ts";
import { type DigitGroup, type DigitRun, digitRuns, groupsOf, standsBetween } from "./digit-runs.ts";
import type { RecognisedSpan, Recogniser, Verdict } from "./recogniser.ts";

/** Recognises numbers in the ranges of card issuers whose check digit (Luhn) is correct. */
export const paymentCard: Recogniser = {
  id: "payment_card",
  isValidator: true,
  needsDigit: true,
  *find(text) {
    for (const run of digitRuns(text, 12)) {
      for (const span of cardsIn(text, run)) yield isTestNumber(span.value) && isProgram(text) ? inTest(span) : span;
    }
  },
  test(value) {
    const trimmed = value.trim();
    if (!/^\d[\d -]{10,22}\d$/.test(trimmed)) return undefined;
    return judge(trimmed.replace(/\D/g, ""));
  },
};

const layouts = ["4-4-4-4", "4-6-5", "4-6-4", "4-4-4-4-3"].map((layout) => layout.split("-").map(Number));

function* cardsIn(text: string, run: DigitRun): Generator<RecognisedSpan, void, void> {
  const groups = groupsOf(run);
  for (let at = 0; at < groups.length; at++) {
    const found = single(text, groups[at]) ?? grouped(text, groups, at);
    if (found === undefined) continue;
    yield found.span;
    at += found.groups - 1;
  }
}

function single(text: string, group: DigitGroup | undefined) {
  if (group === undefined || group.digits.length < 12 || !standsBetween(text, group)) return undefined;
  const verdict = judge(group.digits);
  return verdict && { span: { ...inContext(text, group, verdict), start: group.start, end: group.end }, groups: 1 };
}

const otherKey =
  /(?:id|order|ref|reference|hash|time|timestamp|ts|seq|serial|tracking|ean|isbn|imei|iccid|barcode|nonce|seed|offset|size|count|total|bytes|key|invoice|ticket|version)["'\s]{0,3}[:=#]?\s{0,2}["']?$/i;
const reach = 60;

/** An expiry date behind the number, or a date before it and an amount behind it, make a row of payments. */
const isPayment = (before: string, after: string): boolean =>
  /^[|:/; ,]{1,2}(?:0[1-9]|1[0-2])[/-]?(?:20)?[2-4]\d(?!\d)/.test(after) ||
  (/\d{4}-\d\d-\d\d[T\d:. Z]*[,;|\t] ?$/.test(before) && /^[,;|\t] ?-?\d+[.,]\d\d(?!\d)/.test(after));

/**
 * Scores digits without separators. One of ten numbers passes the check, so digits in a table of figures are no card
 * without a word, and neither are those that something else is said of.
 */
function inContext(text: string, { start, end }: DigitGroup, verdict: Verdict): Verdict {
  const before = text.slice(Math.max(0, start - reach), start);
  const isFraction = /\.$/.test(before);
  if (isFraction) return { ...verdict, score: 0.1, ceiling: 0.1 };
  const after = text.slice(end, end + reach);
  const hasWords = /\p{L}{2,}/u.test(before) || /\p{L}{2,}/u.test(after) || isPayment(before, after);
  const score = hasWords && !otherKey.test(before) ? 0.6 : 0.35;
  return { ...verdict, score: Math.min(verdict.score, score) };
}

/**
 * Matches digits in the groups printed on cards, with one separator, that are not part of a longer sequence of such
 * groups.
 */
function grouped(text: string, groups: readonly DigitGroup[], at: number) {
  for (const layout of layouts) {
    const part = groups.slice(at, at + layout.length);
    const first = part[0];
    const last = part.at(-1);
    if (first === undefined || last === undefined || !layout.every((size, i) => part[i]?.digits.length === size))
      continue;
    const gaps = new Set(part.slice(1).map((group, i) => text.slice(part[i]?.end, group.start)));
    const [gap] = gaps;
    if (gaps.size !== 1 || (gap !== " " && gap !== "-")) continue;
    const next = groups[at + layout.length];
    const before = groups[at - 1];
    const continues = (a: DigitGroup | undefined, b: DigitGroup | undefined) =>
      a !== undefined &&
      b !== undefined &&
      text.slice(a.end, b.start) === gap &&
      a.digits.length === 4 &&
      b.digits.length === 4;
    if (
      continues(last, next) ||
      continues(before, first) ||
      !standsBetween(text, { start: first.start, end: last.end })
    )
      continue;
    const verdict = judge(part.map((group) => group.digits).join(""));
    if (verdict !== undefined)
      return { span: { ...verdict, start: first.start, end: last.end }, groups: layout.length };
  }
  return undefined;
}

const testNumbers: ReadonlySet<string> = new Set([
  "4111111111111111",
  "4242424242424242",
  "5555555555554444",
  "378282246310005",
  "4012888888881881",
  "5105105105105100",
  "6011111111111117",
  "371449635398431",
  "30569309025904",
  "3530111333300000",
  "4000000000000002",
]);

/** Providers publish numbers for tests, and those that programs make up have the same digit many times. */
const isTestNumber = (value: string): boolean => testNumbers.has(value) || /(\d)\1{5}/.test(value);

const inTest = (span: RecognisedSpan): RecognisedSpan => ({
  ...span,
  ...{ score: 0.35, ceiling: 0.35, notes: [...span.notes, "test number in a program"] },
});

function judge(value: string): Verdict | undefined {
  if (value.length > 19 || new Set(value).size < 3 || !luhn(value)) return undefined;
  if (!isIssued(value))
    return couldBeIssued(value) ? { value, score: 0.3, ceiling: 0.6, notes: ["check digit"] } : undefined;
  if (testNumbers.has(value)) return { value, score: 0.6, ceiling: 0.6, notes: ["test number of a payment provider"] };
  return { value, score: 0.9, notes: ["issuer's range", "check digit"] };
}

/**
 * Returns whether digits are in a range of Visa, Mastercard, American Express, Discover, Diners, JCB, UnionPay or
 * Maestro, by leading digits and length.
 */
function isIssued(digits: string): boolean {
  const size = digits.length;
  const four = Number(digits.slice(0, 4));
  const two = Math.floor(four / 100);
  if (digits.startsWith("4")) return size === 13 || size === 16 || size === 19;
  if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) return size === 16;
  if (two === 34 || two === 37) return size === 15;
  if (four === 6011 || two === 65 || (four >= 6440 && four <= 6499)) return size === 16 || size === 19;
  if (two === 36 || two === 38 || two === 39 || (four >= 3000 && four <= 3059)) return size === 14 || size === 16;
  if (four >= 3528 && four <= 3589) return size >= 16 && size <= 19;
  if (four === 2131 || four === 1800) return size === 15;
  if (two === 62) return size >= 16 && size <= 19;
  return [5018, 5020, 5038, 5893, 6304, 6759, 6761, 6762, 6763].includes(four) && size >= 13 && size <= 19;
}

/** Ranges that are unassigned, or that many other numbers share. Such a number is a card only with context words. */
function couldBeIssued(digits: string): boolean {
  return digits.length === 16 ? /^35/.test(digits) : digits.length === 12 && /^(?:50|5[6-8]|6)/.test(digits);
}

/** Verifies the check digit of card numbers (ISO/IEC 7812-1). */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
