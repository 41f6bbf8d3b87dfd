import type { FileSource } from "../piece.ts";

/** Length of `head`, and of the pieces of a source. */
export const headBytes = 256 * 1024;

/** A source over bytes in memory. */
export function bufferSource(path: string, bytes: Uint8Array): FileSource {
  const piecesFrom = function* (position: number): Generator<Uint8Array, void, void> {
    for (let start = position; start < bytes.length; start += headBytes) {
      yield bytes.subarray(start, start + headBytes);
    }
  };
  return { path, size: bytes.length, head: bytes.subarray(0, headBytes), pieces: () => piecesFrom(0), piecesFrom };
}

/**
 * The path of a file inside another one. Steps that lead out of it are omitted, and control characters are replaced, so
 * that the path can be shown and compared.
 */
export function nestedPath(outer: string, inner: string): string {
  const steps = inner.split(/[/\\]/).filter((step) => step !== "" && step !== "." && step !== "..");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to replace
  const shown = steps.join("/").replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, "\ufffd");
  return `${outer} › ${shown === "" ? "unnamed" : shown.toWellFormed()}`;
}
