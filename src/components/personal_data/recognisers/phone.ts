import { isLabelled } from "../national_numbers/index.ts";
import { NumberingPlans } from "../phone_plans/index.ts";
import { type DigitRun, digitRuns, standsAlone } from "./digit-runs.ts";
import { isBareValue, isBeforePhoneWord, isNumberOfThing } from "./phone-context.ts";
import {
  halvesOf,
  internationalDigits,
  isAmountLike,
  isDate,
  isInternational,
  isLikeAddressOfMachine,
  isOtherNumber,
  nationalScore,
  numbersOf,
} from "./phone-spelling.ts";
import type { RecognisedSpan, Recogniser, Verdict } from "./recogniser.ts";

/**
 * Recognises numbers that are valid in a numbering plan: international numbers anywhere, national numbers of the given
 * regions.
 */
export function phone(regions: readonly string[]): Recogniser {
  const plans = new NumberingPlans(regions);
  return {
    id: "phone",
    isValidator: true,
    needsDigit: true,
    *find(text) {
      for (const run of digitRuns(text, 7)) {
        for (const part of numbersOf(run)) yield* numbersIn(text, part, plans);
      }
    },
    test: (value, { isNamed }) => testWhole(value.trim(), plans, isNamed),
  };
}

const extension = /^[ .-]?[,;]? ?(?:x|ext\.?|extension|durchwahl|dw|poste|wew\.?|#)[ .-]{0,2}\d{1,6}(?![\p{L}\d])/iu;

/** Takes a slash or dash for a gap in one number, unless each side of it is a number. */
function* numbersIn(text: string, part: DigitRun, plans: NumberingPlans): Generator<RecognisedSpan, void, void> {
  if (isDate(part.text)) return;
  const halves = halvesOf(part);
  const inHalves = halves.flatMap((half) => spanOf(text, half, plans) ?? []);
  if (halves.length === 1 && halves[0]?.end === part.end && halves[0].start === part.start) {
    yield* inHalves;
    return;
  }
  const isSeparate = halves.length > 1 && inHalves.length === halves.length;
  const whole = isSeparate ? undefined : spanOf(text, part, plans);
  if (whole !== undefined && !whole.notes.includes(possible)) yield whole;
  else yield* inHalves;
}

function spanOf(text: string, part: DigitRun, plans: NumberingPlans): RecognisedSpan | undefined {
  const end = part.end + (extension.exec(text.slice(part.end, part.end + 16))?.[0].length ?? 0);
  if (!standsAlone(text, { start: part.start, end })) return undefined;
  const verdict = judge(part.text, plans);
  if (verdict === undefined || isOtherwiseLabelled(text, part, verdict) || isNumberOfThing(text, part))
    return undefined;
  const score = isBareValue(text, part) ? Math.min(verdict.score, bareValue) : verdict.score;
  if (score < withWord && isBeforePhoneWord(text, part))
    return { ...verdict, score: withWord, notes: [...verdict.notes, wordBehind], start: part.start, end };
  return { ...verdict, score, start: part.start, end };
}

/** A tax number that fails its check, or a customer number, is no phone number because its digits could be one. */
const isOtherwiseLabelled = (text: string, { start, text: written }: DigitRun, { score }: Verdict): boolean =>
  score < 0.85 && !written.startsWith("+") && isLabelled(text, start);

/** The score of a number in front of a word that says what line it is. */
const withWord = 0.55;
const wordBehind = "word for a phone behind it";

/** Reported only with a word for a phone before it. */
const bareValue = 0.4;

const possible = "number of a possible length";

function judge(written: string, plans: NumberingPlans): Verdict | undefined {
  const digits = written.replace(/\D+/g, "");
  if (digits.length < 7 || digits.length > 16 || hasFewDigits(digits)) return undefined;
  if (isDate(written) || isOtherNumber(written)) return undefined;
  if (isInternational(written)) return international(written, plans) ?? national(written, digits, plans);
  return national(written, digits, plans);
}

/** Returns whether a number is made of one or two digits only, such as `0000000`. */
function hasFewDigits(digits: string): boolean {
  const other = [...digits].find((digit) => digit !== digits[0]);
  for (const digit of digits) if (digit !== digits[0] && digit !== other) return false;
  return true;
}

function international(written: string, plans: NumberingPlans): Verdict | undefined {
  const verdict = plans.international(internationalDigits(written));
  if (verdict === undefined) return undefined;
  const isWrittenWithPlus = written.includes("+");
  if (verdict.isValid)
    return { value: verdict.number, score: isWrittenWithPlus ? 0.85 : 0.6, notes: ["valid international number"] };
  if (!isWrittenWithPlus) return undefined;
  return { value: verdict.number, score: 0.5, ceiling: 0.7, notes: ["international number of a possible length"] };
}

function national(written: string, digits: string, plans: NumberingPlans): Verdict | undefined {
  const score = nationalScore(written, digits);
  if (score === undefined) return undefined;
  const verdict = plans.national(digits);
  if (verdict?.isValid === true) {
    const { number, region } = verdict;
    return {
      value: number,
      score: isAmountLike(written) ? Math.min(score, 0.3) : score,
      notes: [`valid national number (${region})`],
    };
  }
  const withCode = digits.length >= 10 && !digits.startsWith("0") ? plans.international(digits) : undefined;
  if (withCode?.isValid === true)
    return { value: withCode.number, score: 0.25, notes: ["valid international number without a plus"] };
  if (!/\d\D+\d/.test(written) || digits.length > 12 || isAmountLike(written)) return undefined;
  return { value: digits, score: 0.25, ceiling: 0.6, notes: [possible] };
}

const wholeNumber = /^[+([]{0,2}\d[\d ()./[\]\u00a0\u2009\u202f\u2010-\u2013-]*$/;
const extensionOf = /\s?[,;]?\s?(?:x|ext\.?)\s?\d{1,6}$/i;

function testWhole(written: string, plans: NumberingPlans, isNamed: boolean): Verdict | undefined {
  if (written.length > 40) return undefined;
  const bare = written.replace(/^tel:/i, "").replace(extensionOf, "");
  if (!wholeNumber.test(bare)) return undefined;
  const verdict = judge(bare, plans);
  if (verdict === undefined || (!isNamed && isLikeAddressOfMachine(bare))) return undefined;
  if (isNamed) return { ...verdict, score: Math.max(verdict.score, 0.8) };
  return verdict.score >= 0.55 ? verdict : undefined;
}
