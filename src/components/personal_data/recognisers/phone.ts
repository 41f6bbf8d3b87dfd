import { type CountryCode, isSupportedCountry, Metadata, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { type DigitRun, digitRuns, standsAlone } from "./digit-runs.ts";
import type { RecognisedSpan, Recogniser, Verdict } from "./recogniser.ts";

/**
 * Recognises numbers that are valid in a numbering plan: international numbers anywhere, national numbers of the given
 * regions.
 */
export function phone(regions: readonly string[]): Recogniser {
  const plans = regions.filter((region): region is CountryCode => isSupportedCountry(region)).map(planOf);
  return {
    id: "phone",
    isValidator: true,
    *find(text) {
      const state: SearchState = { memo: new Map(), left: nationalChecks };
      for (const run of digitRuns(text, 7)) yield* numbersIn(text, run, plans, state);
    },
    test: (value, { isNamed }) => testWhole(value.trim(), plans, isNamed),
  };
}

/** A national number is tried in every region, so the number of attempts per text is limited. */
const nationalChecks = 1500;

interface Plan {
  readonly region: CountryCode;
  readonly lengths: ReadonlySet<number>;
}

function planOf(region: CountryCode): Plan {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(region);
  return { region, lengths: new Set(metadata.numberingPlan?.possibleLengths() ?? []) };
}

const northAmerican = /^(?:\+?1[-. ]?)?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}$/;
const trunk = /^\(?0\d/;
const dates = [
  /^(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}(?!\d)/,
  /^\d{1,2}([-./])\d{1,2}\1(?:19|20)?\d\d(?=$| )/,
  /^\d{1,2} \d{1,2} (?:19|20)\d\d(?=$| )/,
];
const isDate = (written: string): boolean => dates.some((form) => form.test(written));

const extension = /^ ?(?:x|ext\.?) ?\d{1,6}(?![\p{L}\d])/iu;
const dotted = /^\d{1,3}(?:\.\d{1,3}){3}$/;

function* numbersIn(
  text: string,
  run: DigitRun,
  plans: readonly Plan[],
  state: SearchState,
): Generator<RecognisedSpan, void, void> {
  for (const part of partsOf(run)) {
    const end = part.end + (extension.exec(text.slice(part.end, part.end + 12))?.[0].length ?? 0);
    if (!standsAlone(text, { start: part.start, end })) continue;
    const verdict = remembered(part.text, plans, state);
    if (verdict !== undefined) yield { ...verdict, start: part.start, end };
  }
}

/** Splits two numbers in one run at a wide gap, a slash between spaces, or the `+` of the second. */
function* partsOf(run: DigitRun): Generator<DigitRun, void, void> {
  let at = 0;
  for (const piece of run.text.split(/( {2,}| \/ | - |[ /](?=\+))/)) {
    const start = at;
    at += piece.length;
    const lead = /^[^\d+(]*/.exec(piece)?.[0].length ?? 0;
    const inner = piece.slice(lead).replace(/\D+$/, "");
    const unopened = inner.startsWith("(") && !inner.includes(")") ? 1 : 0;
    if (inner.length < 7) continue;
    yield {
      text: inner.slice(unopened),
      start: start + run.start + lead + unopened,
      end: start + run.start + lead + inner.length,
    };
  }
}

/** Previous verdicts, so that a number that occurs a thousand times in a text is parsed once. */
type Memo = Map<string, Verdict | undefined>;
const mostRemembered = 5000;

function remembered(written: string, plans: readonly Plan[], state: SearchState): Verdict | undefined {
  const { memo } = state;
  if (memo.has(written)) return memo.get(written);
  const verdict = judge(written, plans, state);
  if (memo.size < mostRemembered) memo.set(written, verdict);
  return verdict;
}

interface SearchState {
  readonly memo: Memo;
  /** Remaining attempts for national numbers. */
  left: number;
}

function judge(written: string, plans: readonly Plan[], budget: { left: number }): Verdict | undefined {
  const digits = written.replace(/\D/g, "");
  if (digits.length < 7 || digits.length > 15 || new Set(digits).size < 3 || isDate(written) || dotted.test(written))
    return undefined;
  if (isInternational(written)) return international(written);
  if (/^\d+\.\d+$/.test(written)) return undefined;
  const shape = shapeScore(written, digits);
  if (shape === undefined || budget.left <= 0) return undefined;
  budget.left--;
  return national(written, digits, plans, shape);
}

const isInternational = (written: string): boolean =>
  /^\(?\+/.test(written) || /^00[1-9]\d[\d ()/.-]{6,}/.test(written);

function international(written: string): Verdict | undefined {
  const number = parsePhoneNumberFromString(written.replace(/^\(?00/, "+"));
  if (number?.isPossible() !== true) return undefined;
  const isWrittenWithPlus = written.includes("+");
  if (number.isValid()) {
    return { value: number.number, score: isWrittenWithPlus ? 0.85 : 0.6, notes: ["valid international number"] };
  }
  if (!isWrittenWithPlus) return undefined;
  return { value: number.number, score: 0.5, ceiling: 0.7, notes: ["international number of a possible length"] };
}

/** Digits alone mean nothing without context. Their score is below the threshold, and a context word raises it. */
function shapeScore(written: string, digits: string): number | undefined {
  if (northAmerican.test(written)) return 0.6;
  const groups = written.split(/\D+/).filter((group) => group !== "").length;
  if (trunk.test(written) && digits.length >= 9 && digits.length <= 12) return groups > 1 ? 0.55 : 0.3;
  if (digits.length < 7 || digits.length > 11) return undefined;
  if (groups > 1) return 0.3;
  return digits.length >= 9 ? 0.25 : undefined;
}

function national(written: string, digits: string, plans: readonly Plan[], score: number): Verdict | undefined {
  const significant = digits.replace(/^0/, "").length;
  let isPossible = false;
  for (const { region, lengths } of plans) {
    if (!lengths.has(significant) && !lengths.has(digits.length) && !lengths.has(digits.length - 1)) continue;
    isPossible = true;
    const number = parsePhoneNumberFromString(written, region);
    if (number?.isValid() === true)
      return { value: number.number, score, notes: [`valid national number (${region})`] };
  }
  const isGrouped = /\d\D+\d/.test(written);
  if (!isPossible || !isGrouped) return undefined;
  return { value: digits, score: 0.25, ceiling: 0.6, notes: ["number of a possible length"] };
}

function testWhole(written: string, plans: readonly Plan[], isNamed: boolean): Verdict | undefined {
  if (written.length > 40 || !/^[+(\d][\d ()./\u00a0-]*(?:\s?(?:x|ext\.?)\s?\d{1,6})?$/i.test(written))
    return undefined;
  const bare = written.replace(/\s?(?:x|ext\.?)\s?\d{1,6}$/i, "");
  const shape = isInternational(bare) ? 1 : (shapeScore(bare, bare.replace(/\D/g, "")) ?? 0);
  // Without a matching column name, a bare number is not a phone number and need not be tried in every region.
  if (!isNamed && shape < 0.55) return undefined;
  const verdict = judge(bare, plans, { left: 1 });
  if (verdict === undefined) return undefined;
  if (isNamed) return { ...verdict, score: Math.max(verdict.score, 0.8) };
  return verdict.score >= 0.55 ? verdict : undefined;
}
