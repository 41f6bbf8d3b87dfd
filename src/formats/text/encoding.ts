import { TextDecoder } from "node:util";
import chardet from "chardet";
import iconv from "iconv-lite";
import type { FileSource } from "../piece.ts";
import { isEastAsian, plausibility } from "./plausible.ts";

/** The kind of a file: binary, or text in an encoding. Text may contain bytes that are invalid in its encoding. */
type TextKind =
  | { readonly kind: "binary"; readonly reason: string }
  | { readonly kind: "text"; readonly encoding: string; readonly hasFaults: boolean; readonly isDoubtful?: boolean }
  | { readonly kind: "unknown" };

const marks: readonly (readonly [encoding: string, bytes: readonly number[]])[] = [
  // The mark of UTF-32LE starts with that of UTF-16LE, so it comes first.
  ["utf-32le", [0xff, 0xfe, 0, 0]],
  ["utf-32be", [0, 0, 0xfe, 0xff]],
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

const markOf = (head: Uint8Array): string | undefined =>
  marks.find(([, bytes]) => bytes.every((byte, index) => head[index] === byte))?.[0];

/** Returns whether `decoded` supports an encoding of this name. */
export const isReadable = (encoding: string): boolean => encoding === "auto" || iconv.encodingExists(encoding);

/** Determines how to read a file, by its byte order mark, the encoding that the user names, or (`auto`) its bytes. */
export function textKind(source: FileSource, wanted: string): TextKind {
  const { head } = source;
  const marked = markOf(head);
  if (marked !== undefined) return checked(source, marked);
  if (wanted !== "auto") return hasSignature(head) ?? checked(source, wanted.toLowerCase());
  const binary = hasSignature(head) ?? looksBinary(head);
  if (binary !== undefined) {
    const wide = utf16Encoding(head);
    return wide === undefined || hasSignature(head) !== undefined ? binary : checked(source, wide);
  }
  const fault = firstFault(source);
  if (fault === undefined) return { kind: "text", encoding: "utf-8", hasFaults: false };
  if (looksBinary(fault) !== undefined) return { kind: "binary", reason: "binary file" };
  const guess = guessEncoding(fault);
  return guess === undefined ? { kind: "unknown" } : { ...checked(source, guess.encoding), ...doubt(guess) };
}

// Formats whose text content is encoded, although their first bytes can look like plain text.
function hasSignature(head: Uint8Array): Extract<TextKind, { kind: "binary" }> | undefined {
  const start = Buffer.from(head.subarray(0, 5)).toString("latin1");
  return start === "%PDF-" || start === "{\\rtf" || start.startsWith("%!PS")
    ? { kind: "binary", reason: "document whose text is not extracted" }
    : undefined;
}

const isOddControl = (byte: number): boolean =>
  (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d && byte !== 0x1b) || byte === 0x7f;

function looksBinary(bytes: Uint8Array): Extract<TextKind, { kind: "binary" }> | undefined {
  const sample = bytes.subarray(0, 65_536);
  let controls = 0;
  for (const byte of sample) {
    if (byte === 0) return { kind: "binary", reason: "binary file" };
    if (isOddControl(byte)) controls += 1;
  }
  return controls * 10 > sample.length ? { kind: "binary", reason: "binary file" } : undefined;
}

// Detects UTF-16 without a mark: in European text nearly every second byte is zero, and no other.
function utf16Encoding(head: Uint8Array): string | undefined {
  const sample = head.subarray(0, Math.min(head.length, 4096) & ~1);
  let even = 0;
  let odd = 0;
  for (let index = 0; index < sample.length; index += 2) {
    if (sample[index] === 0) even += 1;
    if (sample[index + 1] === 0) odd += 1;
  }
  const half = sample.length / 2;
  if (half < 8) return undefined;
  if (odd > half * 0.7 && even === 0) return "utf-16le";
  return even > half * 0.7 && odd === 0 ? "utf-16be" : undefined;
}

/** Returns the piece of a file that contains the first invalid UTF-8 sequence. */
function firstFault(source: FileSource): Uint8Array | undefined {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let last: Uint8Array = source.head;
  for (const piece of source.pieces()) {
    last = piece;
    if (!isDecodable(decoder, piece)) return piece;
  }
  return isDecodable(decoder, undefined) ? undefined : last;
}

function isDecodable(decoder: TextDecoder, piece: Uint8Array | undefined): boolean {
  try {
    if (piece === undefined) decoder.decode();
    else decoder.decode(piece, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** An encoding that a text may have. `isDoubtful`: another one is as likely. */
interface EncodingGuess {
  readonly encoding: string;
  readonly isDoubtful: boolean;
}

/** Encodings whose texts are often taken for another one when they are short. */
const eastAsian = ["gb18030", "big5", "shift_jis", "euc-jp", "euc-kr"] as const;

/**
 * Guesses an encoding by the frequency of bytes, and by how much the decoded text looks like one: a short table has too
 * few bytes for frequencies.
 */
function guessEncoding(piece: Uint8Array): EncodingGuess | undefined {
  // ASCII bytes are the same in all candidates, so detection uses the bytes around the first one beyond ASCII.
  const start = Math.max(0, piece.findIndex((byte) => byte > 0x7f) - 512);
  const bytes = piece.subarray(start, start + 65_536);
  const found = chardet.analyse(bytes).filter(({ name }) => iconv.encodingExists(name));
  const guesses = new Map<string, number>(eastAsian.map((encoding) => [encoding, 10]));
  // The last one set is the first one found, which is the most likely one of the same name.
  for (const { name, confidence } of found.slice(0, 8).toReversed()) guesses.set(usualName(name), confidence);
  const sample = wholeCharacters(bytes.subarray(0, 8192), bytes.length);
  const ranked = [...guesses]
    .flatMap(([encoding, confidence]) => {
      const share = plausibility(sample, encoding);
      return share === undefined ? [] : [{ encoding, share, rank: confidence / 100 + share }];
    })
    .toSorted((a, b) => b.rank - a.rank);
  const [best, second] = ranked;
  if (best === undefined || (best.rank < 0.4 && best.share < 0.5)) {
    const [first] = found;
    return first === undefined || first.confidence < 10
      ? undefined
      : { encoding: usualName(first.name), isDoubtful: true };
  }
  const isClose =
    second !== undefined &&
    best.rank - second.rank < 0.1 &&
    (isEastAsian(best.encoding) || isEastAsian(second.encoding));
  return { encoding: best.encoding, isDoubtful: best.share < 0.5 || isClose };
}

/** Cuts a sample at the last ASCII character, so that no character of several bytes is cut. */
function wholeCharacters(sample: Uint8Array, length: number): Uint8Array {
  if (sample.length === length) return sample;
  const last = sample.findLastIndex((byte) => byte < 0x40);
  return last < 0 ? sample : sample.subarray(0, last + 1);
}

function usualName(detected: string): string {
  const name = detected.toLowerCase();
  // Browsers do the same: text labelled ISO-8859-1 is nearly always in its superset windows-1252.
  return name === "iso-8859-1" || name === "ascii" ? "windows-1252" : name;
}

const doubt = ({ isDoubtful }: EncodingGuess) => (isDoubtful ? { isDoubtful } : {});

function checked(source: FileSource, encoding: string): Extract<TextKind, { kind: "text" }> {
  return { kind: "text", encoding, hasFaults: hasFaults(source, encoding) };
}

function hasFaults(source: FileSource, encoding: string): boolean {
  if (encoding === "utf-8" || encoding === "utf8") return firstFault(source) !== undefined;
  for (const text of decoded(source, encoding)) if (text.includes("\uFFFD")) return true;
  return false;
}

/** Decodes a file, piece by piece. Omits the byte order mark, and replaces invalid bytes with U+FFFD. */
export function* decoded(source: FileSource, encoding: string): Generator<string, void, void> {
  const decoder = iconv.getDecoder(encoding);
  for (const piece of source.pieces()) {
    const text = decoder.write(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength));
    if (text !== "") yield text;
  }
  const end = decoder.end();
  if (end !== undefined && end !== "") yield end;
}
