import { folded } from "./address-words.ts";
import { countryEnd } from "./countries.ts";
import { noStreet } from "./street-words.ts";

/** The parts of an address behind its street or its post office box. */
export interface Parts {
  readonly end: number;
  readonly hasUnit: boolean;
  readonly hasCity: boolean;
  readonly hasPostalCode: boolean;
  readonly hasCountry: boolean;
  /** Whether the postal code could be a year or a count. */
  readonly isWeakCode: boolean;
}

type State = { -readonly [K in keyof Parts]: Parts[K] };

/** A comma, a line break, or a space; labels of an envelope may be quoted: `> 12 High Street`. */
const gap =
  "(?:[ \\t\\u00a0]*(?:[,;·•|]|[-–—](?= ))?[ \\t\\u00a0]*(?:(?:(?:\\r?\\n|\\\\n|<br ?/?>)[ \\t>|*?]{0,12}){1,2},?[ \\t]*)?)";
const wide = `(?=[ \\t\\u00a0]*(?:[,;·•|]|[-–—] |\\r?\\n|\\\\n|<br))${gap}`;
/** A full stop ends a sentence, unless the word is a known abbreviation: `St. Gallen`. */
const name =
  "(?:(?:St|Ste|Sta|Sto|Sv|Sw|Šv|Mt|Ft|Gt|Col|Fracc|Urb|Del)\\.(?=[ ]\\p{Lu})|\\p{Lu}[\\p{L}\\p{M}'’]*(?:-\\p{Ll}{2,6}(?!\\p{L}))?|['’]s|d['’]\\p{Lu}\\p{L}+)";
const inside =
  "(?:(?:-|[ ])(?:(?:am|an|a|der|den|im|in|de|la|le|les|du|des|d|del|di|da|do|dos|sur|sous|lès|en|et|und|y|e|of|the|on|upon|by|under|nad|pod|na|i|och|og|ob|pri|v|u|bei|ob der|an der|auf der|in der|vor der|aan den|aan de|sul|al)[ -])*)";
const city = `${name}(?:${inside}${name}){0,4}(?:[ ](?:terme|lido|ligure|veneto|laziale|sardo|umbro|calabro|salentino|nell'emilia|del friuli|a mare|mesto|gora|polje|vas)(?!\\p{L}))?(?:[ ]?\\(\\p{Lu}[\\p{L} .-]{1,20}\\)|[ ]\\d{1,2}(?![\\d\\p{L}]))?`;
const country =
  "(?:[A-Z]{1,3}[-–]|(?:LV|LT|MD|EE|SE|SI|HR|CH|DE|AT|FI|DK|NO|NL|BE|LU|FR|PL|CZ|SK|HU|RO|BG|GR|TK|T\\.K\\.|ΤΚ|Τ\\.Κ\\.|〒)[ ]?)?";
const continental =
  "(?:\\d{3}[ ]\\d{2}|\\d{2}[ ]\\d{3}|\\d{2}-\\d{3}|\\d{4}-\\d{3}|\\d{4}[ ]?[A-Z]{2}|\\d{5}-\\d{3}|\\d{3}-\\d{4}|\\d{4,6})(?![\\d\\p{L}]|[-.,/:]\\d)";
/** Behind a street and a city, digits typed for letters and letters typed for digits change nothing: `BT2 8WI`, `PH11 59A`. */
const british = "[A-Z]{1,2}\\d[A-Z\\d]?[ ]?[\\dO][A-Z\\d]{2}";
const irish = "[A-Z]\\d[\\dW][ ]?(?=[A-Z]{0,3}\\d|[A-Z]{4}(?![A-Z]))[\\dA-Z]{4}";
const canadian = "[A-Z]\\d[A-Z][ -]?\\d[A-Z]\\d";
const region =
  "(?:[A-Z]{2,3}|nan|N\\.?S\\.?W\\.?|Vic|Qld|Tas|\\p{Lu}\\p{L}+(?:[ ]\\p{Lu}\\p{L}+)?|Co\\.?[ ]\\p{Lu}\\p{L}+)";
