import { type CountryCode, isSupportedCountry, Metadata, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { type DigitRun, digitRuns, standsAlone } from "./digit-runs.ts";
import type { Recogniser, Span, Verdict } from "./recogniser.ts";

/** Numbers that are valid in a numbering plan: international ones anywhere, national ones of the regions given. */
export function phone(regions: readonly string[]): Recogniser {
  const plans = regions.filter((region): region is CountryCode => isSupportedCountry(region)).map(planOf);
  return {
    id: "phone",
    isValidator: true,
    *find(text) {
      const budget = { left: nationalChecks };
      for (const run of digitRuns(text, 7)) yield* numbersIn(text, run, plans, budget);
    },
    test: (value, { isNamed }) => testWhole(value.trim(), plans, isNamed),
  };
}

/** National numbers have to be tried in every region: at most so many of them in one text. */
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
const isDate = (text: string): boolean =>
  /^(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}/.test(text) ||
  (/^\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)?\d\d(?!\d)/.test(text) && !/^0\d [\d ]{11}/.test(text));

function* numbersIn(
  text: string,
  run: DigitRun,
  plans: readonly Plan[],
  budget: { left: number },
): Generator<Span, void, void> {
  for (const part of partsOf(run)) {
    if (!standsAlone(text, part)) continue;
    const verdict = judge(part.text, plans, budget);
    if (verdict !== undefined) yield { ...verdict, start: part.start, end: part.end };
  }
}

/** Two numbers in one run are told apart by a wide gap, a slash between spaces, or the `+` of the second. */
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

function judge(written: string, plans: readonly Plan[], budget: { left: number }): Verdict | undefined {
  const digits = written.replace(/\D/g, "");
  if (digits.length < 7 || digits.length > 15 || new Set(digits).size < 3 || isDate(written)) return undefined;
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
  if (number?.isValid() !== true) return undefined;
  return { value: number.number, score: written.includes("+") ? 0.85 : 0.6, notes: ["valid international number"] };
}

/** Digits alone say nothing without context: the score lies under every threshold, and a context word lifts it. */
function shapeScore(written: string, digits: string): number | undefined {
  if (northAmerican.test(written)) return 0.6;
  const groups = written.split(/\D+/).filter((group) => group !== "").length;
  if (trunk.test(written) && digits.length >= 9 && digits.length <= 12) return groups > 1 ? 0.55 : 0.3;
  return digits.length >= 9 && digits.length <= 11 ? (groups > 1 ? 0.35 : 0.25) : undefined;
}

function national(written: string, digits: string, plans: readonly Plan[], score: number): Verdict | undefined {
  const significant = digits.replace(/^0/, "").length;
  for (const { region, lengths } of plans) {
    if (!lengths.has(significant) && !lengths.has(digits.length) && !lengths.has(digits.length - 1)) continue;
    const number = parsePhoneNumberFromString(written, region);
    if (number?.isValid() === true)
      return { value: number.number, score, notes: [`valid national number (${region})`] };
  }
  return undefined;
}

function testWhole(written: string, plans: readonly Plan[], isNamed: boolean): Verdict | undefined {
  if (written.length > 40 || !/^[+(\d][\d ()./\u00a0-]*(?:\s?(?:x|ext\.?)\s?\d{1,6})?$/i.test(written))
    return undefined;
  const verdict = judge(written.replace(/\s?(?:x|ext\.?)\s?\d{1,6}$/i, ""), plans, { left: 1 });
  if (verdict === undefined) return undefined;
  if (isNamed) return { ...verdict, score: Math.max(verdict.score, 0.8) };
  return verdict.score >= 0.55 ? verdict : undefined;
}
