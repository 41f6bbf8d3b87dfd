import { matchesOf, type RecognisedSpan } from "../recogniser.ts";
import { matchesAt, startsIn } from "../starts.ts";
import { isExample } from "./placeholders.ts";

/** Forms of keys that services publish so that they can be found: a prefix and a fixed alphabet. */
const forms = [
  "(?:AKIA|ASIA|AIDA|AROA)[A-Z2-7]{16}",
  "gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{22,255}",
  "gl(?:pat|dt|rt)-[A-Za-z0-9_-]{20,64}",
  "[sr]k_(?:live|test)_[A-Za-z0-9]{16,128}|whsec_[A-Za-z0-9+/=]{24,64}",
  "xox[abeoprs]-[A-Za-z0-9-]{10,250}|xapp-\\d-[A-Za-z0-9-]{20,200}",
  "AIza[A-Za-z0-9_-]{35}|ya29\\.[A-Za-z0-9_-]{20,250}",
  "npm_[A-Za-z0-9]{36}|pypi-Ag[A-Za-z0-9_-]{50,250}",
  "SG\\.[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{16,64}",
  "sk-(?:proj-|ant-|svcacct-|or-)?[A-Za-z0-9_-]{20,200}",
  "do[op]_v1_[a-f0-9]{64}|hf_[A-Za-z0-9]{30,40}|shp(?:at|ss|ca)_[a-fA-F0-9]{32}|key-[0-9a-f]{32}|ATATT3[A-Za-z0-9_=-]{20,250}",
  "dckr_pat_[A-Za-z0-9_-]{20,64}|hvs\\.[A-Za-z0-9_-]{20,200}|AGE-SECRET-KEY-1[0-9A-Z]{58}|glsa_[A-Za-z0-9_]{30,64}",
  "\\d{8,10}:AA[A-Za-z0-9_-]{32,34}",
];
const token = new RegExp(`(?<![A-Za-z0-9_-])(?:${forms.join("|")})(?![A-Za-z0-9_-])`, "y");
const web = /(?<![\w-])eyJ[\w-]{8,2000}\.eyJ[\w-]{8,8000}\.[\w-]{8,2000}(?![\w-])/g;
const pem = /-----BEGIN (?:[A-Z]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----/g;
const longestPem = 16_000;

/** The keys of bots start with digits, and are recognised by the colon behind them. */
const tokenStarts = (text: string): readonly number[] =>
  startsIn(text).tokens.map((at) => {
    let start = at;
    if (text[at] === ":") while (/\d/.test(text.charAt(start - 1))) start--;
    return start;
  });

/** Finds keys by their form, whatever stands before them. */
export function* tokensIn(text: string): Generator<RecognisedSpan, void, void> {
  for (const match of matchesAt(text, tokenStarts(text), token)) {
    if (isExample(match[0]) || new Set(match[0]).size < 8 || !/\d|^A[KSIR]/.test(match[0])) continue;
    yield spanAt(match.index, match[0], { score: 0.9, note: "form of a key of a service" });
  }
  if (startsIn(text).webTokens.length > 0) {
    for (const match of matchesOf(web, text)) {
      yield spanAt(match.index, match[0], { score: 0.85, note: "form of a web token" });
    }
  }
  if (startsIn(text).keyBlocks.length === 0) return;
  for (const match of matchesOf(pem, text)) {
    const rest = text.slice(match.index, match.index + longestPem);
    const end = rest.search(/-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----/);
    if (end < 0 || !/[A-Za-z0-9+/]{40}/.test(rest.slice(0, end))) continue;
    const whole = rest.slice(0, rest.indexOf("-----", end + 5) + 5);
    yield spanAt(match.index, whole, { score: 0.95, note: "private key" });
  }
}

function spanAt(
  start: number,
  value: string,
  { score, note }: { readonly score: number; readonly note: string },
): RecognisedSpan {
  return { start, end: start + value.length, value, score, notes: [note] };
}
