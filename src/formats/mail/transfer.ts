/** Bytes of a body without its transfer encoding, and whether they could be decoded. */
export interface DecodedBody {
  readonly bytes: Buffer;
  readonly isDecoded: boolean;
}

/** Undoes the transfer encoding of a body. One that is not known leaves the bytes as they are. */
export function decodedBody(bytes: Buffer, encoding: string): DecodedBody {
  switch (encoding) {
    case "base64":
      return decodedBase64(bytes);
    case "quoted-printable":
      return { bytes: decodedQuoted(bytes), isDecoded: true };
    case "x-uuencode":
    case "uuencode":
    case "x-uue":
      return decodedUu(bytes);
    case "":
    case "7bit":
    case "8bit":
    case "binary":
      return { bytes, isDecoded: true };
    default:
      return { bytes, isDecoded: false };
  }
}

function decodedBase64(bytes: Buffer): DecodedBody {
  const text = bytes.toString("latin1");
  const outside = /[^A-Za-z0-9+/=\s]/.exec(text);
  if (outside === null) return { bytes: Buffer.from(text, "base64"), isDecoded: true };
  // Some programs add lines of plain text behind the encoded ones.
  const start = text.slice(0, text.lastIndexOf("\n", outside.index) + 1);
  const decoded = Buffer.from(start, "base64");
  return decoded.length > 0 ? { bytes: decoded, isDecoded: false } : { bytes, isDecoded: false };
}

const hexValue = (byte: number | undefined): number => {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte & 0xdf;
  return letter >= 0x41 && letter <= 0x46 ? letter - 0x37 : -1;
};

const equals = 0x3d;

/** Undoes quoted-printable: `=C3` is a byte, `=` at the end of a line joins it with the next one. */
function decodedQuoted(bytes: Buffer): Buffer {
  const decoded = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  let at = 0;
  while (at < bytes.length) {
    const next = bytes.indexOf(equals, at);
    const end = next === -1 ? bytes.length : next;
    length += bytes.copy(decoded, length, at, end);
    if (next === -1) break;
    const [high, low] = [hexValue(bytes[next + 1]), hexValue(bytes[next + 2])];
    if (high >= 0 && low >= 0) {
      decoded[length++] = high * 16 + low;
      at = next + 3;
      continue;
    }
    const broken = lineEnd(bytes, next + 1);
    if (broken === undefined) decoded[length++] = equals;
    at = broken ?? next + 1;
  }
  return decoded.subarray(0, length);
}

/** The position behind a line break that follows spaces only; `undefined` if there is none. */
function lineEnd(bytes: Buffer, start: number): number | undefined {
  let at = start;
  while (bytes[at] === 0x20 || bytes[at] === 0x09) at += 1;
  if (bytes[at] === 0x0d && bytes[at + 1] === 0x0a) return at + 2;
  if (bytes[at] === 0x0a || bytes[at] === 0x0d) return at + 1;
  return at >= bytes.length ? at : undefined;
}

function decodedUu(bytes: Buffer): DecodedBody {
  const parts: Buffer[] = [];
  let isIn = false;
  for (const line of bytes.toString("latin1").split(/\r?\n/)) {
    if (line.startsWith("begin ")) isIn = true;
    else if (line === "end") break;
    else if (isIn && line !== "") parts.push(uuLine(line));
  }
  return parts.length > 0 ? { bytes: Buffer.concat(parts), isDecoded: true } : { bytes, isDecoded: false };
}

function uuLine(line: string): Buffer {
  const length = (line.charCodeAt(0) - 32) & 63;
  const values = [...line.slice(1)].map((character) => (character.charCodeAt(0) - 32) & 63);
  const bytes: number[] = [];
  for (let at = 0; at < values.length; at += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = values.slice(at, at + 4);
    bytes.push((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d);
  }
  return Buffer.from(bytes.slice(0, length));
}
