import { matchesOf } from "../recogniser.ts";
import { startsIn } from "../starts.ts";
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
  `(?<![\\p{L}\\p{N}])(?:(?:the )?(?:corner|intersection|junction) of ${street("a1")}(?: and | & |\\/)${street("b1")}|Ecke (?:der )?${street("a2")}(?: ?\\/ ?| und (?:der )?)${street("b2")}|(?:esquina|angolo|hoek|coin|angle|róg|narożnik)(?: (?:de|da|do|du|di|tra|van|ulic))? ${street("a3")} (?:y|con|e|com|et|en|i) ${street("b3")})(?![\\p{L}\\p{N}])`,
  "gu",
);
const mayHold = /corner of|intersection of|junction of|Ecke |esquina|angolo|hoek|coin|angle|róg|narożnik/;

/** Returns the corners of two streets, of which one has a number or a word for street, in the order of the text. */
export function* cornersIn(text: string): Generator<Corner, void, void> {
  if (startsIn(text).corners.length === 0 || !mayHold.test(text)) return;
  for (const match of matchesOf(pattern, text)) {
    const names = Object.values(match.groups ?? {}).filter((name) => name !== undefined);
    if (names.some(isStreet)) yield { start: match.index, end: match.index + match[0].length };
  }
}

function isStreet(name: string): boolean {
  const words = name.split(" ");
  const hasNumber = words.length > 1 && words.some((one) => /^\d/.test(one));
  return hasNumber || words.some((one) => certainEnd.test(one.toLowerCase()) || isStreetWord(folded(one)));
}

const isStreetWord = (one: string): boolean =>
  [certainBefore, certainBehind, englishCertain, englishAmbiguous].some((list) => list.has(one));
