import type { FileSource, PiecePlace, ReadContext, TextPiece } from "../../piece.ts";

/** A text of a document that stands alone, such as a page or a paragraph. Line breaks in it count as paragraphs. */
export interface TextBlock {
  readonly text: string;
  readonly place: PiecePlace;
}

/** Where a document's texts are. */
export interface DocumentOfBlocks {
  readonly source: FileSource;
  readonly format: string;
  readonly context: ReadContext;
}

/** Gives blocks as pieces. Long ones are cut into pieces that overlap; blocks of white space are omitted. */
export async function* blockPieces(
  blocks: AsyncIterable<TextBlock> | Iterable<TextBlock>,
  { source, format, context }: DocumentOfBlocks,
): AsyncGenerator<TextPiece, void, void> {
  let held: TextPiece | undefined;
  for await (const block of blocks) {
    context.signal.throwIfAborted();
    if (block.text.trim() === "") continue;
    for (const cut of cuts(block, context.limits)) {
      if (held !== undefined) yield held;
      held = { kind: "text", path: source.path, encoding: format, isLast: false, isDocument: true, ...cut };
    }
  }
  if (held !== undefined) yield { ...held, isLast: true };
}

type Cut = Pick<TextPiece, "text" | "place" | "overlap">;

function* cuts(
  { text, place }: TextBlock,
  { chunkChars, overlapChars }: { readonly chunkChars: number; readonly overlapChars: number },
): Generator<Cut, void, void> {
  let start = 0;
  let overlap = 0;
  for (;;) {
    const end = text.length - start <= chunkChars ? text.length : unsplit(text, start + chunkChars);
    yield { text: text.slice(start, end).toWellFormed(), place: placeAt(text, start, place), overlap };
    if (end === text.length) return;
    const next = unsplit(text, end - overlapChars);
    overlap = end - next;
    start = next;
  }
}

/** The position, or the one before it where it would split a character. */
const unsplit = (text: string, at: number): number =>
  (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800 ? at - 1 : at;

function placeAt(text: string, start: number, place: PiecePlace): PiecePlace {
  const { line, paragraph } = place;
  if (start === 0 || (line === undefined && paragraph === undefined)) return place;
  const breaks = text.slice(0, start).split("\n").length - 1;
  return {
    ...place,
    ...(line === undefined ? {} : { line: line + breaks }),
    ...(paragraph === undefined ? {} : { paragraph: paragraph + breaks }),
  };
}

/** Paragraphs that follow each other are one block up to this length, so that what belongs together is read together. */
const blockChars = 8_192;

/** A paragraph, or a row of a table with tabs between the cells. */
export interface Paragraph {
  readonly text: string;
  /** Number of the page, from 1; 0 where the format has none. */
  readonly page: number;
}

/** Joins paragraphs into blocks that do not cross pages. Paragraphs count from 1 on each page; each line is one. */
export function* paragraphBlocks(paragraphs: Iterable<Paragraph>): Generator<TextBlock, void, void> {
  let held = emptyBlock(0, 1);
  for (const { text, page } of paragraphs) {
    if (page !== held.page) {
      yield* blockOf(held);
      held = emptyBlock(page, 1);
    }
    held.texts.push(text);
    held.lines += text.split("\n").length;
    held.length += text.length + 1;
    if (held.length < blockChars) continue;
    yield* blockOf(held);
    held = emptyBlock(page, held.first + held.lines);
  }
  yield* blockOf(held);
}

const emptyBlock = (page: number, first: number) => ({ page, first, texts: [] as string[], lines: 0, length: 0 });

function* blockOf({ page, first, texts }: ReturnType<typeof emptyBlock>): Generator<TextBlock, void, void> {
  if (texts.length === 0) return;
  yield { text: texts.join("\n"), place: { ...(page === 0 ? {} : { page }), paragraph: first } };
}
