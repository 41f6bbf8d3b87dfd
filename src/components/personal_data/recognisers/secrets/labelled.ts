import type { RecognisedSpan } from "../recogniser.ts";
import { matchesAt, startsIn } from "../starts.ts";
import { isCode, isExample, isIdentifier, isPlaceholder, looksRandom } from "./placeholders.ts";

/** Words for passwords in the official languages of the European Union, Norwegian, Icelandic, Turkish, Russian, Ukrainian. */
const passwords =
  "pass ?word|passwd|pass ?phrase|passcode|pwd|pass|pw|psw|passwort|kennwort|zugangscode|mot de passe|mdp|contrase[nñ]a|clave|senha|palavra[- ]passe|parol[aeăy]|wachtwoord|l[oö]senord|passord|adgangskode|kodeord|salasana|parool|slapta[zž]odis|has[lł]o|heslo|jelsz[oó]|geslo|lozinka|zaporka|пароль|парола|лозинка|κωδικός(?: πρόσβασης)?|[sş]ifre|lykilor[dð]|pasfhocal|focal faire";
const keys =
  "api[-_ ]?(?:key|token|secret)|apikey|access[-_ ]?(?:key|token)|auth[-_ ]?token|refresh[-_ ]?token|id[-_ ]?token|bearer[-_ ]?token|client[-_ ]?secret|app[-_ ]?secret|secret(?:[-_ ]?(?:access[-_ ]?)?key)?|private[-_ ]?key|account[-_ ]?key|encryption[-_ ]?key|session[-_ ]?(?:id|token)|api[- ]schl(?:ü|ue)ssel|token|jeton|clé(?: d['’ ]api| api)?";
// The start of each word. It rules out most places before the whole pattern is tried.
const quick =
  /pass|pwd|pw[\s:=]|psw|kennwort|zugangscode|mot de|mdp|contrase|clave|senha|palavra|parol|wachtwoord|l(?:ö|o)senord|adgangskode|kodeord|salasana|parool|slapta|has[lł]o|heslo|jelsz|geslo|lozinka|zaporka|парол|лозинка|κωδικ|[sş]ifre|lykilor|focal|secret|token|(?:api|access|account|private|encryption)[-_ ]?(?:key|schl|sec|tok)|session|jeton|clé/iy;
// The word may be the end of a name, such as `DB_PASSWORD`: what is before it is looked at apart.
const pattern = new RegExp(
  `(?:(?<password>${passwords})|(?<key>${keys}))["'\`*]{0,2}` +
    `(?:(?<mark>[ \\t]{0,8}(?::=|=>|[:=：])[ \\t]{0,8})|[ \\t]+(?:is|was|lautet|ist|war|est|es|è|to|jest|je|är|er|on|este|is:|lautet:|:)[ \\t]+|(?<gap>[ \\t]+))` +
    `(?:["'\`](?<quoted>[^"'\`\\n]{3,128})["'\`]|(?<plain>[^\\s"'\`<>,;]{4,160}))`,
  "iy",
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
  const { mark, gap, quoted, plain, password, key } = match.groups ?? {};
  if (!isWordOfItsOwn(text.charAt(match.index - 1), password ?? key ?? "")) return undefined;
  const written = quoted ?? trimmed(plain ?? "", isInQuery(text, match.index));
  const behind = text.slice(match.index + match[0].length, match.index + match[0].length + 2);
  if (quoted === undefined && (isCode(written) || isIdentifier(written, behind, gap !== undefined))) return undefined;
  const score = scoreOf(written, { isKey: key !== undefined, isMarked: mark !== undefined, isBare: gap !== undefined });
  if (score === undefined) return undefined;
  const start = match.index + match[0].lastIndexOf(quoted ?? plain ?? "");
  return { start, end: start + written.length, value: written, score, notes: ["word for a secret before it"] };
}

/** A short word is the end of a name only behind a sign or with a capital letter: `DB_PASS`, `dbPass`, but not `compass`. */
function isWordOfItsOwn(before: string, word: string): boolean {
  if (word.length > 4) return true;
  return !/[\p{L}\d]/u.test(before) || (/^\p{Lu}/u.test(word) && /\p{Ll}/u.test(before));
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
  if (!looksRandom(value) || /^[\w.+-]+@[\w-]+\.\w/.test(value)) return undefined;
  if (isMarked) return 0.8;
  const isLong = value.length >= 8 && /\d/.test(value) && /\p{L}/u.test(value);
  return isLong ? 0.65 : undefined;
}

const looksLikeKey = (value: string): boolean =>
  /^[\w+/=.~-]+$/.test(value) && /\d\D+\d/.test(value) && /[A-Za-z]/.test(value) && new Set(value).size >= 8;