const endOfWord = "(?![\\p{L}\\p{N}])";

const sticky = (source: string, flags = "uy"): RegExp => new RegExp(source, flags);

const unit = sticky(
  `${gap}(?:(?:apt|apartment|appartement|appt?|suite|ste|unit|flat|fl|floor|room|rm|whg|wohnung|wohn|app|stiege|top|tür|eg|bte|boîte|bus|étage|etage|esc|escalier|bât|bâtiment|piso|planta|puerta|pta|dpto|depto|int|interno|interior|scala|sc|piano|ap|apto|apart|andar|bloco|bl|bloc|et|sala|conj|casa|lok|m|byt|patro|p|poschodie|ajtó|em|emelet|fszt|lh|lgh|lägenhet|krt|kv|кв|корп|к|ап|ет|вх|διαμ|daire|kat|d|k|dz|but|butas|stan|kat|lvl|level|wing|block|tower|#|c/o)[.:]?[ ]?[A-Z]?\\d{1,4}[A-Z]?(?:[/.-]\\d{1,3})?|#[ ]?[A-Z]?\\d{1,5}[A-Z]?|\\d{1,2}(?:\\.|º|ª|°|st|nd|rd|th|er|e|ème|ème|\\.º)[ ]?(?:OG|Stock|floor|Floor|étage|etage|andar|piso|izq|izqda|dcha|dta|dto|esq|tv|th|mf|sal|em|emelet|kerrost|krs|kat|[A-D])\\.?(?:[ ]\\d{1,3})?|EG|DG|Hinterhaus|HH|VH|bajo|baixo|R/C)${endOfWord}\\.?`,
  "iuy",
);
const floorLetter = sticky(`,[ ]\\d{1,2}\\.?[º°]?[ ]?[A-D]${endOfWord}`);
const slashUnit = sticky(`(?:/|[ ]?[-–][ ]?|[ ]m\\.?[ ]|[ ])\\d{1,3}[A-Za-z]?(?=,|\\r?\\n)`);
const postalCity = sticky(
  `${gap}(${country}(?:${continental}|\\d{3}(?=[ ])))(?:[ ]?,?[ \\t]|[ ]?[-–][ ]|${wide})(${city})`,
);
const cityPostal = sticky(
  `${gap}(?:(${city})(?:,|[ ]?[-–/]|${wide})?[ ]?)(?:[(]?${region}[)]?,?[ ]?(?:${wide})?)?(?:[ ]|${wide}|,[ ]?)?(${british}|${irish}|${canadian}|A[AEP][ ]\\d{5}|(?:LV-|LT-)?${continental}|\\d{5}-\\d{4})${endOfWord}`,
);
const regionPostal = sticky(
  `${gap}(?:${region})?(?:[ ]|${wide})(${british}|${irish}|${canadian}|\\d{5}(?:-\\d{4})?|\\d{4,6}|\\d{5}-\\d{3})${endOfWord}`,
);
const stateOnly = sticky(
  `(?:,[ ]?|[ ]?[-–/][ ]?|${wide}|[ ]\\(?)(?:[A-Z]{1,2}|NSW|VIC|QLD|TAS|ACT|CDMX|nan)(?:\\))?(?=$|[\\s.,;:)!?])`,
);
const cityOnly = sticky(`(?:${wide})(?:in )?(${city})`);
const spacedCity = sticky(`[ ](${city})`);
const building = sticky(
  "[ ]\\p{Lu}[\\p{L}'’.]+(?:[ ]\\p{Lu}[\\p{L}'’.]+){0,3}(?=,?\\s{0,4}(?:Apt|Suite|Unit|Flat|Floor|Room)\\b)",
);
const beforeCountry = sticky(`(?:${gap})(?:[(])?`);
const postalBehind = sticky(`(?: \\(\\p{Lu}\\p{L}{2,15}\\))?[ ,]{1,2}(?:\\d{4,6}|${british}|${canadian})${endOfWord}`);

