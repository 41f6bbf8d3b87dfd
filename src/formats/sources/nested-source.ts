import type { FileSource } from "../piece.ts";
import { bufferSource, headBytes } from "./buffer-source.ts";

/** What is kept in memory instead of being unpacked again for each pass. */
const mostKept = 32 * 1024 * 1024;

/**
 * A source over unpacked bytes. Keeps up to 32 MiB in memory; of longer ones only the start, and `unpack` is called again for
 * each pass. `size` is what is known of the length in advance.
 */
export function nestedSource(path: string, size: number, unpack: () => Iterable<Uint8Array>): FileSource {
  const held: Uint8Array[] = [];
  let length = 0;
  for (const piece of unpack()) {
    held.push(piece);
    length += piece.length;
    if (length > mostKept) {
      const head = Buffer.concat(held).subarray(0, headBytes);
      return { path, size: Math.max(size, length), head: Uint8Array.from(head), pieces: unpack };
    }
  }
  return bufferSource(path, Buffer.concat(held, length));
}
