/** A piece of a text with the position of its first character: line and column from 1, offset from 0. */
interface Chunk {
  readonly text: string;
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  /** Number of leading characters that repeat the end of the previous chunk. */
  readonly overlap: number;
  readonly isLast: boolean;
}

const splitsPair = (text: string, at: number): boolean =>
  at > 0 &&
  at < text.length &&
  (text.charCodeAt(at) & 0xfc00) === 0xdc00 &&
  (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;

/**
 * Cuts a text that arrives in pieces into chunks of at most `size` UTF-16 code units. Adjacent chunks share `overlap`
 * code units, or one fewer where a surrogate pair would be split. Keeps one chunk and one piece in memory.
 */
export function* chunksOf(
  pieces: Iterable<string>,
  { size, overlap }: { readonly size: number; readonly overlap: number },
): Generator<Chunk, void, void> {
  let held = "";
  let shared = 0;
  let place = { offset: 0, line: 1, column: 1 };
  for (const piece of pieces) {
    held += piece;
    let start = 0;
    // Requires one character more than a chunk. Otherwise this may be the last chunk, or split a surrogate pair.
    while (held.length - start > size) {
      const end = splitsPair(held, start + size) ? start + size - 1 : start + size;
      yield { text: wellFormed(held.slice(start, end)), ...place, overlap: shared, isLast: false };
      const next = splitsPair(held, end - overlap) ? end - overlap + 1 : end - overlap;
      place = advance(place, held, { from: start, to: next });
      shared = end - next;
      start = next;
    }
    held = held.slice(start);
  }
  if (held.length > shared) yield { text: wellFormed(held), ...place, overlap: shared, isLast: true };
}

// A lone surrogate has no UTF-8 encoding.
const wellFormed = (text: string): string => text.toWellFormed();

type Place = Pick<Chunk, "offset" | "line" | "column">;

function advance(place: Place, text: string, { from, to }: { readonly from: number; readonly to: number }): Place {
  let { line, column } = place;
  let position = from;
  for (;;) {
    const end = text.indexOf("\n", position);
    if (end === -1 || end >= to) break;
    line += 1;
    column = 1;
    position = end + 1;
  }
  return { offset: place.offset + to - from, line, column: column + to - position };
}