/** Words that start a line or a clause behind an address and are no city. */
const noCity = new Set(
  "tel telefon telephone phone mobile mob cell fax email mail website web www http https i we you he she they it the a an my his her our your and or but please thank thanks this that these there when if as at on in to for with from mr mrs ms dr herr frau m mme monsieur madame sr sra sig signor office desk name address adresse street date geb born vat ust ust-idnr siret handelsregister steuernummer iban bic best regards ich wir er sie es und oder aber bitte danke der die das je nous vous il elle et mais merci yo nosotros el ella y pero gracias io noi lui e ma grazie id customer dear hi hello also suite apt room unit floor po box".split(
    " ",
  ),
);

const isCity = (found: string): boolean => {
  // `El Ejido`: an article and a name.
  const [first = ""] = found.replace(/^El (?=\p{Lu})/u, "").split(/[ -]/);
  return !noCity.has(first.toLowerCase()) && !noStreet.has(folded(first)) && found.replace(/[^\p{L}]/gu, "").length > 1;
};

/** Every postal code has three digits in a row or a letter with a digit: a test of a fraction of the cost. */
const couldHoldCode = /\d{3}|[A-Z]\d/;

const mostParts = 8;
const longestTail = 160;

/** Reads the parts of an address that follow its street: unit, city, postal code, region, country. */
export function partsAfter(whole: string, at: number): Parts {
  const text = whole.length > at + longestTail ? whole.slice(0, at + longestTail) : whole;
  const state: State = {
    end: at,
    hasUnit: false,
    hasCity: false,
    hasPostalCode: false,
    hasCountry: false,
    isWeakCode: false,
  };
  const cities: Tentative = { count: 0, end: at };
  let next = endOf(building, text, at) ?? at;
  state.end = next;
  for (let part = 0; part < mostParts; part++) {
    const end = nextPart(text, next, state, cities);
    if (end === undefined || end <= next) break;
    next = end;
  }
  if (cities.count > 0 && cities.isOpen !== true && cities.end > state.end && isBoundary(whole, cities.end)) {
    const isAtEnd = /^(?:$|\.|\s*\n)/.test(whole.slice(cities.end, cities.end + 3));
    state.end = isAtEnd ? cities.end : (cities.firstEnd ?? cities.end);
    state.hasCity = true;
  }
  return state;
}

/** Cities that only a comma makes probable. A postal code or a country behind them makes them certain. */
interface Tentative {
  count: number;
  end: number;
  firstEnd?: number;
  /** Whether something looser than a comma separates one: `Linz 1 - Wien 2`, or the next line of a list. */
  isOpen?: boolean;
}

const mostTentative = 3;

function nextPart(text: string, at: number, state: State, cities: Tentative): number | undefined {
  if (state.hasCountry) return undefined;
  const own = cities.count === 0 ? unitEnd(text, at, state) : undefined;
  if (own !== undefined) return confirm(state, own);
  const country = countryBehind(text, at);
  if (country !== undefined) {
    state.hasCountry = true;
    state.hasCity ||= cities.count > 0;
    postalBehind.lastIndex = country;
    const code = state.hasPostalCode ? null : postalBehind.exec(text);
    state.hasPostalCode ||= code !== null;
    return confirm(state, code === null ? country : country + code[0].length);
  }
  const coded =
    state.hasPostalCode || !couldHoldCode.test(text.slice(at)) ? undefined : codedEnd(text, at, state, cities);
  if (coded !== undefined) return confirm(state, coded);
  if (state.hasCity || cities.count === 1) {
    const region = endOf(stateOnly, text, at);
    if (region !== undefined) {
      if (cities.count > 0) state.hasCity = true;
      return confirm(state, region);
    }
  }
  if (!state.hasPostalCode) return tentativeCity(text, at, state, cities);
  // Behind a city with its code: a larger one with its country, `06680 Çankaya, Ankara, Türkiye`.
  const found = match(cityOnly, text, at);
  const end = found === null ? at : at + found[0].length;
  return found !== null && countryBehind(text, end) !== undefined ? end : undefined;
}

