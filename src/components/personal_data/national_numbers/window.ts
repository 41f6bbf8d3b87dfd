import type { NumberKind } from "./kind.ts";

/** A possible number: tokens of a chain, with and without separators. */
export interface NumberWindow {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly written: string;
  readonly compact: string;
}

const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}ー]/u;

/** Returns whether a separator divides two numbers, and not the groups of one. */
export const isClear = (gap: string): boolean => /^(?:[ \u00a0\u2009\u202f]| [-/\u2013] |\. )$/.test(gap);

/** Returns whether nothing before the number belongs to it: not a letter, a currency, or another number with a sign. */
export function startsAlone({ text, start }: NumberWindow): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  if (/[\p{L}\p{N}][-./]$/u.test(before)) return spaceless.test(before.charAt(0));
  return !/[\p{L}\p{N}_#@$€£%&\\]$/u.test(before) || spaceless.test(before.slice(-1));
}

/** Returns whether nothing after the number belongs to it. */
export function stopsAlone({ text, end }: NumberWindow): boolean {
  const after = text.slice(end, end + 3);
  if (/^[\p{L}\p{N}_%€$£]/u.test(after)) return spaceless.test(after.charAt(0));
  return !/^[-./@][\p{L}\p{N}]|^,\d|^ ?[%€$£]/u.test(after);
}

const mostWordsBetween = 3;
const longestLink = 4;
const links = new Set(
  "number nummer nummern numéro numero número numer číslo număr číslem broj številka номер αριθμός lautet wurde código codice είναι jest issued".split(
    " ",
  ),
);
/** Words such as "is" in most languages are short. */
const isLink = (word: string): boolean => word.length <= longestLink || links.has(word);

/** Between two cells of a row: `"NINO";"AB123456C"`, `NINO|AB123456C`. */
const isCellBorder = /^\.?(?:["'] ?[;,|\t] ?["']|[;|\t])$/;

/**
 * Returns whether a label ends directly before the number. A few words may be between them, such as "number is"; another
 * number, the end of a sentence or a comma may not.
 */
export function isDirectlyBefore({ text, start }: NumberWindow, labelEnd: number): boolean {
  const between = text.slice(labelEnd, start);
  if (isCellBorder.test(between)) return true;
  if (between.length > 30 || /\d|[,;!?]|[\n\r]\s*[\n\r]|\p{L}\. \p{Lu}/u.test(between)) return false;
  const words = between.match(/\p{L}+/gu) ?? [];
  return (
    words.length <= mostWordsBetween && !/_\p{L}/u.test(between) && words.every((word) => isLink(word.toLowerCase()))
  );
}

/** Returns whether the check digits are right, or a number without them holds a possible date. */
export const isConfirmed = (kind: NumberKind, compact: string): boolean =>
  kind.check?.(compact) ?? kind.confirm?.(compact) ?? true;

/** Numbers in forms and manuals are made up of digits in order, and their check digit is rarely right. */
export const isSample = (compact: string): boolean => /12345|98765/.test(compact);
