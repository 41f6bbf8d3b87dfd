import type { RecognisedSpan, Recogniser } from "../recogniser.ts";
import { boxesIn } from "./boxes.ts";
import { cornersIn } from "./corners.ts";
import { isBehindCue } from "./cues.ts";
import { partsAfter } from "./parts.ts";
import { isInSmallLetters, withCapitals } from "./small-letters.ts";
import { startOfAddress } from "./start.ts";
import { type HouseNumber, type Street, streetAfter, streetBefore, untypedAfter } from "./street.ts";

/**
 * Recognises postal addresses, in one line or in several: a street with a number, or a post office box, with the unit, city,
 * postal code, region and country beside it. A street alone has a low score unless its name contains a word that means only a
 * street.
 */
export const postalAddress: Recogniser = {
  id: "postal_address",
  isValidator: false,
  needsDigit: true,
  *find(text) {
    const isSmall = isInSmallLetters(text);
    let held: RecognisedSpan | undefined;
    for (const span of spansIn(isSmall ? withCapitals(text) : text)) {
      if (isSmall && span.score < leastInSmallLetters) continue;
      if (held !== undefined && span.start < held.end) held = span.score > held.score ? span : held;
      else {
        if (held !== undefined) yield held;
        held = span;
      }
    }
    if (held !== undefined) yield held;
  },
  // A column of addresses is found by its name: the same values are found in a table of shops.
  test: () => undefined,
};

/** Without capitals, any words look like a name: more than a street must say that it is an address. */
const leastInSmallLetters = 0.6;

/** Returns the addresses at each number, box and corner, in text order. A doubtful one may overlap the next. */
function* spansIn(text: string): Generator<RecognisedSpan, void, void> {
  const others = [...boxesIn(text).map(boxOf), ...cornersIn(text).map(cornerOf)]
    .sort((a, b) => a.street.start - b.street.start)
    [Symbol.iterator]();
  let other = others.next();
  let last = 0;
  for (const number of houseNumbers(text)) {
    for (; other.done !== true && other.value.street.start < number.start; other = others.next()) {
      if (other.value.street.start < last) continue;
      const span = addressOf(text, other.value.street, other.value.what);
      last = span?.end ?? last;
      if (span !== undefined) yield span;
    }
    const span = number.start < last ? undefined : addressAt(text, number);
    if (span === undefined) continue;
    if (span.score >= certain) last = span.end;
    yield span;
  }
}

/** From this score on, numbers within an address need no search of their own. */
const certain = 0.5;

const numberEnd =
  /(?:(?:-\d{1,3}){2}(?=[ ,])|(?: ?[-–/] ?\d{1,4}(?!\d|[.:-]\d)){0,2}(?: ?(?:bis|ter|quater)(?!\p{L})|[a-zA-Z](?![\p{L}\p{N}])| (?:[A-H](?: \d{1,3})?|I{1,3}|hs)(?=,|\n|$))?(?:\.(?=,|\s*\n| (?:Suite|Apt|Unit|\d)))?)/uy;

/** Returns the numbers that could be those of houses: at most five digits, with a word beside them. */
function* houseNumbers(text: string): Generator<HouseNumber, void, void> {
  let last = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit !== letterS && !isDigit(unit)) continue;
    const start = at;
    const digitsEnd = unit === letterS ? endOfSign(text, start) : endOfDigits(text, start);
    if (digitsEnd === start) continue;
    at = digitsEnd - 1;
    if (start < last || digitsEnd - start > mostDigits || !isOpen(text, start, digitsEnd)) continue;
    numberEnd.lastIndex = digitsEnd;
    const end = digitsEnd + (numberEnd.exec(text)?.[0].length ?? 0);
    last = end;
    if (!hasWordBeside(text, start, end)) continue;
    if (/[\p{L}\p{N}]/u.test(text.charAt(end)) || /^[.,:-]\d/.test(text.slice(end, end + 2))) continue;
    yield { start, end };
  }
}

const mostDigits = 5;
const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;

const letterS = 0x73;

function endOfDigits(text: string, start: number): number {
  let end = start + 1;
  // To read behind the end of a text makes all reads slow.
  while (end < text.length && isDigit(text.charCodeAt(end))) end++;
  return end;
}

/** The end of the Spanish and Portuguese sign `s/n.` for a house without a number, or the offset where there is none. */
function endOfSign(text: string, start: number): number {
  if (!text.startsWith("/n", start + 1) || /\w/.test(text.charAt(start - 1))) return start;
  return text.charAt(start + 3) === "." ? start + 4 : start + 3;
}

/** The characters beside the digits rule out most numbers: prices, times, versions, identifiers. */
function isOpen(text: string, start: number, end: number): boolean {
  const before = text.charAt(start - 1);
  if (before !== "" && !beforeHouse.has(before)) return false;
  // `QQ 12 34 56 C`: pairs of an identifier.
  if (before === " " && /(?<!\d)\d\d \d\d $/.test(text.slice(Math.max(0, start - 7), start))) return false;
  const after = text.charAt(end);
  return !behindOther.has(after);
}

const beforeHouse: ReadonlySet<string> = new Set(" \n\t\u00a0(>,.:\"'„“#|=");
const behindOther: ReadonlySet<string> = new Set("%€$£_+*=&@°");

function hasWordBeside(text: string, start: number, end: number): boolean {
  return (
    /\p{L}/u.test(text.slice(end, end + 4)) ||
    /[\p{L}.º°:][ ,\u00a0]{0,2}$/u.test(text.slice(Math.max(0, start - 4), start))
  );
}

