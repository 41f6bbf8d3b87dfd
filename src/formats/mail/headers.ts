import { decodeWords } from "postal-mime";
import { decodeText } from "../sources/index.ts";

/** A header field of a mail, unfolded, not decoded. */
export interface MailHeader {
  /** In lower case. */
  readonly name: string;
  readonly value: string;
  /** The line in which it starts, from 1, among the lines of its part. */
  readonly line: number;
}

/** The headers of a mail or of a part of it, and where its body starts. */
export interface HeaderBlock {
  readonly headers: readonly MailHeader[];
  readonly bodyStart: number;
}

/** Headers that are longer together are cut. */
const maxHeaderBytes = 1024 * 1024;
const mostHeaders = 5_000;

/** Reads the header fields at the start of a range of bytes, up to the first empty line. */
export function headerBlock(bytes: Buffer, start: number, end: number): HeaderBlock {
  const bodyStart = endOfHeaders(bytes, start, end);
  const raw = bytes.subarray(start, Math.min(bodyStart, start + maxHeaderBytes));
  const utf8 = decodeText(raw, "utf-8");
  const text = utf8.hasFaults ? decodeText(raw, "windows-1252").text : utf8.text;
  const headers: { name: string; value: string; line: number }[] = [];
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    const last = headers.at(-1);
    if (/^[ \t]/.test(line) && last !== undefined) last.value += ` ${line.trim()}`;
    else {
      const colon = line.indexOf(":");
      if (colon <= 0 || headers.length >= mostHeaders) continue;
      const [name, value] = [line.slice(0, colon), line.slice(colon + 1)];
      headers.push({ name: name.trim().toLowerCase(), value: value.trim(), line: index + 1 });
    }
  }
  return { headers, bodyStart };
}

/** The position behind the first empty line; the end if there is none. */
function endOfHeaders(bytes: Buffer, start: number, end: number): number {
  let line = start;
  while (line < end) {
    const feed = bytes.indexOf(0x0a, line);
    const next = feed === -1 || feed >= end ? end : feed + 1;
    const length = next - line;
    if (feed === line || (length === 2 && bytes[line] === 0x0d)) return next;
    line = next;
  }
  return end;
}

/** The value of the first header of a name; empty if there is none. */
export const headerValue = (headers: readonly MailHeader[], name: string): string =>
  headers.find((one) => one.name === name)?.value ?? "";

/** Decodes encoded words, such as `=?utf-8?Q?F=C3=A4lk?=`. */
export const decodedValue = (value: string): string => (value.includes("=?") ? decodeWords(value) : value);

/** A header that has a value and parameters, such as `text/plain; charset=utf-8`. */
export interface StructuredValue {
  /** In lower case. */
  readonly value: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const parameter = /;\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))/g;

interface ParameterPart {
  readonly text: string;
  readonly isEncoded: boolean;
}

/** Reads the value and the parameters of a header. Parameters that are cut into parts or encoded are restored. */
export function structuredValue(header: string): StructuredValue {
  const [value = ""] = header.split(";", 1);
  const found = new Map<string, ParameterPart[]>();
  for (const [, stated = "", quoted, plain = ""] of header.slice(value.length, 20_000).matchAll(parameter)) {
    // `name*0*`: the first part of a parameter, encoded.
    const [, name = "", index = "0"] = /^([^*]*)(?:\*(\d{1,3}))?\*?$/.exec(stated.toLowerCase()) ?? [];
    const parts = found.get(name) ?? [];
    parts[Number(index)] = {
      text: quoted === undefined ? plain.trim() : quoted.replaceAll(/\\(.)/g, "$1"),
      isEncoded: stated.endsWith("*"),
    };
    found.set(name, parts);
  }
  const parameters = new Map([...found].map(([name, parts]) => [name, joinedParts(parts.filter(Boolean))]));
  return { value: value.trim().toLowerCase(), parameters };
}

/** An encoded parameter names its character set in the first part: `utf-8'en'F%C3%A4lk`. */
function joinedParts(parts: readonly ParameterPart[]): string {
  const [first] = parts;
  const [prefix = "", charset = ""] = first?.isEncoded === true ? (/^([^']*)'[^']*'/.exec(first.text) ?? []) : [];
  return parts
    .map(({ text, isEncoded }, index) => {
      if (!isEncoded) return decodedValue(text);
      const bytes = (index === 0 ? text.slice(prefix.length) : text).replaceAll(/%([0-9a-f]{2})/gi, (_, hex) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      );
      return decodeText(Buffer.from(bytes, "latin1"), charset === "" ? "utf-8" : charset).text;
    })
    .join("");
}
