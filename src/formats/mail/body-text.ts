import { htmlTexts } from "../documents/index.ts";
import { decodeText, isKnownCharset } from "../sources/index.ts";
import type { MailPart } from "./parts.ts";
import { decodedBody } from "./transfer.ts";

/** The text of a part, and what was wrong with it. */
export interface PartText {
  readonly text: string;
  readonly fault?: "transfer" | "charset" | "characters";
}

/** Decodes a part with text: its transfer encoding, its characters, lines that a program broke, and HTML. */
export function partText(bytes: Buffer, part: MailPart): PartText {
  const { bytes: decoded, isDecoded } = decodedBody(bytes.subarray(part.start, part.end), part.transfer);
  const { text, fault } = charactersOf(decoded, part.type.parameters.get("charset") ?? "");
  const shown = part.type.value === "text/html" ? htmlText(text) : unfoldedText(text, part);
  if (!isDecoded) return { text: shown, fault: "transfer" };
  return fault === undefined ? { text: shown } : { text: shown, fault };
}

function charactersOf(bytes: Buffer, charset: string): PartText {
  if (charset !== "" && isKnownCharset(charset)) {
    // Mails that state ASCII often hold other characters all the same.
    const isAscii = /^(us-)?ascii$|^ansi_x3/i.test(charset);
    const { text, hasFaults } = isAscii ? guessed(bytes) : decodeText(bytes, charset);
    return hasFaults ? { text, fault: "characters" } : { text };
  }
  const { text } = guessed(bytes);
  return charset === "" ? { text } : { text, fault: "charset" };
}

/** Bytes that are valid UTF-8 are; any others are read as windows-1252, which reads everything. */
function guessed(bytes: Buffer) {
  const utf8 = decodeText(bytes, "utf-8");
  return utf8.hasFaults ? { text: decodeText(bytes, "windows-1252").text, hasFaults: false } : utf8;
}

const htmlText = (html: string): string => [...htmlTexts([html])].map(({ text }) => text).join("\n");

function unfoldedText(text: string, { type }: MailPart): string {
  const lines = text.replaceAll("\r\n", "\n");
  const isFlowed = type.parameters.get("format")?.toLowerCase() === "flowed";
  return isFlowed ? flowedText(lines, type.parameters.get("delsp")?.toLowerCase() === "yes") : lines;
}

/** Joins lines that end with a space with the next one of the same depth of quotation. */
function flowedText(text: string, dropsSpace: boolean): string {
  const joined: string[] = [];
  let isOpen = false;
  let depth = 0;
  for (const line of text.split("\n")) {
    const [quotes = ""] = /^>*/.exec(line) ?? [];
    const content = line.slice(quotes.length).replace(/^ /, "");
    const isSignature = content === "-- ";
    if (isOpen && quotes.length === depth && !isSignature) {
      const before = joined.pop() ?? "";
      joined.push((dropsSpace ? before.slice(0, -1) : before) + content);
    } else joined.push(quotes === "" ? content : `${quotes} ${content}`);
    isOpen = content.endsWith(" ") && !isSignature;
    depth = quotes.length;
  }
  return joined.join("\n");
}
