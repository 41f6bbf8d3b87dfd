import type { FileSource, FormatPiece, FormatReader, NestedFile, ReadContext } from "../piece.ts";
import { wholeBytes } from "../sources/index.ts";
import { HeaderFields } from "./header-fields.ts";
import { headerBlock } from "./headers.ts";
import { countProblems, type MailProblem, nestedParts, problemNotices, readMessage } from "./message.ts";
import { messagePieces } from "./message-pieces.ts";

/** The largest mail that is read. It is kept in memory. */
export const maxMailBytes = 64 * 1024 * 1024;

/** Reads a mail: its headers as fields, its body as text, its attachments as files. */
export const emlReader: FormatReader = {
  format: "eml",
  reads: (source) => isMail(source),
  read: (source, context) => readEml(source, context),
};

/** Headers of which every mail has one. */
const usual = new Set(["from", "to", "received", "return-path", "message-id", "mime-version", "delivered-to", "date"]);
const further = new Set(["subject", "content-type", "cc", "reply-to", "sender", "content-transfer-encoding", "bcc"]);

/** A mail begins with headers, of which two are usual ones; a name that says so makes one enough. */
export function isMail({ head, path }: FileSource): boolean {
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 65_536));
  const start = skipCount(bytes, path);
  if (!/^[A-Za-z][A-Za-z0-9-]{0,60}:/.test(bytes.subarray(start, start + 64).toString("latin1"))) return false;
  const names = headerBlock(bytes, start, bytes.length).headers.map(({ name }) => name);
  const known = new Set(names.filter((name) => usual.has(name)));
  if (/\.(eml|emlx|mht|mhtml)$/i.test(path)) return known.size > 0;
  const all = names.filter((name) => usual.has(name) || further.has(name)).length;
  const isOnlyHeaders = names.every((name) => /^[a-z][a-z0-9-]*$/.test(name));
  return isOnlyHeaders && known.size >= 2 && all >= 3 && (known.has("from") || known.has("received"));
}

/** Apple Mail puts the length of the mail on a line in front of it. */
function skipCount(bytes: Buffer, path: string): number {
  const [count = ""] = /\.emlx$/i.test(path) ? (/^\d+\s*\n/.exec(bytes.subarray(0, 32).toString("latin1")) ?? []) : [];
  return count.length;
}

async function* readEml(
  source: FileSource,
  context: ReadContext,
): AsyncGenerator<FormatPiece | NestedFile, void, void> {
  const { path } = source;
  const whole = wholeBytes(source.pieces(), maxMailBytes);
  if (whole === undefined) {
    const reason = `a mail larger than ${maxMailBytes} bytes`;
    yield { kind: "notice", path, reason, read: 0, total: source.size };
    return;
  }
  const file = Buffer.from(whole.buffer, whole.byteOffset, whole.length);
  const bytes = file.subarray(skipCount(file, path));
  const message = readMessage(bytes, context);
  yield* messagePieces([message.texts], { source, format: "eml", context });
  const fields = new HeaderFields();
  fields.add(message.headers, 1, 1);
  yield* fields.pieces(path);
  yield* nestedParts(bytes, message.files, path);
  const problems = new Map<MailProblem, number>();
  countProblems(problems, message.problems);
  yield* problemNotices(path, problems);
}
