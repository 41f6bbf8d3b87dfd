import { endingIn } from "../phrases/index.ts";
import type { DigitRun } from "./digit-runs.ts";
import { isLikeAddressOfMachine } from "./phone-spelling.ts";

const things =
  "p[/.]?n|s[/.]?n|part|serial|mpn|oem|sku|asin|upc|ean|gtin|isbn|issn|doi|imei|modell?e?|item|batch|lot|charge|invoice|order|tracking|ticket|case|asset|bug|issue|commit|checksum|seq|offset|size|timestamp|ts|version|r[eé]f(?:[eé]rence)?|" +
  "teile|artikel|art|bestell|serien|rechnungs|bestelling|pi[eè]ce|s[eé]rie|lote|articolo|seriale|codice|numer seryjny|nr kat";
const number = "(?:[ ._-]?(?:no|nr|num|number|nummer|numm?ero|n[°ºo]|#|code|id))?";
/** What announces the number of a thing: `P/N 096-41262-346`, `ISBN`, `Serial No.: …`, `seq=…`. */
const numberOfThing = endingIn(
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${things})${number}["']?[ .]{0,2}[:=#]{0,2}["' ]{0,2}`, "iu"),
);

const amountBefore = /(?<!\d)\d{1,3}(?:[.'’]\d{3})+,$|(?<!\d)\d{1,3}(?:,\d{3})+\.$/;
const sign = /[=&<>|*,;?:[({!]-$/;
const edges = /^(?:2147483647|2147483648|4294967295|4294967296)$/;

/** `MA 02110-1301`, also over two lines of a comment. */
const isPostalCode = (before: string, written: string): boolean =>
  /^\d{5}-\d{4}$/.test(written) && /(?<![\p{L}\p{N}])[A-Z]{2},?[\s#*/>;-]{1,8}$/u.test(before);

/** A word for a phone right before a number: `Tlf.: `, `mobil er `, `phone number: `. */
const phoneWord = endingIn(
  /(?<!\p{L})(?:t[eé]l(?:[eé]f(?:on[oe]?|oon)?|[eé]phone)?|tlfn?|tfno|phone|fon|fax|gsm|sms|mob(?:il[ent]?|iel|ile)?|m[oó]vil|cell|handy|whatsapp)(?:[ .-]{0,2}(?:n[or]|number|nummer)?)[ .:=()]{0,3}(?:(?:er|is|ist|est|es) )?/iu,
);

/** `32.12.34.56` is the address of a machine, unless a word for a phone stands right before it. */
const isAddressOfMachine = (before: string, written: string): boolean =>
  isLikeAddressOfMachine(written) && !phoneWord.test(before);

/** What digits without gaps count: `4512345678 units`, `1200000 per day`. */
const counted =
  /^\d{7,}[ {2}](?:units?|pieces|pcs|items|users|customers|subscribers|downloads|visits|visitors|rows|records|bytes|times|per|devices|calls|messages|requests|lines|sold|shipped|stück|einheiten|mal|pro|unités|pièces|unidades|unità|stuks|sztuk|eur|euros?|usd|dollars?|percent)(?!\p{L})/iu;

/**
 * Returns whether the text around a number without `+` says that it is none of a phone: it begins within an amount
 * (`118.812.942,01 61.159.915,46`), is negative, is a limit of integers, or has a word for the number of a thing before it.
 */
export function isNumberOfThing(text: string, { start, text: written }: DigitRun): boolean {
  if (written.startsWith("+")) return false;
  const before = text.slice(Math.max(0, start - 30), start);
  if (isPostalCode(before, written) || edges.test(written) || sign.test(before)) return true;
  if (isAddressOfMachine(before, written) || counted.test(text.slice(start, start + 40))) return true;
  return (/^\d{1,2} /.test(written) && amountBefore.test(before)) || numberOfThing.test(before);
}

/**
 * Returns whether digits without any gap are one of a row of values: between commas or behind `=`. Two zeros at the start
 * are then no sign of an international number without a word for a phone.
 */
export function isBareValue(text: string, { start, end, text: written }: DigitRun): boolean {
  if (/\D/.test(written)) return false;
  return (
    /[\d,;\t]["']?[\n,;\t]["']?$|[=|]["']?$/.test(text.slice(Math.max(0, start - 4), start)) ||
    /^,\d/.test(text.slice(end, end + 2))
  );
}

const lineBehind =
  /^(?: ?[([]| [-–] ?|-| )(?:office|fax|mobile?|mobil|cell|home|work|tel|direct|desk|privat|dienstlich|geschäftlich|büro|handy|festnetz|bureau|domicile|portable|oficina|móvil|ufficio|cellulare|kantoor|mobiel|praca|kom)[)\]]?(?=[ \t]*(?:$|\r?\n|[,;|/\\]))/iu;

/** Returns whether a number in groups, or with a dash behind it, ends at a word for its line: `28-64-66-98 office`, `030901820-Fax`. */
export function isBeforePhoneWord(text: string, { end, text: written }: DigitRun): boolean {
  const behind = text.slice(end, end + 20);
  return (behind.startsWith("-") || /\d\D+\d/.test(written)) && lineBehind.test(behind);
}
