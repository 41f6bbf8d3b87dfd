import type { FileSource } from "../piece.ts";

/** The bytes of a source from a position on. Reads and drops what is in front of it where the source cannot seek. */
export function* bytesFrom(source: FileSource, position: number): Generator<Uint8Array, void, void> {
  if (source.piecesFrom !== undefined) {
    yield* source.piecesFrom(position);
    return;
  }
  let passed = 0;
  for (const piece of source.pieces()) {
    const start = Math.max(0, position - passed);
    passed += piece.length;
    if (start < piece.length) yield start === 0 ? piece : piece.subarray(start);
  }
}

/** The bytes from a position on, at most `length` of them. */
export function* rangeOf(source: FileSource, position: number, length: number): Generator<Uint8Array, void, void> {
  let left = length;
  if (left <= 0) return;
  for (const piece of bytesFrom(source, position)) {
    yield piece.length <= left ? piece : piece.subarray(0, left);
    left -= piece.length;
    if (left <= 0) return;
  }
}

/** All pieces as one array of bytes; `undefined` if there are more than `limit` bytes. */
export function wholeBytes(pieces: Iterable<Uint8Array>, limit: number): Uint8Array | undefined {
  const held: Uint8Array[] = [];
  let length = 0;
  for (const piece of pieces) {
    length += piece.length;
    if (length > limit) return undefined;
    held.push(piece);
  }
  const [only] = held;
  return held.length === 1 && only !== undefined ? only : Buffer.concat(held, length);
}

/** How far a pass over a source is: `held` is the newest piece, and starts at `start`. */
interface Cursor {
  readonly pieces: Iterator<Uint8Array>;
  held: Uint8Array;
  start: number;
}

/**
 * A source that can be read from any position. Where the given one cannot seek, positions that increase are served by
 * one pass over it; a smaller one starts again.
 */
export function seekable(source: FileSource): FileSource & Required<Pick<FileSource, "piecesFrom">> {
  const { piecesFrom } = source;
  if (piecesFrom !== undefined) return { ...source, piecesFrom };
  let idle: Cursor | undefined;
  const read = function* (position: number): Generator<Uint8Array, void, void> {
    const cursor =
      idle !== undefined && idle.start <= position
        ? idle
        : { pieces: source.pieces()[Symbol.iterator](), held: new Uint8Array(), start: 0 };
    // Whoever reads while this reads starts a pass of its own.
    idle = undefined;
    try {
      yield* readOn(cursor, position);
    } finally {
      idle = cursor;
    }
  };
  return { ...source, piecesFrom: read };
}

function* readOn(cursor: Cursor, from: number): Generator<Uint8Array, void, void> {
  for (;;) {
    const skipped = Math.max(0, from - cursor.start);
    if (skipped < cursor.held.length) yield cursor.held.subarray(skipped);
    const next = cursor.pieces.next();
    if (next.done === true) return;
    cursor.start += cursor.held.length;
    cursor.held = next.value;
  }
}
