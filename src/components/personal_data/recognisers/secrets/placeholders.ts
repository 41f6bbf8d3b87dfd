const stand =
  /^(?:(?:your|my|the|a|an|some|new|old|insert|enter|user|admin|db|app)?[-_ ]?(?:password|passwort|passwd|passphrase|kennwort|pass|pwd|pw|secret|token|api[-_]?key|key|credentials?)(?:[-_ ]?(?:here|goes-here|value|123|1234?|\d))?|change[-_ ]?(?:me|it)|changethis|replace[-_ ]?me|example|sample|dummy|fake|placeholder|test(?:ing)?(?:\d{0,4})?|demo|foo(?:bar)?|bar|baz|qux|abc|todo|tbd|n\/?a|none|null|nil|undefined|true|false|yes|no|string|text|varchar|char|str|bytes|number|boolean|any|unknown|object|required|optional|hidden|redacted|masked|removed|encrypted|empty|default|root|guest|user|admin|postgres|mysql|s3cr3t|secret)[.,;!]?$/i;
const template =
  /^(?:<.*>?|\$\{.*|\{\{?.*|\[.*\]?|%\w+%|%[sdv]|\$\w+|\$\(.*|@\w+@|__\w+__|:\w+|#\{.*|\*{2,}.*|[x•·.\-_?X#]{3,}|.*\*{3,}.*|.*\.{3}|…)$/;
const example = /example|sample|dummy|placeholder|your[-_]|changeme|xxxx/i;
const sequence = /1234567890|abcdefgh/;

/** Returns whether a text stands for a secret and is none: `<password>`, `${PASSWORD}`, `changeme`, `xxx`. */
export function isPlaceholder(value: string): boolean {
  return stand.test(value) || template.test(value) || /^(.)\1+$/.test(value);
}

/** Returns whether a token was written for a manual: it says so itself. */
export const isExample = (token: string): boolean => example.test(token) || sequence.test(token);

/** Returns whether a text is an expression of a program: `getPassword()`, `user.password`, `process.env.SECRET`. */
export function isCode(value: string): boolean {
  return /^!?[\w$.?]+\(|^!+[A-Za-z_$]+(?:\??\.[A-Za-z_$]+)+$|[({]$|=>|^[A-Za-z_$][\w$]*(?:(?:\.|::|->|\?\.)[A-Za-z_$][\w$]*)+[,;)]*$(?<!\d[,;)]*)|^(?:[a-z]+[A-Z][A-Za-z]*|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)[,;)]*$|\[['"\d]|^new$/.test(
    value,
  );
}

const identifier = /^[A-Za-z_$][\w$]*$/;
const wordOfSecrets = /(?:pass(?:word)?|secret|token|credential|auth(?:entication)?)/i;

/**
 * Returns whether a text is the name of something in a program: `AuthenticationMD5Password;`, or `addInt32PrefixedString` in a
 * sentence. `behind`: the two characters behind it; in a list of settings, `;` has no space behind it.
 */
export function isIdentifier(value: string, behind: string, isInSentence: boolean): boolean {
  if (!identifier.test(value)) return false;
  const words = value.match(/(?:^|[A-Z\d])[a-z]{2,}/g)?.length ?? 0;
  const isStatement = /^;(?:\s|$)/.test(behind);
  // A password may have two words: `SommerRegen7`.
  return words > 2 ? isInSentence || isStatement : words === 2 && isStatement && wordOfSecrets.test(value);
}

/** Returns whether a text has what passwords have and words have not: digits or signs beside letters. */
export function looksRandom(value: string): boolean {
  // A sentence of a language without spaces between words.
  if (/[\u0e00-\u0eff\u3040-\uffef]/.test(value)) return false;
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(value)).length;
  return (
    kinds >= 2 &&
    /\d|[!$%&=?#+*@^~]/.test(value) &&
    new Set(value).size >= 4 &&
    !/^\d+[.,:/-]?\d*\p{L}{0,3}$/u.test(value)
  );
}

/**
 * Returns whether letters alone look random: capitals in places where words have none, such as `osIUFLxrrp`. A name of two
 * or three words, such as `SommerRegen`, does not.
 */
export function looksScrambled(value: string): boolean {
  if (!/^\p{L}{6,}$/u.test(value) || new Set(value).size < 4) return false;
  const parts = value.match(/\p{Lu}+\p{Ll}*|\p{Ll}+/gu) ?? [];
  const odd = parts.filter((part) => part.length < 3 || /^\p{Lu}{2,}\p{Ll}/u.test(part) || !vowel.test(part));
  return parts.length >= 2 && odd.length * 2 >= parts.length && (parts.length > 2 || consonants.test(value));
}

const vowel = /[aeiouyäöüàèéìòùåøæ]/iu;
const consonants = /[bcdfghjklmnpqrstvwxz]{4}/iu;
