import { matchesOf } from "../recogniser.ts";

/** A date in a text; `start` and `end` are offsets in it. */
export interface WrittenDate {
  readonly start: number;
  readonly end: number;
}

const separator = "(?: ?\\. ?| ?/ ?|-|\\u2010|\\u2011|\\u2013)";
const word = "\\p{L}{3,14}";
const ordinal = "(?:st|nd|rd|th|er|re|º|ª|°|\\.|η|-?(?:го|ого|е|та|ти|ви|и|et|en|a|á|é|án|én|ai|oji))";
const between = "(?:[ -]| of (?:the )?| de | d['’]| di | ta['’] | jum )";
const year = "(?:18|19|20)\\d\\d";

// Every form starts with a digit, so that a text without digits is passed at once.
const date = new RegExp(
  `(?<![\\p{L}\\p{N}/]|\\d[.,-])(?:${[
    `(?<iso>${year})${separator}(?<isoMonth>\\d{1,2})${separator}(?<isoDay>\\d{1,2})\\.?`,
    `(?<day>\\d{1,2})${separator}(?<month>\\d{1,2})${separator}(?:(?<full>${year})|\\d{2})`,
    `(?<named>\\d{1,2})${ordinal}?${between}?(?<name>${word})\\.?,?(?:[ -]| de | del |, | m\\. )(?:${year}|['’]\\d{2}|\\d{2}(?=[\\s,;.)]|$))`,
    `${year}(?:\\.|年|년)? ?(?:m\\. |gada |m |g\\. )?(?:${word} \\d{1,2}|\\d{1,2}\\. ${word}|\\d{1,2}[月월] ?\\d{1,2}[日일])\\.?`,
    `(?<first>\\d{1,2})(?:st|nd|rd|th)?,? ${year}`,
    `(?<compact>${year}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01]))`,
  ].join("|")})(?!(?!T00:00)[\\p{L}\\p{N}]|[.,/-]\\d)`,
  "gu",
);
const monthBefore = /(?<![\p{L}\p{N}])(\p{L}{3,10})\.? $/u;
const timeBehind = /^[ T]\d{2}:(?!00:00)\d{2}/;
const noMonth =
  /^(?:days?|weeks?|months?|years?|hours?|tage?n?|wochen?|monate?n?|jahre?n?|ans|mois|jours|a[nñ]os|anni|mesi)$/iu;

/** Returns the dates of a text in the usual notations: `14.07.1969`, `1969-07-14`, `14 juillet 1969`, `July 14, 1969`. */
export function* datesIn(text: string): Generator<WrittenDate, void, void> {
  for (const match of matchesOf(date, text)) {
    const end = match.index + match[0].length;
    if (timeBehind.test(text.slice(end, end + 9)) || !isPossible(match.groups ?? {})) continue;
    const start = startOf(text, match);
    if (start !== undefined) yield { start, end: text[end - 1] === "." && !isHungarian(match[0]) ? end - 1 : end };
  }
}

const isHungarian = (written: string): boolean => /^\d{4}\./.test(written);

/** The month before the day belongs to the date: `July 14, 1969`. Without it, two numbers are no date. */
function startOf(text: string, match: RegExpExecArray): number | undefined {
  if (match.groups?.["first"] === undefined) return match.index;
  const month = monthBefore.exec(text.slice(Math.max(0, match.index - 14), match.index));
  return month === null ? undefined : match.index - month[0].length;
}

function isPossible({ isoMonth, isoDay, day, month, named, first, name }: Partial<Record<string, string>>): boolean {
  const within = (value: string | undefined, most: number): boolean =>
    value === undefined || (Number(value) >= 1 && Number(value) <= most);
  if (name !== undefined && noMonth.test(name)) return false;
  if (!within(isoMonth, 12) || !within(isoDay, 31) || !within(named, 31) || !within(first, 31)) return false;
  return within(day, 31) && within(month, 31) && Math.min(Number(day ?? 1), Number(month ?? 1)) <= 12;
}
