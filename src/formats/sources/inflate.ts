import { crc32 } from "node:zlib";
import { Gunzip, Inflate } from "fflate/browser";

/** What one pass of decompression has done. Set while its pieces are read. */
export interface UnpackState {
  /** Bytes given so far. */
  unpacked: number;
  readonly limit: number;
  /** CRC-32 of the bytes given so far. */
  crc: number;
  /** Why the pass ended early: there is more than the limit, or the compressed data is damaged. */
  fault?: "limit" | "damaged";
}

export const unpackState = (limit: number): UnpackState => ({ unpacked: 0, limit, crc: 0 });

/**
 * Bytes of compressed data handed over at once. Deflate makes at most 1,032 bytes of one, so that memory stays below 17
 * MB whatever the data is.
 */
const stepBytes = 16 * 1024;

interface Decompressor {
  push: (chunk: Uint8Array, isFinal: boolean) => void;
}

/** Decompresses raw deflate data. Ends early, and sets the fault, at the limit or at damaged data. */
export const inflated = (packed: Iterable<Uint8Array>, state: UnpackState): Generator<Uint8Array, void, void> =>
  unpack(packed, state, (give) => new Inflate(give));

/** Decompresses the members of a gzip file, one after the other, as `inflated` does. */
export const gunzipped = (packed: Iterable<Uint8Array>, state: UnpackState): Generator<Uint8Array, void, void> =>
  unpack(packed, state, (give) => new CheckedGunzip(give));

/** The shortest gzip file: a header, an empty block, and the trailer. */
const shortestGzip = 20;
const trailerBytes = 8;

/** Compares what was unpacked with the checksum and the length behind it: the library does not notice each early end. */
class CheckedGunzip implements Decompressor {
  readonly #gunzip: Gunzip;
  #tail: Uint8Array = new Uint8Array();
  #packed = 0;
  #crc = 0;
  #length = 0;

  constructor(give: (bytes: Uint8Array) => void) {
    this.#gunzip = new Gunzip((bytes) => {
      this.#crc = crc32(bytes, this.#crc);
      this.#length += bytes.length;
      give(bytes);
    });
    this.#gunzip.onmember = () => {
      this.#crc = 0;
      this.#length = 0;
    };
  }

  push(chunk: Uint8Array, isFinal: boolean): void {
    this.#packed += chunk.length;
    const tail = Buffer.concat([this.#tail, chunk.subarray(-trailerBytes)]);
    this.#tail = tail.subarray(-trailerBytes);
    this.#gunzip.push(chunk, isFinal);
    if (isFinal && !this.#isComplete()) throw new Error("incomplete");
  }

  #isComplete(): boolean {
    if (this.#packed < shortestGzip) return false;
    const { buffer, byteOffset } = this.#tail;
    const trailer = new DataView(buffer, byteOffset, trailerBytes);
    return trailer.getUint32(0, true) === this.#crc && trailer.getUint32(4, true) === this.#length % 2 ** 32;
  }
}

function* unpack(
  packed: Iterable<Uint8Array>,
  state: UnpackState,
  create: (give: (bytes: Uint8Array) => void) => Decompressor,
): Generator<Uint8Array, void, void> {
  const made: Uint8Array[] = [];
  const decompressor = create((bytes) => void made.push(bytes));
  const step = (chunk: Uint8Array, isFinal: boolean): void => {
    try {
      decompressor.push(chunk, isFinal);
    } catch {
      state.fault = "damaged";
    }
  };
  for (const piece of packed) {
    for (let start = 0; start < piece.length; start += stepBytes) {
      step(piece.subarray(start, start + stepBytes), false);
      yield* within(made.splice(0), state);
      if (state.fault !== undefined) return;
    }
  }
  step(new Uint8Array(), true);
  yield* within(made.splice(0), state);
}

/** Gives pieces up to the limit of the state, counts them, and sets the fault when there are more. */
export function* within(pieces: Iterable<Uint8Array>, state: UnpackState): Generator<Uint8Array, void, void> {
  for (const piece of pieces) {
    const left = state.limit - state.unpacked;
    const given = piece.length <= left ? piece : piece.subarray(0, left);
    state.unpacked += given.length;
    state.crc = crc32(given, state.crc);
    if (given.length > 0) yield given;
    if (given.length < piece.length) {
      state.fault = "limit";
      return;
    }
  }
}
