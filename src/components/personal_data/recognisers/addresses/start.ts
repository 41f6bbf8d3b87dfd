import type { Street } from "./street.ts";

/** Where an address starts that may have parts before its street. */
interface AddressStart {
  readonly start: number;
  readonly hasPostalCode: boolean;
}

const longest = 70;
const unitBefore =
  /(?:^|[\s(,:>])((?:Flat|Apartment|Apt|Unit|Suite|Room|Shop|Level|Floor|Studio)\.? ?[A-Z]?\d{0,4}[A-Z]?(?:,| ?\/)? ?(?:\n ?)?)$/u;
const unitSlash = /(?:^|[\s(,:>])(\d{1,4}[A-Za-z]?\/)$/;
const secondNumber = /(?:^|[\s(:>])(\d{1,5} )$/;
const codeBefore =
  /(?:^|[\s(:>])((?:[A-Z]{1,2}-|〒 ?)?(?:\d{4,6}|\d{3} \d{2}|\d{2}-\d{3}|\d{4}-\d{3})[ ,]{1,2}\p{Lu}[\p{L}.'’-]{1,30}(?: \p{Lu}[\p{L}.'’-]{1,30}){0,2}(?: [IVX]{1,5}\.)?(?:,|\n)\s{0,2})$/u;
const townBefore =
  /(?:^|[\s(:>])((?:г|гр|м|с|р)\. ?\p{Lu}[\p{L}-]{1,30},\s?(?:(?:ж\.? ?к|кв)\.? ?[\p{L}\d„“" -]{1,25},\s?)?)$/u;

/** Reads the parts before the street: a unit, a second number, a postal code with its city. */
export function startOfAddress(text: string, { start }: Street): AddressStart {
  const before = text.slice(Math.max(0, start - longest), start);
  const code = codeBefore.exec(before)?.[1] ?? townBefore.exec(before)?.[1];
  if (code !== undefined) return { start: start - code.length, hasPostalCode: true };
  const unit = unitBefore.exec(before)?.[1] ?? unitSlash.exec(before)?.[1];
  if (unit !== undefined) return { start: start - unit.length, hasPostalCode: false };
  const second = secondNumber.exec(before)?.[1];
  const isYear = second !== undefined && /^(?:19|20)\d\d $/.test(second);
  if (second === undefined || isYear) return { start, hasPostalCode: false };
  return { start: start - second.length, hasPostalCode: false };
}
