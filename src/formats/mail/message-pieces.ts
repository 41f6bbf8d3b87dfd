import { blockPieces, type DocumentOfBlocks, type TextBlock } from "../documents/index.ts";
import type { TextPiece } from "../piece.ts";

/** A text of a mail with the line in which it starts. */
export interface MailText {
  readonly text: string;
  readonly line: number;
}

/** Gives the texts of mails as pieces. A line break follows each, so that a piece is read alone. */
export const messagePieces = (
  mails: Iterable<readonly MailText[]>,
  document: DocumentOfBlocks,
): AsyncGenerator<TextPiece, void, void> => blockPieces(blocksOf(mails), document);

function* blocksOf(mails: Iterable<readonly MailText[]>): Generator<TextBlock, void, void> {
  for (const texts of mails) for (const { text, line } of texts) yield { text, place: { line } };
}
