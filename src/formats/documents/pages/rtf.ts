import type { FileSource, FormatPiece, FormatReader, ReadContext } from "../../piece.ts";
import { blockPieces, paragraphBlocks } from "../parts/index.ts";
import { rtfParagraphs } from "./rtf-text.ts";

/** Reads the text of Rich Text Format, with headers, footers and notes. */
export const rtfReader: FormatReader = {
  format: "rtf",
  reads: ({ head }) => Buffer.from(head.subarray(0, 5)).toString("latin1") === "{\\rtf",
  read: (source, context) => readRtf(source, context),
};

async function* readRtf(source: FileSource, context: ReadContext): AsyncGenerator<FormatPiece, void, void> {
  const state = { isComplete: false };
  yield* blockPieces(paragraphBlocks(rtfParagraphs(source.pieces(), state)), { source, format: "rtf", context });
  if (!state.isComplete) {
    yield { kind: "notice", path: source.path, reason: "damaged document: it ends early; what is there is read" };
  }
}
