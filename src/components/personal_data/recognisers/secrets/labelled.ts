import { isProgram } from "../../names/index.ts";
import type { RecognisedSpan } from "../recogniser.ts";
import { matchesAt, startsIn } from "../starts.ts";
import { isCode, isExample, isIdentifier, isPlaceholder, looksRandom, looksScrambled } from "./placeholders.ts";
import { isSpoken } from "./spoken-words.ts";
import { isPasswordWord, keys, passwords, quick } from "./words.ts";

const qualifier =
  "for|für|fuer|zum|zur|zu|beim|im|des|der|of|on|to|du|de|d['’]|pour|del|para|do|da|per|di|voor|van|för|till|til|i|dla|na|k|ke|pro|pre|za|pentru|la|для|до|от|к|για|için|\\(";
const is = "is|was|are|lautet|lauten|ist|war|est|es|è|é|to|jest|je|är|er|on|este|yra|είναι|это|є";
const whose = "ta|mea|dvs\\.?|dumneavoastră|tvoje|moje|ваш|мой|μου|σου|σας|temporal|provisoire|temporanea|temporária";
const now = "now|set to|nun|jetzt|ahora|ora|maintenant|nu|teraz";
// The word may be the end of a name, such as `DB_PASSWORD`: what is before it is looked at apart.
const pattern = new RegExp(
  `(?:(?<password>${passwords})|(?<key>${keys}))["'\`*]{0,2}` +
    `(?:(?<mark>[ \\t]{0,8}(?::=|=>|[:=：])[ \\t]{0,8})` +
    `|(?<said>(?:[ \\t]+(?:${whose}))?[ \\t]+(?:(?:${is})(?:[ \\t]+(?:${now}))?|(?:has been |was |is )?(?:changed|set|reset) to|:)[ \\t]*:?[ \\t]+)` +
    `|(?<far>[ \\t]+(?:${qualifier})[^:=\\n]{1,40}?(?::|[ \\t](?:${is}))[ \\t]+|[ \\t]+(?:-|\\u2013|→|->)[ \\t]+|[ \\t]+))` +
    `(?:["'\`](?<quoted>[^"'\`\\n]{3,128})["'\`]|(?<plain>[^\\s"'\`<>,;]{4,160}))`,
  "iuy",
);

/** Finds what stands behind a word for a password or a key: `password: hunter2`, `api_key=…`, `Kennwort abc123`. */
export function* labelledIn(text: string): Generator<RecognisedSpan, void, void> {
  let last = 0;
  for (const { index } of matchesAt(text, startsIn(text).secretWords, quick)) {
    if (index < last) continue;
    pattern.lastIndex = index;
    const match = pattern.exec(text);
    const found = match === null ? undefined : secretIn(text, match);
    if (found === undefined) continue;
    last = found.end;
    yield found;
  }
}

function secretIn(text: string, match: RegExpExecArray): RecognisedSpan | undefined {
  const { mark, said, far, quoted, plain, password, key } = match.groups ?? {};
  const before = text.slice(Math.max(0, match.index - 24), match.index);
  if (!isWordOfItsOwn(before, password ?? key ?? "")) return undefined;
  const written = quoted ?? trimmed(plain ?? "", isInQuery(text, match.index));
  const end = match.index + match[0].length;
  const behind = text.slice(end, end + 2);
  const isExpression = isCode(written) && !(looksScrambled(written) && !isProgram(text));
  if (quoted === undefined && (isExpression || isIdentifier(written, behind, far !== undefined))) return undefined;
  const start = match.index + match[0].lastIndexOf(quoted ?? plain ?? "");
  const span = { start, end: start + written.length, value: written };
  const score = scoreOf(written, { isKey: key !== undefined, isMarked: mark !== undefined, isBare: far !== undefined });
  if (score !== undefined) return { ...span, score, notes: ["word for a secret before it"] };
  const label = { word: password ?? "", start: match.index, isMarked: mark !== undefined };
  const isWord = password !== undefined && (mark ?? said) !== undefined && isPlainWord(text, span, label);
  return isWord ? { ...span, score: 0.55, notes: ["word for a password before it", "letters only"] } : undefined;
}

/**
 * A short word is the end of a name only behind a sign or with a capital letter: `DB_PASS`, `dbPass`, but not `compass` or
 * in the middle of encoded data.
 */