function addressAt(text: string, at: HouseNumber): RecognisedSpan | undefined {
  const before = streetBefore(text, at);
  if (before !== undefined && before.certainty !== "none") {
    const span = addressOf(text, before);
    if (span !== undefined && span.score >= certain) return span;
    return better(span, streetAfter(text, at), text);
  }
  const after = streetAfter(text, at);
  if (after !== undefined) {
    const span = addressOf(text, after);
    if (span !== undefined) return span;
  }
  const loose = before === undefined ? undefined : addressOf(text, cued(text, before));
  if (loose !== undefined) return loose;
  const behind = untypedAfter(text, at);
  return behind === undefined ? undefined : addressOf(text, cued(text, behind));
}

/** `lives at 5 Fernleigh`: the words before a name make it a street. */
function cued(text: string, street: Street): Street {
  const { start } = startOfAddress(text, street);
  if (!isBehindCue(text, start)) return street;
  // `lives at 92597 Jahu 80`: the number of the house may stand on both sides.
  const [further = ""] = /^ \d{1,4}[a-z]?(?=[.,;)]|\s*\n|\s*$)/.exec(text.slice(street.end, street.end + 8)) ?? [];
  return { ...street, end: street.end + further.length, certainty: "ambiguous", mayCount: false };
}

function better(
  span: RecognisedSpan | undefined,
  street: Street | undefined,
  text: string,
): RecognisedSpan | undefined {
  const other = street === undefined ? undefined : addressOf(text, street);
  if (other === undefined) return span;
  return span === undefined || other.score > span.score ? other : span;
}

interface Place {
  readonly street: Street;
  readonly what: "street with a number" | "post office box" | "corner of two streets";
}

const boxOf = (box: HouseNumber): Place => ({
  street: { ...box, certainty: "ambiguous", mayCount: false },
  what: "post office box",
});
const cornerOf = (corner: HouseNumber): Place => ({
  street: { ...corner, certainty: "certain", mayCount: false },
  what: "corner of two streets",
});

/** Whether a postal code or a unit may follow: most capitalised words with a number have none, and need no search. */
const mayBePlaced = /\d{3}|[A-Z]{1,2}\d|\b(?:apt|suite|unit)\b/i;

/** `HTTP 307`, `PID 16241`, `CVE 2024`: a protocol or a field of a log, no street without a type. */
const abbreviation = /^[A-Z]{2,6}[ :#-]{1,2}\d+$/;

const reference =
  /^(?:(?:fix|see|closes?|fixe[sd]|resolve[sd]?|refs?|bugs?|issues?|and) )?(?:PR|MR|closes?|fixe[sd]|resolve[sd]?|refs?|bugs?|issues?|tickets?)[ /]?#?\d+/i;
/** `1 via TCP`: how something is sent, no Italian street. */
const wayOfSending = /^\d+ via [A-Z]{2,6}(?!\p{L})/u;

/** Returns whether words with a number are a note of a changelog, or the address of a foundation in the text of a licence. */
const isReference = (text: string, { start, end }: Street): boolean =>
  reference.test(text.slice(start, end)) ||
  wayOfSending.test(text.slice(start, end + 8)) ||
  /Software[\s#*/;-]+Foundation,?[\s#*/;-]+(?:Inc\.,?)?[\s#*/;-]*$/.test(text.slice(Math.max(0, start - 60), start));

const alone = { certain: 0.6, ambiguous: 0.35, none: 0 } as const;
const withCity = { certain: 0.8, ambiguous: 0.6, none: 0 } as const;
const withCode = { certain: 0.9, ambiguous: 0.85, none: 0.75 } as const;

/** Whether a span is all that stands between two marks: `SSN: 1; 12 High Street`. */
const isBetweenMarks = (text: string, start: number, end: number): boolean =>
  /(?:^|[\n:;(>]|\bof)[ \t]*$/.test(text.slice(Math.max(0, start - 4), start)) &&
  /^(?:$|[\n,;.)<])/.test(text.slice(end, end + 1));

function addressOf(
  text: string,
  street: Street,
  what: Place["what"] = "street with a number",
): RecognisedSpan | undefined {
  if (street.certainty === "none" && !mayBePlaced.test(text.slice(street.end, street.end + 100))) return undefined;
  if (isReference(text, street)) return undefined;
  if (street.certainty === "none" && abbreviation.test(text.slice(street.start, street.end))) return undefined;
  const parts = partsAfter(text, street.end);
  const { start, hasPostalCode } = startOfAddress(text, street);
  const isCoded = (parts.hasPostalCode && !(parts.isWeakCode && street.certainty === "none")) || hasPostalCode;
  const isPlaced = parts.hasCity || parts.hasCountry;
  const scores = isCoded ? withCode : isPlaced ? withCity : alone;
  const isUntypedInCountry = street.certainty === "none" && parts.hasCountry && (parts.hasUnit || parts.hasCity);
  // `100 Green Street lamps`: only a word before it or a city tell that it is an address.
  const isClause = street.certainty === "certain" && isBetweenMarks(text, start, parts.end);
  const isCount = scores === alone && street.mayCount && !isClause;
  const found = isUntypedInCountry ? Math.max(0.7, scores.none) : scores[street.certainty];
  const score = isCount ? Math.min(found, 0.45) : found;
  if (score === 0) return undefined;
  const { end } = parts;
  const value = text
    .slice(start, end)
    .toLowerCase()
    .replace(/[\s,;]+/g, " ");
  const notes = [
    what,
    ...(isCoded ? ["postal code"] : []),
    ...(isPlaced || hasPostalCode ? ["city"] : []),
    ...(parts.hasCountry ? ["country"] : []),
  ];
  return { start, end, value, score, notes };
}
