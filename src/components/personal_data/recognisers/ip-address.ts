import { isIPv4, isIPv6 } from "node:net";
import { hasWords, isAnnounced, isListed, isNetwork, isVersion } from "./ip-context.ts";
import { matchesOf, type RecognisedSpan, type Recogniser, type Verdict } from "./recogniser.ts";

/**
 * Recognises IPv4 and IPv6 addresses. Loopback and unspecified addresses do not count; private and documentation
 * addresses have a low score.
 */
export const ipAddress: Recogniser = {
  id: "ip_address",
  isValidator: false,
  *find(text) {
    yield* findV4(text);
    if (text.includes(":")) yield* findV6(text);
  },
  test(value, { isNamed }) {
    const trimmed = value.trim();
    const verdict = isIPv4(trimmed) ? judgeV4(trimmed) : isIPv6(trimmed) ? judgeV6(trimmed.toLowerCase()) : undefined;
    return verdict !== undefined && isNamed ? { ...verdict, score: Math.max(verdict.score, 0.75) } : verdict;
  },
};

const v4 = /(?<![\p{L}\p{N}_.]|[\p{L}\p{N}]-|ffff:)\d{1,3}(?:\.\d{1,3}){3}(?![\p{L}\p{N}_]|\.\d|-[\p{L}\p{N}])/gu;

function* findV4(text: string): Generator<RecognisedSpan, void, void> {
  for (const match of matchesOf(v4, text)) {
    const value = match[0];
    const place = { start: match.index, end: match.index + value.length };
    if (!isIPv4(value)) continue;
    const verdict = judgeV4(value);
    if (verdict === undefined) continue;
    const isAddress = isAnnounced(text, place);
    if (!isAddress && isVersion(text, place)) continue;
    if (isNetwork(value, text.slice(place.end, place.end + 3))) {
      yield { ...verdict, score: 0.35, ceiling: 0.35, notes: ["network, not one machine"], ...place };
    } else if (isAddress) yield { ...verdict, score: Math.max(verdict.score, announced(verdict)), ...place };
    else if (hasWords(text, place) || isListed(text, place)) yield { ...verdict, ...place };
    else yield { ...verdict, score: 0.4, notes: ["digits only around it"], ...place };
  }
}

/** A word for addresses takes away the doubt that the digits are a version; a documentation address stays one. */
const announced = ({ score, ceiling }: Verdict): number => (score === 0.4 ? 0.6 : (ceiling ?? score));

function judgeV4(value: string): Verdict | undefined {
  const [a = 0, b = 0, c = 0, d = 0] = value.split(".").map(Number);
  if (a === 0 || a === 127 || a >= 224 || (a === 255 && d === 255)) return undefined;
  if (
    a === 10 ||
    (a === 172 && b >= 16 && b <= 31) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b <= 127)
  )
    return { value, score: 0.35, ceiling: 0.35, notes: ["private range"] };
  if ((a === 192 && b === 0 && c === 2) || (a === 198 && b === 51 && c === 100) || (a === 203 && b === 0 && c === 113))
    return { value, score: 0.55, ceiling: 0.55, notes: ["documentation range"] };
  if ((a === b && b === c && c === d) || value === "8.8.4.4" || value === "1.0.0.1")
    return { value, score: 0.35, ceiling: 0.35, notes: ["address of a public service"] };
  if (isStep([a, b, c, d])) return { value, score: 0.35, ceiling: 0.35, notes: ["address of an example"] };
  if (couldBeVersion([a, b, c, d]))
    return { value, score: 0.4, ceiling: 0.6, notes: ["could be a version or a section"] };
  return { value, score: 0.75, notes: ["public range"] };
}

/** `1.2.3.4` and `12.13.14.15` stand for any address. */
const isStep = (octets: readonly number[]): boolean =>
  octets.every((octet, at) => at === 0 || octet === (octets[at - 1] ?? 0) + 1);

/** Few addresses have small numbers only, while versions do; 1.3, 2.5 and others begin object identifiers. */
function couldBeVersion(octets: readonly number[]): boolean {
  const [a = 0, b = 0] = octets;
  if (octets.filter((octet) => octet < 20).length >= 3 || octets.every((octet) => octet < 64)) return true;
  return (a === 1 && b <= 3) || (a === 2 && (b === 5 || b === 16 || b === 23));
}

const inV6 = /[0-9a-f:.]/i;
const longestV6 = 45;

/** Starts at a colon and extends the match, at most to the length of the longest address. */
function* findV6(text: string): Generator<RecognisedSpan, void, void> {
  let from = 0;
  for (let colon = text.indexOf(":"); colon >= 0; colon = text.indexOf(":", Math.max(from, colon + 1))) {
    let start = colon;
    while (start > from && colon - start <= longestV6 && inV6.test(text.charAt(start - 1))) start--;
    let end = colon + 1;
    while (end < text.length && end - colon <= longestV6 && inV6.test(text.charAt(end))) end++;
    from = end;
    if (/ipv$/i.test(text.slice(Math.max(0, start - 3), start))) start = text.indexOf(":", start) + 1;
    if (/^:[^:]/.test(text.slice(start, start + 2))) start++;
    const value = text
      .slice(start, end)
      .replace(/\.+$|(?<=[^:]):$/, "")
      .toLowerCase();
    if (value.length < 6 || value.length > longestV6 || !isIPv6(value) || touchesWord(text, start, end)) continue;
    const verdict = judgeV6(value);
    if (verdict !== undefined) yield { ...verdict, start, end: start + value.length };
  }
}

const touchesWord = (text: string, start: number, end: number): boolean =>
  /[\p{L}\p{N}_-]/u.test(text.charAt(start - 1)) || /[\p{L}\p{N}_-]/u.test(text.charAt(end));

function judgeV6(value: string): Verdict | undefined {
  if (/^[0:]+1?$/.test(value) || value.startsWith("ff")) return undefined;
  const [, mapped] = /^(?:0:){0,5}:{0,2}ffff:([\d.]+)$/.exec(value) ?? [];
  if (mapped !== undefined && isIPv4(mapped)) return judgeV4(mapped);
  if (/^(?:fe[89ab]|f[cd])/.test(value)) return { value, score: 0.35, ceiling: 0.35, notes: ["private range"] };
  if (/^2001:0?db8:/.test(value)) return { value, score: 0.55, ceiling: 0.55, notes: ["documentation range"] };
  // C++ scopes such as dead::beef are valid addresses. A global address has more groups.
  if (!/\d/.test(value) || value.split(":").filter((group) => group !== "").length < 3) return undefined;
  return { value, score: /^[23]/.test(value) ? 0.75 : 0.45, notes: ["global range"] };
}
