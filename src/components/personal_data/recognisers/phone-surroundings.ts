import type { DigitRun } from "./digit-runs.ts";

const things =
  "p[/.]?n|s[/.]?n|part|serial|mpn|oem|sku|asin|upc|ean|gtin|isbn|issn|doi|imei|modell?e?|item|batch|lot|charge|invoice|order|tracking|ticket|case|asset|bug|issue|commit|checksum|seq|offset|size|timestamp|ts|version|r[eé]f(?:[eé]rence)?|" +
  "teile|artikel|art|bestell|serien|rechnungs|bestelling|pi[eè]ce|s[eé]rie|lote|articolo|seriale|codice|numer seryjny|nr kat";
const number = "(?:[ ._-]?(?:no|nr|num|number|nummer|numm?ero|n[°ºo]|#|code|id))?";
/** What announces the number of a thing: `P/N 096-41262-346`, `ISBN`, `Serial No.: …`, `seq=…`. */
const numberOfThing = new RegExp(`(?<![\\p{L}\\p{N}])(?:${things})${number}["']?[ .]{0,2}[:=#]{0,2}["' ]{0,2}$`, "iu");

const amountBefore = /(?<!\d)\d{1,3}(?:[.'’]\d{3})+,$|(?<!\d)\d{1,3}(?:,\d{3})+\.$/;
const sign = /[=&<>|*,;?:[({!]-$/;
const edges = /^(?:2147483647|2147483648|4294967295|4294967296)$/;

/** `MA 02110-1301`, also over two lines of a comment. */
const isPostalCode = (before: string, written: string): boolean =>
  /^\d{5}-\d{4}$/.test(written) && /(?<![\p{L}\p{N}])[A-Z]{2},?[\s#*/>;-]{1,8}$/u.test(before);

/**
 * Returns whether the text around a number without `+` says that it is none of a phone: it begins within an amount
 * (`118.812.942,01 61.159.915,46`), is negative, is a limit of integers, or has a word for the number of a thing before it.
 */
export function isNumberOfThing(text: string, { start, text: written }: DigitRun): boolean {
  if (written.startsWith("+")) return false;
  const before = text.slice(Math.max(0, start - 30), start);
  if (isPostalCode(before, written) || edges.test(written) || sign.test(before)) return true;
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
