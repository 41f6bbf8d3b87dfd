import { matchesOf, type RecognisedSpan, type Recogniser, type Verdict } from "../recogniser.ts";
import { matchesAt, startsIn } from "../starts.ts";
import { labelledIn } from "./labelled.ts";
import { isExample, isPlaceholder } from "./placeholders.ts";
import { tokensIn } from "./tokens.ts";

/**
 * Recognises secrets in texts: keys by the form that their service gives them, private keys, passwords in addresses of
 * services, headers of authorisation, and what stands behind a word for a password. Placeholders and code are none.
 */
export const credential: Recogniser = {
  id: "credential",
  isValidator: false,
  *find(text) {
    const found = [...tokensIn(text), ...connectionsIn(text), ...headersIn(text), ...labelledIn(text)];
    let last = 0;
    for (const span of found.sort((a, b) => a.start - b.start || b.score - a.score)) {
      if (span.start < last) continue;
      last = span.end;
      yield span;
    }
  },
  test(value): Verdict | undefined {
    if (value.length < 16) return undefined;
    const [span] = tokensIn(value.trim());
    return span !== undefined && span.end - span.start === value.trim().length ? span : undefined;
  },
};

const connection = /:\/\/([^\s:@/?#"'<>]{0,64}):([^\s@/"'<>]{4,128})@[\w.[\]-]{2,}/g;

/** `postgres://shop:hunter2@db/orders`: the password in the address of a service. */
function* connectionsIn(text: string): Generator<RecognisedSpan, void, void> {
  if (!text.includes("://")) return;
  for (const match of matchesOf(connection, text)) {
    const [whole, user = "", secret = ""] = match;
    if (isPlaceholder(secret) || isExample(secret) || secret === user || /^\d{1,5}$/.test(secret)) continue;
    const start = match.index + whole.indexOf(`:${secret}@`) + 1;
    yield { start, end: start + secret.length, value: secret, score: 0.85, notes: ["password in an address"] };
  }
}

const header =
  /(?<![\w-])(?:proxy-)?authorization["']?\s{0,4}[:=]\s{0,4}["']?(?:basic|bearer|token|apikey)\s{1,4}([\w+/=.~-]{8,4000})/iy;

function* headersIn(text: string): Generator<RecognisedSpan, void, void> {
  for (const match of matchesAt(text, startsIn(text).headers, header)) {
    const value = match[1] ?? "";
    if (isPlaceholder(value) || isExample(value) || new Set(value).size < 6 || !/\d|[A-Z].*[a-z]/.test(value)) continue;
    const end = match.index + match[0].length;
    yield { start: end - value.length, end, value, score: 0.85, notes: ["header of authorisation"] };
  }
}
