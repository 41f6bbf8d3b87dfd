import { matchesAt, startsIn } from "../starts.ts";
import { folded } from "./address-words.ts";
import { certainBefore, certainBehind, certainEnd, englishAmbiguous, englishCertain } from "./street-words.ts";

interface Corner {
  readonly start: number;
  readonly end: number;
}

const word =
  "(?:\\p{Lu}[\\p{L}\\p{M}'’-]*(?:(?<=(?<!\\p{L})(?:St|Str|Ave|Av|Rd|Blvd|Dr|Sq|Ln|Pl|Ct))\\.)?|\\d{1,5}[a-z]?)";
const small =
  "(?:(?:de|del|della|la|le|les|du|des|da|do|das|dos|van|von|der|den|zu|ul\\.|u\\.|r\\.|rue|via|calle|rua|ulic[ya]) )";
const street = (name: string): string =>
  `(?<${name}>${small}{0,2}${word}(?: ${small}{0,2}${word}){0,5}(?: (?:u\\.|str\\.?|utca|street|st\\.|road|kapu \\d+\\.?|út \\d+\\.?))?)`;

/** How languages say where two streets meet: `the corner of High Street and Church Lane`, `Ecke Lange Gasse/Ringstraße`. */
const pattern = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?:corner|intersection|junction) of ${street("a1")}(?: and | & |\\/)${street("b1")}|Ecke (?:der )?${street("a2")}(?: ?\\/ ?| und (?:der )?)${street("b2")}|(?:esquina|angolo|hoek|coin|angle|róg|narożnik)(?: (?:de|da|do|du|di|tra|van|ulic))? ${street("a3")} (?:y|con|e|com|et|en|i) ${street("b3")})(?![\\p{L}\\p{N}])`,
  "uy",
);

/** Returns the corners of two streets, of which one has a number or a word for street, in the order of the text. */
export function* cornersIn(text: string): Generator<Corner, void, void> {
  for (const match of matchesAt(text, startsIn(text).corners, pattern)) {
    const names = Object.values(match.groups ?? {}).filter((name) => name !== undefined);
    if (names.some(isStreet))
      yield {
        start: match.index - (articleBefore(text, match.index) ? "the ".length : 0),
        end: match.index + match[0].length,
      };
  }
}

const articleBefore = (text: string, at: number): boolean =>
  /(?<![\p{L}\p{N}])the $/u.test(text.slice(Math.max(0, at - 5), at)) && /^[cij]/.test(text.charAt(at));

function isStreet(name: string): boolean {
  const words = name.split(" ");
  const hasNumber = words.length > 1 && words.some((one) => /^\d/.test(one));
  return hasNumber || words.some((one) => certainEnd.test(one.toLowerCase()) || isStreetWord(folded(one)));
}

const isStreetWord = (one: string): boolean =>
  [certainBefore, certainBehind, englishCertain, englishAmbiguous].some((list) => list.has(one));
