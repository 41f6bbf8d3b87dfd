import { blockPieces, type TextBlock } from "../documents/index.ts";
import type { FileSource, FormatPiece, FormatReader, NestedFile, ReadContext } from "../piece.ts";
import { nestedPath } from "../sources/index.ts";
import { maxMailBytes } from "./eml.ts";
import { HeaderFields } from "./header-fields.ts";
import { mboxMails } from "./mbox-mails.ts";
import { countProblems, type MailProblem, nestedParts, problemNotices, readMessage } from "./message.ts";

/** Reads a mailbox, one mail after the other. Lines are those of the mailbox. */
export const mboxReader: FormatReader = {
  format: "mbox",
  reads: ({ head }) =>
    /^From \S+ .*\d\d:\d\d.*\r?\n[A-Za-z>]/.test(Buffer.from(head.subarray(0, 512)).toString("latin1")),
  read: (source, context) => readMbox(source, context),
};

async function* readMbox(
  source: FileSource,
  context: ReadContext,
): AsyncGenerator<FormatPiece | NestedFile, void, void> {
  const { path } = source;
  const fields = new HeaderFields();
  const problems = new Map<MailProblem, number>();
  let held: TextBlock[] = [];
  let tooLarge = 0;
  let number = 0;
  for (const mail of mboxMails(source.pieces(), maxMailBytes)) {
    context.signal.throwIfAborted();
    number += 1;
    if (mail.bytes === undefined) {
      tooLarge += 1;
      continue;
    }
    const message = readMessage(mail.bytes, context);
    fields.add(message.headers, number, mail.line);
    countProblems(problems, message.problems);
    // The last piece of the file is only known at its end.
    yield* texts(held, { source, context, isLast: false });
    held = message.texts.map(({ text, line }) => ({ text, place: { line: line + mail.line - 1 } }));
    yield* nestedParts(mail.bytes, message.files, nestedPath(path, `mail ${number}`));
  }
  yield* texts(held, { source, context, isLast: true });
  yield* fields.pieces(path);
  yield* problemNotices(path, problems);
  if (tooLarge === 0) return;
  const reason = `${tooLarge} of ${number} mails larger than ${maxMailBytes} bytes`;
  yield { kind: "notice", path, reason, read: number - tooLarge, total: number };
}

interface MailboxText {
  readonly source: FileSource;
  readonly context: ReadContext;
  readonly isLast: boolean;
}

async function* texts(
  blocks: readonly TextBlock[],
  { source, context, isLast }: MailboxText,
): AsyncGenerator<FormatPiece, void, void> {
  for await (const piece of blockPieces(blocks, { source, format: "mbox", context })) {
    yield isLast ? piece : { ...piece, isLast: false };
  }
}
