import type { FileSource, NoticePiece, ReadContext, TextPiece } from "../piece.ts";
import { chunksOf } from "./chunks.ts";
import { decoded, textKind } from "./encoding.ts";

/** How to read a file as text. `encoding` is undefined if it is not read as text; the notice says why. */
interface TextReading {
  readonly encoding: string | undefined;
  readonly notice: NoticePiece | undefined;
}

/** Decides the encoding of a file. A file that is not text, or not in its encoding, has a notice. */
export function textProblem(source: FileSource, context: ReadContext): TextReading {
  const { path, size } = source;
  const found = textKind(source, context.encoding ?? "auto");
  const notice = (reason: string): NoticePiece => ({ kind: "notice", path, reason });
  if (found.kind === "binary") {
    return { encoding: undefined, notice: { ...notice(found.reason), read: 0, total: size } };
  }
  if (found.kind === "text" && !found.hasFaults) {
    const { encoding, isDoubtful } = found;
    const doubt = `its encoding is doubtful: it is read as ${encoding}; set encoding to the right one if it is another`;
    return { encoding, notice: isDoubtful === true ? notice(doubt) : undefined };
  }
  // The encoding is unknown; UTF-8 decodes at least the ASCII characters.
  const encoding = found.kind === "text" ? found.encoding : "utf-8";
  const why = found.kind === "text" ? `not valid ${encoding}` : "its encoding is not known";
  const handling = context.onDecodeError ?? "replace";
  if (typeof handling === "function") return handling(path, why);
  if (handling === "skip") return { encoding: undefined, notice: { ...notice(why), read: 0, total: size } };
  return { encoding, notice: notice(`${why}; what cannot be decoded is replaced`) };
}

/** The decoded text of a file, in the pieces in which its bytes arrive. */
export const decodedText = (source: FileSource, encoding: string): Generator<string, void, void> =>
  decoded(source, encoding);

/** Cuts a text into pieces with their positions. */
export function* textPieces(
  text: Iterable<string>,
  {
    path,
    encoding,
    limits,
  }: { readonly path: string; readonly encoding: string; readonly limits: ReadContext["limits"] },
): Generator<TextPiece, void, void> {
  for (const chunk of chunksOf(text, { size: limits.chunkChars, overlap: limits.overlapChars })) {
    const { line, column, offset, overlap, isLast } = chunk;
    yield {
      ...{ kind: "text", path, text: chunk.text, place: { line, column, offset } },
      ...{ overlap, encoding, isLast, isDocument: false },
    };
  }
}
