import type { FileSource, NoticePiece, ReadContext, ReadLimits } from "../../formats/index.ts";
import type { Limits, StandardInputItem } from "../schemas/index.ts";
import { itemsOf } from "./items.ts";

/** A file in memory. `path` is shown to people, and decides the format where the bytes do not. */
export interface ContentFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** How to read content. Sizes are bytes, unless they are characters. */
export interface ReadingOptions {
  readonly signal?: AbortSignal;
  /** The encoding of every text without a byte order mark; by default it is guessed from the bytes. */
  readonly encoding?: string;
  /** What happens to a text with bytes that are invalid in its encoding; the default is `replace`. */
  readonly onDecodeError?: "replace" | "skip" | ((path: string, reason: string) => never);
  readonly limits?: Partial<ReadLimits>;
}

/** What a file holds, in its order: items of `standard_input`, and notices of what was not read. */
export type ContentPart =
  | { readonly kind: "item"; readonly item: StandardInputItem }
  | { readonly kind: "notice"; readonly notice: Limits["notices"][number] };

/** What `readContent` applies unless the options say otherwise. */
export const readingLimits: ReadLimits = {
  chunkChars: 65_536,
  overlapChars: 256,
  maxNestedBytes: 64 * 1024 * 1024,
  maxUnpackedBytes: 256 * 1024 * 1024,
  maxNestedFiles: 10_000,
  maxDepth: 5,
};

let formats: Promise<typeof import("../../formats/index.ts")> | undefined;

/** Loads the readers once: even an import of what is loaded takes long for a folder of small files. */
const loadFormats = () => (formats ??= import("../../formats/index.ts"));

/**
 * Reads a file as the connector `filesystem` does: texts, the fields of tables, JSON, logs and other records, documents,
 * mails, and the files inside archives. Throws the reason of an aborted signal, and what `pieces` of a source throws.
 */
export async function* readContent(
  file: ContentFile | FileSource,
  options: ReadingOptions = {},
): AsyncGenerator<ContentPart, void, void> {
  const { bufferSource, readFile } = await loadFormats();
  const source = "bytes" in file ? bufferSource(file.path, file.bytes) : file;
  const convert = itemsOf(source.size);
  const context = contextOf(options);
  context.signal.throwIfAborted();
  for await (const piece of readFile(source, context)) {
    context.signal.throwIfAborted();
    if (piece.kind === "notice") yield { kind: "notice", notice: noticeOf(piece) };
    else yield { kind: "item", item: convert(piece) };
  }
}

function contextOf({ signal, encoding, onDecodeError, limits }: ReadingOptions): ReadContext {
  return {
    limits: { ...readingLimits, ...limits },
    signal: signal ?? new AbortController().signal,
    ...(encoding === undefined ? {} : { encoding }),
    ...(onDecodeError === undefined ? {} : { onDecodeError }),
  };
}

const noticeOf = ({ path, reason, read, total }: NoticePiece): Limits["notices"][number] => ({
  ...{ what: path, reason },
  ...(read === undefined ? {} : { read }),
  ...(total === undefined ? {} : { total }),
});
