import { Decompress } from "fzstd";
import { type UnpackState, within } from "./inflate.ts";

/** The largest window that is kept in memory, that of `zstd --long`. */
const maxWindow = 128 * 1024 * 1024;

/**
 * Decompresses the frames of a zstd file. Ends early, and sets the fault, at the limit or at damaged data; frames that
 * need a dictionary or more memory than 128 MiB are treated as damaged.
 */
export function* zstdDecompressed(packed: Iterable<Uint8Array>, state: UnpackState): Generator<Uint8Array, void, void> {
  const input = new ByteQueue(packed);
  try {
    while (input.has(1)) {
      yield* within(frame(input), state);
      if (state.fault !== undefined) return;
    }
  } catch {
    state.fault = "damaged";
  }
}

/** Each frame has a decompressor of its own: the library would allocate any window and recurse for every frame. */
function* frame(input: ByteQueue): Generator<Uint8Array, void, void> {
  const magic = input.peek(4).readUInt32LE(0);
  if (magic >>> 4 === 0x184d2a5) {
    input.skip(input.peek(8).readUInt32LE(4) + 8);
    return;
  }
  const header = frameHeader(magic, input);
  if (header.hasDictionary || header.window > maxWindow) throw new Error("unsupported frame");
  const made: Uint8Array[] = [];
  const decompressor = new Decompress((bytes) => void made.push(bytes));
  decompressor.push(input.take(header.length), false);
  for (let isLast = false; !isLast; ) {
    const block = input.peek(3).readUIntLE(0, 3);
    isLast = (block & 1) === 1;
    // A block of type 1 is one byte, repeated.
    const size = ((block >> 1) & 3) === 1 ? 1 : block >> 3;
    decompressor.push(input.take(3 + size), isLast && !header.hasChecksum);
    yield* made.splice(0);
  }
  if (header.hasChecksum) input.skip(4);
}

interface ZstdFrameHeader {
  readonly length: number;
  readonly window: number;
  readonly hasDictionary: boolean;
  readonly hasChecksum: boolean;
}

function frameHeader(magic: number, input: ByteQueue): ZstdFrameHeader {
  if (magic !== 0xfd2fb528) throw new Error("no frame");
  const flags = input.peek(5)[4] ?? 0;
  const isSingle = (flags & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][flags & 3] ?? 0;
  const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][flags >> 6] ?? 0;
  const length = 5 + (isSingle ? 0 : 1) + dictionaryBytes + sizeBytes;
  const bytes = input.peek(length);
  const window = isSingle ? contentSize(bytes.subarray(length - sizeBytes)) : windowSize(bytes[5] ?? 0);
  return { length, window, hasDictionary: dictionaryBytes > 0, hasChecksum: (flags & 4) !== 0 };
}

const windowSize = (byte: number): number => 2 ** (10 + (byte >> 3)) * (1 + (byte & 7) / 8);

const contentSize = (bytes: Buffer): number =>
  bytes.length === 8 ? Number(bytes.readBigUInt64LE(0)) : bytes.readUIntLE(0, bytes.length);

/** Bytes of pieces in portions of a chosen length. Throws when there are too few. */
class ByteQueue {
  readonly #pieces: Iterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);

  constructor(pieces: Iterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.iterator]();
  }

  has(length: number): boolean {
    while (this.#held.length < length) {
      const next = this.#pieces.next();
      if (next.done === true) return false;
      const { buffer, byteOffset, byteLength } = next.value;
      const piece = Buffer.from(buffer, byteOffset, byteLength);
      this.#held = this.#held.length === 0 ? piece : Buffer.concat([this.#held, piece]);
    }
    return true;
  }

  peek(length: number): Buffer {
    if (!this.has(length)) throw new Error("truncated");
    return this.#held.subarray(0, length);
  }

  take(length: number): Buffer {
    const taken = this.peek(length);
    this.#held = this.#held.subarray(length);
    return taken;
  }

  skip(length: number): void {
    let left = length;
    while (left > 0) {
      if (!this.has(1)) throw new Error("truncated");
      const step = Math.min(left, this.#held.length);
      this.#held = this.#held.subarray(step);
      left -= step;
    }
  }
}
