import { createHash, type Hash, hash } from "node:crypto";
import type { Digest } from "../../domain/index.ts";
import { chunkSize } from "./container.ts";

/** Receives a chunk. The bytes are valid only during the call; they are overwritten later. */
export type TakeChunk = (raw: Uint8Array, firstElement: number) => void;

/** Number of characters of lines that are collected before they are encoded. */
const textLimit = 128 * 1024;
/** A character of a string has at most three bytes of UTF-8. */
const bytesPerCharacter = 3;
const usualLength = chunkSize + bytesPerCharacter * textLimit;

/**
 * One buffer for all chunks of a message, which the next message reuses. A new buffer per chunk would be memory that
 * the engine frees late, and the system's allocator almost never.
 */
let spare: Buffer | null = null;

/** Collects lines into chunks, and computes the digest of all of them. */
export class LineBuffer {
  readonly #take: TakeChunk;
  #text = "";
  #chunk: Buffer | null = null;
  #pending = 0;
  #bytes = 0;
  #firstElement = 0;
  #elements = 0;
  #hash: Hash | null = null;

  constructor(take: TakeChunk) {
    this.#take = take;
  }

  get elements(): number {
    return this.#elements;
  }

  /** Adds whole lines with `count` elements. */
  add(lines: string | Uint8Array, count: number): void {
    this.#elements += count;
    if (typeof lines === "string") {
      this.#text += lines;
      if (this.#text.length < textLimit) return;
    }
    this.#drain();
    if (typeof lines !== "string") this.#keep(lines);
    if (this.#pending >= chunkSize) this.flush(this.#take);
  }

  /** Adds the last line. Pending bytes stay until flush. */
  end(line: string): { readonly digest: Digest; readonly bytes: number; readonly restOffset: number } {
    if (this.#hash === null) {
      // A small message uses one buffer and the one-shot hash, which is several times faster than a stream.
      const all = Buffer.from(this.#text + line);
      [this.#chunk, this.#text] = [all, ""];
      [this.#pending, this.#bytes] = [all.length, all.length];
      const digest = hash("sha256", all, "hex") as Digest;
      return { digest, bytes: this.#bytes, restOffset: this.#bytes - Buffer.byteLength(line) };
    }
    this.#drain();
    const restOffset = this.#bytes;
    this.#text = line;
    this.#drain();
    return { digest: this.#hash.digest("hex") as Digest, bytes: this.#bytes, restOffset };
  }

  /** Passes on the pending bytes as one chunk. */
  flush(take: TakeChunk): void {
    if (this.#chunk === null || this.#pending === 0) return;
    take(this.#chunk.subarray(0, this.#pending), this.#firstElement);
    this.#pending = 0;
    this.#firstElement = this.#elements;
  }

  /** Returns the buffer for reuse. Nothing may be added after that. */
  drop(): void {
    if (this.#chunk?.length === usualLength) spare = this.#chunk;
    this.#chunk = null;
  }

  #drain(): void {
    const text = this.#text;
    if (text === "") return;
    this.#text = "";
    const longest = bytesPerCharacter * text.length;
    const chunk = this.#withRoomFor(this.#hasRoomFor(longest) ? longest : Buffer.byteLength(text));
    this.#count(chunk.write(text, this.#pending));
  }

  #keep(bytes: Uint8Array): void {
    this.#withRoomFor(bytes.length).set(bytes, this.#pending);
    this.#count(bytes.length);
  }

  /** Counts this number of new bytes. */
  #count(length: number): void {
    this.#hash ??= createHash("sha256");
    this.#hash.update(this.#withRoomFor(length).subarray(this.#pending, this.#pending + length));
    this.#pending += length;
    this.#bytes += length;
  }

  #hasRoomFor(bytes: number): boolean {
    return (this.#chunk?.length ?? usualLength) - this.#pending >= bytes;
  }

  #withRoomFor(bytes: number): Buffer {
    if (this.#chunk === null) [this.#chunk, spare] = [spare ?? Buffer.allocUnsafeSlow(usualLength), null];
    if (this.#hasRoomFor(bytes)) return this.#chunk;
    // An element may be larger than a chunk.
    const larger = Buffer.allocUnsafeSlow(this.#pending + bytes);
    this.#chunk.copy(larger, 0, 0, this.#pending);
    this.#chunk = larger;
    return larger;
  }
}
