import { isIPv4, isIPv6 } from "node:net";
import { isProgram } from "../../names/index.ts";
import { matchesOf, type RecognisedSpan, type Recogniser } from "../recogniser.ts";
import { type AddressPlace, type AddressReading, isElement, isLiteral, readingOf } from "./context.ts";
import { isNetwork, type JudgedAddress, judgeV4, judgeV6 } from "./ranges.ts";

/**
 * Recognises IPv4 and IPv6 addresses. Loopback and unspecified addresses do not count; private and documentation
 * addresses have a low score, and in programs none that is reported.
 */
export const ipAddress: Recogniser = {
  id: "ip_address",
  isValidator: false,
  *find(text) {
    yield* findV4(text);
    if (text.includes(":")) yield* findV6(text);
  },
  test(value, { isNamed }) {
    const trimmed = value.trim();
    const judged = isIPv4(trimmed) ? judgeV4(trimmed) : isIPv6(trimmed) ? judgeV6(trimmed.toLowerCase()) : undefined;
    if (judged === undefined) return undefined;
    const { range: _, ...verdict } = judged;
    return isNamed ? { ...verdict, score: Math.max(verdict.score, 0.75) } : verdict;
  },
};

const v4 =
  /(?<![\p{L}\p{N}_.$€£]|(?<!\d\.\d{1,3})[\p{L}\p{N}]-|ffff:)\d{1,3}(?:\.\d{1,3}){3}(?![\p{L}\p{N}_]|\.\d|,\d{1,2}(?!\d)|-(?!\d{1,3}(?:\.\d{1,3}){3}(?![\d.]))[\p{L}\p{N}])/gu;

function* findV4(text: string): Generator<RecognisedSpan, void, void> {
  for (const match of matchesOf(v4, text)) {
    const value = match[0];
    const place = { start: match.index, end: match.index + value.length };
    const judged = isIPv4(value) ? judgeV4(value) : undefined;
    if (judged === undefined) continue;
    const reading = readingOf(text, place, judged.range);
    if (reading === "version") continue;
    if (isNetwork(value, text.slice(place.end, place.end + 3)))
      yield { ...found(judged, place), score: 0.35, ceiling: 0.35, notes: ["network, not one machine"] };
    else yield scored(text, { judged, place, reading });
  }
}

const found = ({ value }: JudgedAddress, { start, end }: AddressPlace) => ({ value, start, end });

interface Sighted {
  readonly judged: JudgedAddress;
  readonly place: AddressPlace;
  readonly reading: AddressReading;
}

function scored(text: string, { judged, place, reading }: Sighted): RecognisedSpan {
  const { range, ...verdict } = judged;
  const span = { ...verdict, ...place };
  const isSaid = reading === "address" && !(isElement(text, place) && isProgram(text));
  if (isOfProgram(text, { judged, place, isSaid }))
    return { ...span, score: 0.35, ceiling: 0.35, notes: [...span.notes, "in a program"] };
  if (range === "identifier") return { ...span, score: isSaid ? (judged.ceiling ?? 0.6) : judged.score };
  if (reading === "digits") return { ...span, score: Math.min(judged.score, 0.4), notes: ["digits only around it"] };
  if (reading === "doubt") return { ...span, score: Math.min(judged.score, 0.4), ceiling: 0.4 };
  if (range === "plain") return span;
  const score = range === "small" && isSaid ? 0.6 : range === "documentation" || isSaid ? 0.55 : 0.5;
  return { ...span, score, ceiling: Math.max(score, 0.55), notes: [...span.notes, "words around it"] };
}

/** In programs, addresses of examples are no data, and others need a word unless they stand in a sentence. */
function isOfProgram(
  text: string,
  { judged: { range }, place, isSaid }: Pick<Sighted, "judged" | "place"> & { readonly isSaid: boolean },
): boolean {
  const isExample = range !== "plain" && range !== "small";
  return (isExample || (!isSaid && (range === "small" || isLiteral(text, place)))) && isProgram(text);
}

const inV6 = /[0-9a-f:.]/i;
const longestV6 = 45;

/** Starts at a colon and extends the match, at most to the length of the longest address. */
function* findV6(text: string): Generator<RecognisedSpan, void, void> {
  let from = 0;
  for (let colon = text.indexOf(":"); colon >= 0; colon = text.indexOf(":", Math.max(from, colon + 1))) {
    let start = colon;
    while (start > from && colon - start <= longestV6 && inV6.test(text.charAt(start - 1))) start--;
    let end = colon + 1;
    while (end < text.length && end - colon <= longestV6 && inV6.test(text.charAt(end))) end++;
    from = end;
    if (/ipv$/i.test(text.slice(Math.max(0, start - 3), start))) start = text.indexOf(":", start) + 1;
    if (/^:[^:]/.test(text.slice(start, start + 2))) start++;
    const value = text
      .slice(start, end)
      .replace(/\.+$|(?<=[^:]):$/, "")
      .toLowerCase();
    if (value.length < 6 || value.length > longestV6 || !isIPv6(value) || touchesWord(text, start, end)) continue;
    const judged = judgeV6(value);
    if (judged === undefined) continue;
    const place = { start, end: start + value.length };
    const reading = readingOf(text, place, judged.range);
    // Groups with colons are no figures of a table.
    yield scored(text, { judged, place, reading: reading === "digits" ? "words" : reading });
  }
}

const touchesWord = (text: string, start: number, end: number): boolean =>
  /[\p{L}\p{N}_-]/u.test(text.charAt(start - 1)) || /[\p{L}\p{N}_-]/u.test(text.charAt(end));