function confirm(state: State, end: number): number {
  state.end = end;
  return end;
}

function unitEnd(text: string, at: number, state: State): number | undefined {
  const end =
    endOf(unit, text, at) ?? endOf(floorLetter, text, at) ?? (state.hasUnit ? undefined : endOf(slashUnit, text, at));
  if (end !== undefined) state.hasUnit = true;
  return end;
}

function codedEnd(text: string, at: number, state: State, cities: Tentative): number | undefined {
  const behind = match(postalCity, text, at);
  if (behind !== null && isCity(behind[2] ?? "")) {
    state.hasPostalCode = true;
    state.hasCity = true;
    state.isWeakCode = isWeak(behind[1] ?? "");
    return trimmedCity(text, at, behind);
  }
  const before = match(cityPostal, text, at);
  if (before !== null && isCity(before[1] ?? "") && !isCodeOfNext(text, at + before[0].length, before[2] ?? "")) {
    state.hasPostalCode = true;
    state.hasCity = true;
    state.isWeakCode = isWeak(before[2] ?? "");
    return at + before[0].length;
  }
  if (cities.count === 0 && !state.hasCity && !/^\s*\n/.test(text.slice(at, at + 4))) return undefined;
  const alone = match(regionPostal, text, at);
  if (alone === null) return undefined;
  state.hasPostalCode = true;
  state.hasCity ||= cities.count > 0;
  state.isWeakCode = isWeak(alone[1] ?? "");
  return at + alone[0].length;
}

const isWeak = (code: string): boolean => /^(?:(?:19|20)\d\d|\d{3})$/.test(code);

/** `Col. Roma, 06700 Ciudad de México`: the code belongs to the city behind it, unless that is a country. */
const isCodeOfNext = (text: string, end: number, code: string): boolean =>
  /^[\d -]+$/.test(code) && /^ \p{Lu}\p{Ll}/u.test(text.slice(end, end + 3)) && countryEnd(text, end + 1) === undefined;

/** A full stop behind a city ends the sentence; `St. Gallen` goes on. A verb behind it is not part of the name. */
function trimmedCity(text: string, at: number, found: RegExpExecArray): number {
  const end = at + found[0].length;
  return text[end - 1] === "." ? end - 1 : end;
}

function countryBehind(text: string, at: number): number | undefined {
  const start = endOf(beforeCountry, text, at) ?? at;
  return start === at ? undefined : countryEnd(text, start);
}

function tentativeCity(text: string, at: number, state: State, cities: Tentative): number | undefined {
  if (cities.count >= mostTentative) return undefined;
  const found =
    match(cityOnly, text, at) ?? beforeCountryOnly(text, at) ?? (state.hasUnit ? match(spacedCity, text, at) : null);
  if (found === null || !isCity(found[1] ?? "")) return undefined;
  const end = trimmedCity(text, at, found);
  cities.isOpen ||= /^[ ]?(?:[-–—;]|\s*\n)/.test(found[0]);
  cities.count++;
  cities.end = end;
  cities.firstEnd ??= end;
  return end;
}

/** `Suite 215 NUNGATTA Australia`: without a comma, only a country makes a word a city. */
function beforeCountryOnly(text: string, at: number): RegExpExecArray | null {
  const found = match(spacedCity, text, at);
  const own = found?.[1];
  if (found === null || own === undefined) return null;
  const words = own.split(" ");
  for (let count = words.length; count > 0; count--) {
    const cut = words.slice(0, count).join(" ");
    if (countryBehind(text, at + 1 + cut.length) === undefined) continue;
    found[0] = ` ${cut}`;
    found[1] = cut;
    return found;
  }
  return null;
}

/** A city without a code is part of the address if the clause ends behind it. */
const isBoundary = (text: string, at: number): boolean =>
  /^(?:$|[.,;:!?)\]"'<|]|\s*\n|\s*$| [\p{Ll}(–-])/u.test(text.slice(at, at + 3));

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  const found = match(pattern, text, at);
  return found === null ? undefined : at + found[0].length;
}
