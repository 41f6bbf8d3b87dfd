import type { DigitRun } from "./digit-runs.ts";

const dates = [
  /(?<!\d)(?:19|20)\d\d([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)/,
  /(?<!\d)(?:0?[1-9]|[12]\d|3[01])([-./])(?:0?[1-9]|1[0-2])\1(?:(?:19|20)\d\d|\d\d)(?!\d)(?!\1\d)/,
  /(?<!\d)(?:0?[1-9]|1[0-2])([-./])(?:0?[1-9]|[12]\d|3[01])\1(?:19|20)\d\d(?!\d)/,
  /^(?:0?[1-9]|[12]\d|3[01])\.? ?(?:0?[1-9]|1[0-2])\.? (?:19|20)\d\d(?=$| )/,
  /^(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.? ?[-/\u2013]/,
  /^(?:19|20)\d\d ?[-/\u2013] ?(?:(?:19|20)\d\d|\d\d)$/,
  /^(?:0?[1-9]|1[0-2])[./](?:19|20)\d\d ?[-/\u2013] ?(?:0?[1-9]|1[0-2])[./](?:19|20)\d\d$/,
  /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:[-. ]?\d{4,6})?$/,
];

const couldHoldDate = /\d{1,4}[-./]\d{1,2}[-./]|^\d{1,2}\.? ?\d{1,2}\.? ?[\d/\u2013-]|\d[./]\d{4}/;

/** `06.12.34.56.78`: the usual French spelling, in which no version and no address of a computer is written. */
const frenchDotted = /^0[1-9](?:\.\d\d){4}$/;

/** Returns whether a spelling is a date, a range of dates, or a date with a time. */
export const isDate = (written: string): boolean =>
  !frenchDotted.test(written) &&
  (/^(?:19|20)/.test(written) || couldHoldDate.test(written)) &&
  dates.some((form) => form.test(written));

const dotted = /^\d{1,4}(?:\.\d{1,4}){3,}$/;
/** `32.12.34.56` in Denmark and Norway, `612.34.56.78` in Spain: groups that an IP address may have too. */
const dottedPlain = /^(?:[2-9]\d(?:\.\d\d){3}|[1-9]\d{1,2}(?:\.\d{2,3}){3})$/;

/** Returns whether digits in groups with dots are a phone number or an IP address: only a word before them tells. */
export const isLikeAddressOfMachine = (written: string): boolean =>
  dottedPlain.test(written) && !largeDotted.test(written);

const amount = /^\d{1,3}(?:[ .\u00a0\u202f]\d{3})+$/;
const isbn = /^97[89][- ]\d/;

/** Starts with the trunk zero, as no version and no decimal number does: `0501.236.63.05`, `06.35293461`. */
const trunkDotted = /^0[1-9]\d{0,4}(?:\.\d{2,4}){3}$|^0[1-9]\d{0,4}\.\d{5,8}$/;
/** Nine digits whose first group is too large for an address of a computer: `936.94.20.37`. */
const largeDotted = /^(?:2[6-9]|[3-9]\d)\d(?:\.\d\d){3}$/;

const isDottedPhone = (written: string): boolean =>
  trunkDotted.test(written) ||
  largeDotted.test(written) ||
  frenchDotted.test(written) ||
  isLikeAddressOfMachine(written);

/** Returns whether digits in such groups are something else: a version, an object identifier, an ISBN. */
export const isOtherNumber = (written: string): boolean =>
  ((dotted.test(written) || /^\d+\.\d+$/.test(written)) && !isDottedPhone(written)) ||
  isbn.test(written) ||
  /-\.|\.-/.test(written) ||
  isListOfNumbers(written);

/** `01 02 03 04 05` counts, and `0 8 5 2 2 2 1` is a list of digits. */
function isListOfNumbers(written: string): boolean {
  if (!/(?:\d+\D+){3}/.test(written)) return false;
  const groups = written.split(/\D+/).filter((group) => group !== "");
  const isCounting =
    groups.length > 3 && groups.every((group, at) => at === 0 || Number(group) === Number(groups[at - 1]) + 1);
  return isCounting || (groups.length > 5 && groups.every((group) => group.length === 1));
}

/** Returns whether the groups are those of an amount: `1 234 567`. A phone number of a few countries looks the same. */
export const isAmountLike = (written: string): boolean => amount.test(written);

/** Returns whether a number starts with `+`, or with `00` as in most of the world, and a calling code. */
export const isInternational = (written: string): boolean =>
  /^\(?\+/.test(written) || /^\(?00[1-9][\d ()/.-]{7,}/.test(written);

/** Returns the digits with the calling code. A trunk zero in brackets is left out: `+44 (0)20`. */
export const internationalDigits = (written: string): string =>
  written
    .replace(/[([]0[)\]]/, "")
    .replace(/^\(?(?:\+|00)/, "")
    .replace(/\D/g, "");

const northAmerican = /^(?:\+?1[-. ]?)?(?:\(\d{3}\)[ .-]?|\d{3}[-. ])\d{3}[-. ]\d{4}$|^\d{3}\/\d{3}-\d{4}$/;
const trunk = /^\(?0 ?\d/;

/** The score of a valid national number. Digits in an ordinary spelling mean nothing without a word before them. */
export function nationalScore(written: string, digits: string): number | undefined {
  if (northAmerican.test(written)) return 0.6;
  const groups = written.split(/\D+/).filter((group) => group !== "").length;
  // Dots are also between the groups of other numbers, so that most of them require a word for a phone.
  if (trunkDotted.test(written)) return digits.length < 8 ? undefined : 0.3;
  if (trunk.test(written) && digits.length >= 9 && digits.length <= 13) return groups > 1 ? 0.55 : 0.3;
  if (digits.length < 7 || digits.length > 13) return undefined;
  return groups > 1 ? 0.3 : 0.25;
}

const betweenNumbers = / {2,}|[ /](?=\+)|\) \/ (?=\()/;
const withGaps = /( {2,}|[ /](?=\+)|\) \/ (?=\())/;
const betweenHalves = / ?[/\u2013\u2212] ?| [-\u2010\u2011] /;
const withSigns = /( ?[/\u2013\u2212] ?| [-\u2010\u2011] )/;

/** Splits two numbers in one run at a wide gap, or before the `+` of the second. */
export const numbersOf = (run: DigitRun): readonly DigitRun[] =>
  betweenNumbers.test(run.text) || !/^[\d+]/.test(run.text) ? split(run, withGaps) : [run];

/** Splits at a slash or dash between spaces, which are between two numbers or between the groups of one. */
export const halvesOf = (part: DigitRun): readonly DigitRun[] =>
  betweenHalves.test(part.text) ? split(part, withSigns) : [part];

function split(run: DigitRun, separators: RegExp): readonly DigitRun[] {
  let from = 0;
  return run.text.split(separators).flatMap((piece) => {
    const start = from;
    from += piece.length;
    const lead = /^[^\d+(]*/.exec(piece)?.[0].length ?? 0;
    const inner = piece.slice(lead).replace(/\D+$/, "");
    const unopened = inner.startsWith("(") && !inner.includes(")") ? 1 : 0;
    if (inner.length < 7) return [];
    const offset = start + run.start + lead;
    return [{ text: inner.slice(unopened), start: offset + unopened, end: offset + inner.length }];
  });
}
