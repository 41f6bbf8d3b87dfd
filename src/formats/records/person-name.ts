const word = String.raw`[\p{L}][\p{L}\p{M}.'’-]*`;
const names = new RegExp(`^${word}(?:,? ${word}){1,4}$`, "u");
const startsLarge = /(?:^| )[\p{Lu}\p{Lo}]/gu;
/** Scripts whose names are written without a space. */
const undivided = /^[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}]{2,8}$/u;
/** Words of names that programs and organisations have. */
const others =
  /\b(?:admin\w*|team|support|service\w*|newsletter|no-?reply|info|kontakt|contact|office|user|microsoft|adobe|google|libreoffice|system|gmbh|ag|kg|inc|llc|ltd|bank|verein|shop|online|daemon|mail\w*|unknown|default|account)\b/i;

/** Whether a name that someone shows as their own is probably that of a person, not of an organisation or a program. */
export function isPersonName(name: string): boolean {
  const shown = name.trim().replaceAll(/\s+/g, " ");
  if (undivided.test(shown)) return true;
  return names.test(shown) && (shown.match(startsLarge) ?? []).length >= 2 && !others.test(shown);
}
