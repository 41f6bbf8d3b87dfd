const unknown = 0;
const isWordClass = 1;
const isOtherClass = 2;
const classes = new Uint8Array(0x10000);
const folds = new Uint16Array(0x10000);

/**
 * Returns whether a UTF-16 code unit is a letter or a number. A half of a surrogate pair is neither. Reads a table, because
 * a regular expression for each character of a text takes ten times as long.
 */
export function isLetterOrNumber(unit: number): boolean {
  const known = classes[unit];
  return known === isWordClass || (known === unknown && classOf(unit) === isWordClass);
}

/** Returns whether the character at an offset is a letter or a number; false at the end of the text. */
export function isWordAt(text: string, at: number): boolean {
  if (at >= text.length) return false;
  const unit = text.charCodeAt(at);
  if (unit < 0xd800 || unit > 0xdfff) return isLetterOrNumber(unit);
  return /[\p{L}\p{N}]/u.test(String.fromCodePoint(text.codePointAt(at) ?? 0));
}

/** Returns whether the character before an offset is a letter or a number; false at the start of the text. */
export function isWordBefore(text: string, at: number): boolean {
  if (at === 0) return false;
  const isPair = (text.codePointAt(at - 2) ?? 0) > 0xffff;
  return isWordAt(text, isPair ? at - 2 : at - 1);
}

function classOf(unit: number): number {
  const found = /[\p{L}\p{N}]/u.test(String.fromCharCode(unit)) ? isWordClass : isOtherClass;
  classes[unit] = found;
  return found;
}

/** Returns the same code unit for all that a regular expression with the flags `iu` takes for equal. */
export function foldedUnit(unit: number): number {
  return folds[unit] || foldOf(unit);
}

function foldOf(unit: number): number {
  const lower = single(String.fromCharCode(unit).toLowerCase(), unit);
  // Some letters share only their capital letter with others: final sigma, long s.
  const upper = single(String.fromCharCode(lower).toUpperCase(), lower);
  const folded = upper === lower ? lower : single(String.fromCharCode(upper).toLowerCase(), upper);
  folds[unit] = folded;
  return folded;
}

const single = (text: string, otherwise: number): number => (text.length === 1 ? text.charCodeAt(0) : otherwise);
