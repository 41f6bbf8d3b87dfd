import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

/** The bytes of one open file. They can be read in pieces, from the start, as often as needed. */
export interface FileBytes {
  readonly size: number;
  readonly head: Uint8Array;
  readonly pieces: () => Generator<Uint8Array, void, void>;
  readonly piecesFrom: (position: number) => Generator<Uint8Array, void, void>;
  /** Whether the file has another size or time of change now than when it was opened. */
  readonly isChanged: () => boolean;
  readonly close: () => void;
}

/** Length of `head` and of each piece. */
const pieceBytes = 256 * 1024;

/**
 * Opens a regular file without following a link or waiting on a pipe; `undefined` if it is not a regular file. Throws
 * the errors of `fs`.
 */
export function openBytes(path: string): FileBytes | undefined {
  const handle = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(handle);
    if (!stat.isFile()) {
      closeSync(handle);
      return undefined;
    }
    const head = readAt(handle, 0, Math.min(stat.size, pieceBytes));
    return {
      size: stat.size,
      head,
      pieces: () => readPieces(handle, head, stat.size),
      piecesFrom: (position) => readOn(handle, position, stat.size),
      isChanged: () => {
        const now = fstatSync(handle);
        return now.size !== stat.size || now.mtimeMs !== stat.mtimeMs;
      },
      close: () => closeSync(handle),
    };
  } catch (error) {
    closeSync(handle);
    throw error;
  }
}

// Reads up to the size at opening, so that reading a growing log file terminates.
function* readPieces(handle: number, head: Uint8Array, size: number): Generator<Uint8Array, void, void> {
  yield head;
  yield* readOn(handle, head.length, size);
}

function* readOn(handle: number, start: number, size: number): Generator<Uint8Array, void, void> {
  let position = start;
  while (position < size) {
    const piece = readAt(handle, position, Math.min(size - position, pieceBytes));
    if (piece.length === 0) return;
    yield piece;
    position += piece.length;
  }
}

function readAt(handle: number, position: number, length: number): Uint8Array {
  const buffer = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const read = readSync(handle, buffer, filled, length - filled, position + filled);
    if (read === 0) break;
    filled += read;
  }
  return buffer.subarray(0, filled);
}
