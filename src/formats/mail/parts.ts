import { headerBlock, headerValue, type MailHeader, type StructuredValue, structuredValue } from "./headers.ts";

/** A part of a mail that holds no other parts; or the whole mail. Positions are in the bytes of the mail. */
export interface MailPart {
  readonly headers: readonly MailHeader[];
  readonly type: StructuredValue;
  readonly disposition: StructuredValue;
  /** Name of the transfer encoding, in lower case. */
  readonly transfer: string;
  readonly start: number;
  readonly end: number;
}

/** Parts that stand beside each other: `alternative` ones say the same in different forms. */
export interface MailParts {
  readonly kind: "mixed" | "alternative" | "encrypted";
  readonly parts: readonly (MailPart | MailParts)[];
}

/** A mail: its headers, and its body as a tree of parts. */
export interface MailTree {
  readonly headers: readonly MailHeader[];
  readonly body: MailPart | MailParts;
  /** Whether there are more parts than are read, or more inside each other. */
  readonly isCut: boolean;
}

const maxDepth = 30;
const mostParts = 5_000;

/** Finds the parts of a mail. */
export function mailTree(bytes: Buffer): MailTree {
  const count = { left: mostParts, isCut: false };
  const { headers, body } = entity(bytes, { start: 0, end: bytes.length, depth: 0, usual: "text/plain" }, count);
  return { headers, body, isCut: count.isCut };
}

interface Range {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  /** The type of a part that does not state one. */
  readonly usual: string;
}

interface PartCount {
  left: number;
  isCut: boolean;
}

function entity(bytes: Buffer, range: Range, count: PartCount): Omit<MailTree, "isCut"> {
  const { headers, bodyStart } = headerBlock(bytes, range.start, range.end);
  const stated = headerValue(headers, "content-type");
  const type = structuredValue(stated === "" ? range.usual : stated);
  const boundary = type.parameters.get("boundary") ?? "";
  if (type.value.startsWith("multipart/") && boundary !== "" && range.depth < maxDepth) {
    const usual = type.value === "multipart/digest" ? "message/rfc822" : "text/plain";
    const inner = { start: bodyStart, end: range.end, depth: range.depth + 1, usual };
    const parts = partRanges(bytes, inner, boundary, count).map((one) => entity(bytes, one, count).body);
    return { headers, body: { kind: kindOf(type.value), parts } };
  }
  if (range.depth >= maxDepth) count.isCut = true;
  const body: MailPart = {
    ...{ headers, type, start: bodyStart, end: range.end },
    disposition: structuredValue(headerValue(headers, "content-disposition")),
    transfer: structuredValue(headerValue(headers, "content-transfer-encoding")).value.replaceAll(/["\s]|\(.*?\)/g, ""),
  };
  return { headers, body };
}

function kindOf(type: string): MailParts["kind"] {
  if (type === "multipart/alternative") return "alternative";
  return type === "multipart/encrypted" ? "encrypted" : "mixed";
}

/** The ranges between the lines that start with `--` and the boundary. */
function partRanges(bytes: Buffer, range: Range, boundary: string, count: PartCount): readonly Range[] {
  const delimiter = Buffer.from(`--${boundary}`, "utf8");
  const found: Range[] = [];
  let start: number | undefined;
  for (let at = range.start; ; ) {
    const next = bytes.indexOf(delimiter, at);
    const isFound = next !== -1 && next < range.end;
    if (isFound && !(isLineStart(bytes, next, range.start) && endsThere(bytes, next + delimiter.length))) {
      at = next + delimiter.length;
      continue;
    }
    if (start !== undefined) {
      if (count.left === 0) {
        count.isCut = true;
        return found;
      }
      count.left -= 1;
      found.push({ ...range, start, end: isFound ? withoutBreak(bytes, start, next) : range.end });
    }
    const after = next + delimiter.length;
    if (!isFound || (bytes[after] === 0x2d && bytes[after + 1] === 0x2d)) return found;
    const feed = bytes.indexOf(0x0a, after);
    if (feed === -1 || feed >= range.end) return found;
    start = feed + 1;
    at = start;
  }
}

const isLineStart = (bytes: Buffer, at: number, first: number): boolean => at === first || bytes[at - 1] === 0x0a;

/** A boundary may be the start of another one: only white space or `--` may follow. */
const endsThere = (bytes: Buffer, at: number): boolean => [undefined, 0x0a, 0x0d, 0x20, 0x09, 0x2d].includes(bytes[at]);

/** The line break in front of a boundary belongs to it. */
function withoutBreak(bytes: Buffer, start: number, end: number): number {
  const feed = end > start && bytes[end - 1] === 0x0a ? end - 1 : end;
  return feed > start && bytes[feed - 1] === 0x0d ? feed - 1 : feed;
}