function isWordOfItsOwn(before: string, word: string): boolean {
  if (word.length > 4) return true;
  if (/^\p{Lu}/u.test(word) && /(?:^|[\s"'`._{(&?;,-])\p{L}*\p{Ll}{2}$/u.test(before)) return true;
  return /(?:^|[\s"'`._{([&?;,:/|*>#=-])$/.test(before);
}

const isInQuery = (text: string, at: number): boolean => /[?&]/.test(text.charAt(at - 1));

/** Marks at the end belong to the sentence; in a query, `&` starts the next parameter. */
function trimmed(plain: string, isQuery: boolean): string {
  const value = isQuery ? plain.replace(/&.*$/s, "") : plain;
  return value.replace(/(?:[.,:)\]}]|\*\*)+$/, "");
}

interface Labelled {
  readonly isKey: boolean;
  readonly isMarked: boolean;
  readonly isBare: boolean;
}

function scoreOf(value: string, { isKey, isMarked, isBare }: Labelled): number | undefined {
  if (isPlaceholder(value) || isExample(value) || value.length < 4) return undefined;
  if (/^(?:https?:|\/|\.\.?\/|~\/|[A-Z]:\\)/.test(value) || /\s/.test(value)) return undefined;
  if (isKey) return value.length >= 16 && looksLikeKey(value) ? (isBare ? 0.6 : 0.8) : undefined;
  if (/^[\w.+-]+@[\w-]+\.\w/.test(value)) return undefined;
  if (isSpoken(value.replace(/[^\p{L}]+$/u, ""))) return undefined;
  const isScrambled = looksScrambled(value);
  if (!isScrambled && !looksRandom(value)) return undefined;
  if (isMarked) return 0.8;
  return value.length >= 8 && /\p{L}/u.test(value) && (isScrambled || /\d/.test(value) || hasInnerSign(value))
    ? 0.65
    : undefined;
}

/** A sign between letters in both cases, as sentences do not have: `Abc!defGhi`. */
const hasInnerSign = (value: string): boolean =>
  /\p{L}[!$%?#+*@^~]\p{L}/u.test(value) && /\p{Ll}\p{Lu}|\p{Ll}[^\p{L}]+\p{Lu}/u.test(value) && !/@\w+\.\w/.test(value);

const looksLikeKey = (value: string): boolean =>
  /^[\w+/=.~-]+$/.test(value) && /\d\D+\d/.test(value) && /[A-Za-z]/.test(value) && new Set(value).size >= 8;

interface PasswordLabel {
  readonly word: string;
  readonly start: number;
  readonly isMarked: boolean;
}

const owner =
  /(?:your|my|our|his|her|their|new|temporary|initial|default|wi-?fi|wlan|dein|ihr|mein|unser|euer|neue\p{L}?|vorläufige\p{L}?|ton|votre|mon|notre|nouveau|tu|su|mi|nueva|tua|mia|sua|nuova|nova|minha|jouw|uw|mijn|je|nieuwe?|twoje|moje|nowe|vaše|tvoje|moje|nové|din|dit|ditt|mit|mitt|min|nytt|nye|ваш|твой|мой|новый)\s+$/iu;
const account =
  /(?:log-?in|user|account|benutzer|konto|utilisateur|usuari|utente|gebruiker|użytkownik|uživatel|bruger|användar|käyttäj|wlan|wi-?fi|@)/i;
/** These words also mean others: a key, words, that a test passes. Of several passwords, what follows is about them. */
const plural = /^(?:mots .*|passwords|pass words|(?:pass|kenn)wörter|contrase[nñ]as|senhas|wachtwoorden|lösenorden)$/iu;
const ambiguous = /^(?:pass|pw|psw|clave|parole)$/iu;

/** Returns whether a word in letters is a password: it ends the line or clause, and is not what people say of passwords. */
function isPlainWord(
  text: string,
  { start, end, value }: Pick<RecognisedSpan, "start" | "end" | "value">,
  label: PasswordLabel,
): boolean {
  if (!/^\p{L}{3,}(?:-\p{L}{2,})?$/u.test(value) || value.length < 5 || value.length > 30) return false;
  if (isPlaceholder(value) || isExample(value) || isPasswordWord(value) || value.split("-").some(isSpoken))
    return false;
  if (
    !/^["'`.!)\]*]{0,3}(?:\s*$|\s*\n|[,;|/]|\s+(?:und|and|et|y|e|i|en|og|och|ja|a)\s)/u.test(text.slice(end, end + 40))
  )
    return false;
  const before = text.slice(Math.max(0, label.start - reach), label.start);
  if (/\p{L}[_.]$|\p{Ll}$|[{[]\s*["']?$/u.test(before.slice(-12)) || /["'`]/.test(text.charAt(start - 1))) return false;
  if (!label.isMarked && !owner.test(before)) return false;
  if (plural.test(label.word) || (ambiguous.test(label.word) && !account.test(before))) return false;
  return !isProgram(text);
}

const reach = 60;
