import { decodeHTMLStrict } from "entities";

/** A text in which encoded characters are decoded, and the way back to the original. */
export interface DecodedText {
  readonly text: string;
  /** Returns the offset in the original of an offset in the decoded text; of an end, the offset behind it. */
  readonly original: (offset: number) => number;
}

/** Encodings may be nested: `%2540`, `&amp;#64;`. */
const mostPasses = 3;

// One character each, so that every offset has its own way back.
const octet = "%[89ab][0-9a-f]";
const encoded = new RegExp(
  [
    `%[0-7][0-9a-f]|%[cd][0-9a-f]${octet}|%e[0-9a-f](?:${octet}){2}|%f[0-7](?:${octet}){3}`,
    "&(?:#\\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});",
    "\\\\ud[89ab][0-9a-f]{2}\\\\ud[c-f][0-9a-f]{2}|\\\\u[0-9a-f]{4}|\\\\u\\{[0-9a-f]{1,6}\\}|\\\\x[0-9a-f]{2}",
    "[\uff01-\uff5e]",
  ].join("|"),
  "iy",
);
/** What all of them start with. */
const signs = /[%&\\\uff01-\uff5e]/g;

/**
 * Decodes percent-encoding, HTML entities, numeric character references, escapes of programs and full-width letters and
 * digits. What is not valid stays as it is.
 */
export function decodeText(text: string): DecodedText {
  let result: DecodedText = { text, original: (offset) => offset };
  for (let pass = 0; pass < mostPasses; pass++) {
    const next = decodeOnce(result.text);
    if (next === undefined) break;
    const { original } = result;
    result = { text: next.text, original: (offset) => original(next.original(offset)) };
  }
  return result;
}

function decodeOnce(text: string): DecodedText | undefined {
  /** Ends of the decoded parts, in the decoded and in the original text. */
  const ends: (readonly [decoded: number, original: number])[] = [];
  let [decoded, last] = ["", 0];
  signs.lastIndex = 0;
  for (let sign = signs.exec(text); sign !== null; sign = signs.exec(text)) {
    encoded.lastIndex = sign.index;
    const match = encoded.exec(text);
    if (match === null) continue;
    signs.lastIndex = encoded.lastIndex;
    const plain = plainOf(match[0]);
    if (plain === undefined || plain === match[0]) continue;
    decoded += text.slice(last, match.index);
    ends.push([decoded.length, match.index]);
    decoded += plain;
    last = match.index + match[0].length;
    ends.push([decoded.length, last]);
  }
  if (ends.length === 0) return undefined;
  return { text: decoded + text.slice(last), original: (offset) => originalOf(offset, ends) };
}

/** An offset within a decoded part is that of its start: several characters may stand for one. */
function originalOf(offset: number, ends: readonly (readonly [number, number])[]): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle]?.[0] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const [decoded, original] = ends[low - 1] ?? [0, 0];
  // Even entries start an encoded part.
  return low % 2 === 1 && offset > decoded ? original : original + offset - decoded;
}

function plainOf(part: string): string | undefined {
  switch (part.charAt(0)) {
    case "%":
      return percentDecoded(part);
    case "&":
      return withoutControls(decodeHTMLStrict(part));
    case "\\":
      return withoutControls(escapeDecoded(part));
    default:
      return part.normalize("NFKC");
  }
}

function percentDecoded(part: string): string | undefined {
  try {
    return withoutControls(decodeURIComponent(part));
  } catch {
    return undefined;
  }
}

function escapeDecoded(part: string): string {
  return part.replace(
    /\\u\{([0-9a-f]+)\}|\\u([0-9a-f]{4})|\\x([0-9a-f]{2})/gi,
    (whole, a?: string, b?: string, c?: string) => {
      const code = Number.parseInt(a ?? b ?? c ?? "", 16);
      return code > 0x10ffff ? whole : String.fromCodePoint(code);
    },
  );
}

/** A control character would separate what the original does not, or join lines. */
const withoutControls = (text: string): string => text.toWellFormed().replace(/\p{Cc}/gu, " ");
