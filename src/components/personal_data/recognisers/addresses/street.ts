import { type AddressWord, folded, isCapitalised, tokensAfter, tokensBefore } from "./address-words.ts";
import {
  adjectiveEnd,
  ambiguousBefore,
  ambiguousBehind,
  ambiguousEnd,
  certainBefore,
  certainBehind,
  certainEnd,
  directions,
  englishAmbiguous,
  englishCertain,
  nameAdjectives,
  noStreet,
  onlyWithStop,
  particles,
} from "./street-words.ts";

/** How sure it is that a name with a number is a street: by a word that means only a street, by another word, by nothing. */
export type Certainty = "certain" | "ambiguous" | "none";

export interface Street {
  readonly start: number;
  readonly end: number;
  readonly certainty: Certainty;
  /** Whether the number may count something else, as in `100 Green Street lamps`. */
  readonly mayCount: boolean;
}

/** A number in a text, with what belongs to it: `12a`, `12-14`, `12 bis`. */
export interface HouseNumber {
  readonly start: number;
  readonly end: number;
}

const marker = /,?[ ,](?:no|nr|n|bloc|bl|num|č|čp|č\.p|d|д|б|αρ|nº|n°|№|#)?[.:]?(?: ?[º°:])? ?$/iu;

/** Finds the street whose name stands before its number: `Hauptstraße 12`, `Calle Mayor, 5`, `Atatürk Cad. No: 5`. */
export function streetBefore(text: string, number: HouseNumber): Street | undefined {
  const mark = marker.exec(text.slice(Math.max(0, number.start - 8), number.start));
  const at = mark === null ? number.start : number.start - mark[0].length;
  const tokens = tokensBefore(text, at);
  const [nearest] = tokens;
  if (nearest === undefined) return undefined;
  const digits = text.slice(number.start, number.end);
  const isNoHouse = looksLikeYear(digits) || digits.startsWith("0");
  const found =
    byFirstWord(tokens) ??
    byLastWord(tokens) ??
    (isNoHouse ? undefined : (untyped(tokens) ?? inSmallLetters(text, tokens)));
  return found === undefined ? undefined : { ...found, end: number.end, mayCount: false };
}

const looksLikeYear = (digits: string): boolean => /^(?:19|20)\d\d$/.test(digits);

type Start = Pick<Street, "start" | "certainty">;

/** `ul. Marszałkowska`, `Via Giuseppe Verdi`, `rue du 8 Mai`: the word for street is first. */
function byFirstWord(tokens: readonly AddressWord[]): Start | undefined {
  let found: Start | undefined;
  let unknown = 0;
  for (const [index, token] of tokens.entries()) {
    const certainty = index === 0 ? undefined : firstWord(token);
    if (certainty !== undefined && isName(tokens.slice(0, index))) {
      if (found === undefined || certainty === "certain") found = { start: token.start, certainty };
      if (certainty === "certain") break;
    }
    // A name may contain one small word that is in no list: `Ulica grada Vukovara`.
    if (!isPartOfName(token) && (index === 0 || ++unknown > 1)) break;
  }
  return found;
}

function firstWord({ text }: AddressWord): Certainty | undefined {
  const word = folded(text);
  if (onlyWithStop.has(word)) return text.endsWith(".") && word.length > 0 ? "certain" : undefined;
  if (certainBefore.has(word)) return "certain";
  return ambiguousBefore.has(word) && isCapitalised(text) ? "ambiguous" : undefined;
}

const isPartOfName = ({ text }: AddressWord): boolean =>
  isCapitalised(text) ||
  particles.has(folded(text)) ||
  /^\d{1,4}\.?[ºª]?$/u.test(text) ||
  firstWord({ text } as AddressWord) !== undefined;

/** A name has a capitalised word. A number in it stands beside one: `8 Mai`. */
const isName = (tokens: readonly AddressWord[]): boolean => tokens.some(({ text }) => isCapitalised(text));

/** `Hauptstraße`, `Frankfurter Allee`, `Petőfi Sándor utca`: the word for street is last. */
function byLastWord(tokens: readonly AddressWord[]): Start | undefined {
  const [last, ...before] = tokens;
  if (last === undefined) return undefined;
  const word = folded(last.text);
  const lower = last.text.toLowerCase().replace(/\.$/, "");
  if (certainBehind.has(word)) return before.length === 0 ? undefined : withName(before, "certain");
  if (ambiguousBehind.has(word) && before.length > 0) return withName(before.slice(0, 2), "ambiguous");
  const certainty = certainEnd.test(lower) ? "certain" : endsAmbiguously(last) ? "ambiguous" : undefined;
  if (certainty === undefined || (!isCapitalised(last.text) && certainty !== "certain")) return undefined;
  // `During 2017, Acme`: the word has the ending of a street by chance.
  if (noStreet.has(word)) return undefined;
  if (!/^\p{L}/u.test(last.text) || lower.length < 5) return undefined;
  return { start: withAdjectives(last, before), certainty };
}

const endsAmbiguously = ({ text }: AddressWord): boolean => {
  const lower = text.toLowerCase().replace(/\.$/, "");
  return isCapitalised(text) && (ambiguousEnd.test(lower) || adjectiveEnd.test(lower));
};

/** The capitalised words before a street word of its own: at most four, as in `Bajcsy-Zsilinszky Endre út`. */
function withName(before: readonly AddressWord[], certainty: Certainty): Start | undefined {
  let start: number | undefined;
  for (const [index, token] of before.slice(0, 4).entries()) {
    const next = before[index + 1];
    // `Árpád fejedelem útja`: one small word next to the street word.
    if (index === 0 && next !== undefined && /^\p{Ll}{3,}$/u.test(token.text) && isProper(next.text)) continue;
    if (!isCapitalised(token.text) && !/^\d{1,2}\.$/.test(token.text)) break;
    if (start !== undefined && /[.:]$/.test(token.text) && token.text.length > 4) break;
    start = token.start;
  }
  return start === undefined ? undefined : { start, certainty };
}

const isProper = (word: string): boolean => /^\p{Lu}\p{Ll}+$/u.test(word) && !noStreet.has(folded(word));

function withAdjectives(last: AddressWord, before: readonly AddressWord[]): number {
  let start = last.start;
  for (const { text, start: own } of before.slice(0, 3)) {
    const isAdjective = nameAdjectives.has(folded(text)) || /^\p{Lu}\p{L}{2,}(?:er|ska|ski)$/u.test(text);
    if (!isAdjective || !isCapitalised(text)) break;
    start = own;
  }
  // At the start of a line, `van der Polstraat` and `de Ruyterkade` begin with small words.
  const small = before.filter(({ start: own }) => own < start);
  const isSmall = small.length > 0 && small.every(({ text }) => /^(?:de|den|der|van|ter|ten|het|op|aan)$/i.test(text));
  if (isSmall) return small.at(-1)?.start ?? start;
  // `bezorgd op van den Boschplantsoen 9`: a family's name behind a preposition.
  const at = small.findIndex(({ text }) => text === "van");
  const isFamily = at >= 0 && at < 2 && /^(?:op|aan|in|naar|te)$/.test(small[at + 1]?.text ?? "");
  return isFamily ? (small[at]?.start ?? start) : start;
}

/** Capitalised words and a number. Only what follows can tell that it is a street: `Alte Heide 12, 10115 Berlin`. */
function untyped(tokens: readonly AddressWord[]): Start | undefined {
  let start: number | undefined;
  if (noStreet.has(folded(tokens[0]?.text ?? ""))) return undefined;
  for (const token of tokens.slice(0, 4)) {
    if (isCapitalised(token.text) && !noStreet.has(folded(token.text))) start = token.start;
    else if (start === undefined || !particles.has(folded(token.text))) break;
  }
  return start === undefined ? undefined : { start, certainty: "none" };
}

/**
 * `Rue des fourches`, `Trg slobode`, `Pri Bielom kríži`: a capital word and words in small letters that are a whole clause. Only
 * a city with its code behind the number makes them a street.
 */
function inSmallLetters(text: string, tokens: readonly AddressWord[]): Start | undefined {
  if (isCapitalised(tokens[0]?.text ?? "")) return undefined;
  for (const token of tokens.slice(0, mostSmallWords)) {
    if (!/^(?:[\p{L}\p{M}'’-]+|[IVX]+)$/u.test(token.text) || noStreet.has(folded(token.text))) return undefined;
    if (isCapitalised(token.text) && clauseStart.test(text.slice(Math.max(0, token.start - 14), token.start)))
      return { start: token.start, certainty: "none" };
  }
  return undefined;
}

const clauseStart = /(?:^|[\n:;,(>]|(?<!\p{L})(?:domiciliée?|wohnhaft|residente|stanujoča?|bytem|zam\.))[ \t]*$/iu;
const mostSmallWords = 5;

/** Finds the street whose name follows its number: `12 rue de la Paix`, `10 Downing Street`. */
export function streetAfter(text: string, number: HouseNumber): Street | undefined {
  const gap = /^(?:, ?| |\u00a0)/.exec(text.slice(number.end, number.end + 2))?.[0].length ?? 0;
  if (gap === 0) return undefined;
  const tokens = tokensAfter(text, number.end + gap);
  const [first] = tokens;
  if (first === undefined) return undefined;
  const { start } = number;
  const named = romance(tokens);
  if (named !== undefined) {
    // `76 Rua Augusta 12`: the number of the house is behind the name.
    const isNumbered = /^,? \d{1,4}(?=[,\n]|\.?\s*$|\.\s)/.test(text.slice(named.end, named.end + 8));
    return isNumbered ? undefined : { ...named, start, mayCount: false };
  }
  if (noStreet.has(folded(first.text))) return undefined;
  // `In 2017, Green Lane Books`: a comma behind a year ends a clause.
  if (gap > 1 && looksLikeYear(text.slice(start, number.end))) return undefined;
  const found = english(tokens) ?? compound(tokens);
  return found === undefined ? undefined : { ...found, start, mayCount: true };
}

type End = Pick<Street, "end" | "certainty">;

function romance(tokens: readonly AddressWord[]): End | undefined {
  const [first, ...rest] = tokens;
  const certainty = first === undefined ? undefined : firstWord(first);
  if (first === undefined || certainty === undefined || englishCertain.has(folded(first.text))) {
    if (first === undefined || !/^(?:avenue|boulevard)$/iu.test(first.text)) return undefined;
  }
  let end: number | undefined;
  let unknown = 0;
  for (const token of rest) {
    if (isCapitalised(token.text)) end = token.end;
    else if (
      !particles.has(folded(token.text)) &&
      !/^\d{1,4}$/.test(token.text) &&
      (end !== undefined || ++unknown > 1)
    )
      break;
    if (token.text.endsWith(".") && token.text.length > 4) break;
  }
  if (end === undefined) return lineInSmallLetters(tokens);
  return { end: withoutStop(tokens, end), certainty: certainty ?? "certain" };
}

/** `131 Rue des fourches` in a line of its own: the name of the street has small letters only. */
function lineInSmallLetters([first, ...rest]: readonly AddressWord[]): End | undefined {
  const last = rest.at(-1);
  if (first === undefined || last === undefined || !isCapitalised(first.text) || rest.length > 4) return undefined;
  const isName = !particles.has(folded(last.text)) && rest.every(({ text }) => /^[\p{Ll}\p{M}'’-]{2,}$/u.test(text));
  return isName ? { end: last.end, certainty: "none" } : undefined;
}

/** A street word behind capitalised words, and what may follow it: a direction, a second street word. */
function english(tokens: readonly AddressWord[]): End | undefined {
  let found: End | undefined;
  for (const [index, token] of tokens.entries()) {
    const word = folded(token.text);
    const certainty = index === 0 ? undefined : englishWord(word, token);
    if (certainty !== undefined) {
      found = { end: token.end, certainty: found?.certainty === "certain" ? "certain" : certainty };
    } else if (found !== undefined) {
      if (directions.has(word) && isCapitalised(token.text)) found = { ...found, end: token.end };
      break;
    }
    if (!isNameWord(token)) break;
    if (token.text.endsWith(".") && found !== undefined && !isContinued(tokens[index + 1])) break;
  }
  return found === undefined ? undefined : { ...found, end: withoutStop(tokens, found.end) };
}

function englishWord(word: string, { text }: AddressWord): Certainty | undefined {
  if (!isCapitalised(text)) return undefined;
  if (englishCertain.has(word)) return "certain";
  return englishAmbiguous.has(word) ? "ambiguous" : undefined;
}

const isNameWord = ({ text }: AddressWord): boolean =>
  isCapitalised(text) || /^\d{1,3}(?:st|nd|rd|th)$/i.test(text) || /^(?:of|the|de|la|du|del|and)$/.test(text);

const isContinued = (next: AddressWord | undefined): boolean =>
  next !== undefined &&
  isCapitalised(next.text) &&
  (directions.has(folded(next.text)) || englishCertain.has(folded(next.text)));

/** One word with the street word at its end: `12 Hauptstrasse`. */
function compound([first]: readonly AddressWord[]): End | undefined {
  if (first === undefined || !isCapitalised(first.text) || !certainEnd.test(first.text.toLowerCase())) return undefined;
  return { end: first.end, certainty: "ambiguous" };
}

/** A full stop belongs to an abbreviation, and ends the sentence behind any other word. */
function withoutStop(tokens: readonly AddressWord[], end: number): number {
  const last = tokens.find((token) => token.end === end);
  if (last === undefined || !last.text.endsWith(".")) return end;
  return last.text.length <= 5 ? end : end - 1;
}

/** Finds the capitalised words behind a number. Only what follows can tell that they are a street. */
export function untypedAfter(text: string, number: HouseNumber): Street | undefined {
  if (text[number.end] !== " " || looksLikeYear(text.slice(number.start, number.end))) return undefined;
  let end: number | undefined;
  for (const token of tokensAfter(text, number.end + 1).slice(0, 4)) {
    if (!isCapitalised(token.text) || noStreet.has(folded(token.text)) || token.text.endsWith(".")) break;
    end = token.end;
  }
  return end === undefined ? undefined : { start: number.start, end, certainty: "none", mayCount: true };
}
