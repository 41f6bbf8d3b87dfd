import { createHash, type Hash, hash } from "node:crypto";
import { invariant } from "../diagnostics/index.ts";
import type { Digest, JsonObject, JsonValue, MessageWriter, SchemaRef, StagedObject } from "../domain/index.ts";
import { ContainerWriter, chunkSize } from "./container.ts";
import { elementLine, lastLine } from "./message-bytes.ts";

/** Where a message goes that is too large, or not allowed, to travel as one buffer. */
export interface ObjectSink {
  readonly write: (bytes: Uint8Array) => void;
  /** Completes the object under its digest, durably. */
  readonly commit: (digest: Digest) => Promise<void>;
  readonly abort: () => void;
}

export interface WriterTarget {
  readonly openSink: () => ObjectSink;
  /** Messages of at most so many bytes become an inline staged object. */
  readonly inlineLimit: number;
  readonly sinkKind: "file" | "spooled";
  /** Encrypts everything that is written. */
  readonly key: Uint8Array | null;
}

/** Messages up to this size travel to the recorder as one buffer and live in the database. */
export const inlineLimit = 64 * 1024;
/** Characters of lines that are collected before they become bytes. */
const textLimit = 128 * 1024;

interface MessageSize {
  readonly digest: Digest;
  readonly bytes: number;
  readonly elements: number | null;
}

/** Collects lines, seals a chunk at about 1 MiB; holds one chunk, whatever the size of the message. */
export function createMessageWriter(target: WriterTarget): MessageWriter {
  return new ChunkingWriter(target);
}

class ChunkingWriter implements MessageWriter {
  readonly #target: WriterTarget;
  readonly #lines = new LineBuffer((raw, firstElement) => this.#output().chunk(raw, firstElement));
  #sink: ObjectSink | null = null;
  #container: ContainerWriter | null = null;
  #isOpen = true;

  constructor(target: WriterTarget) {
    this.#target = target;
  }

  write(elements: readonly JsonValue[]): void {
    invariant(this.#isOpen, "a message was written to after its end");
    for (const element of elements) this.#lines.add(element);
  }

  async finish(schema: SchemaRef, rest: JsonObject, { stream }: { readonly stream: boolean }): Promise<StagedObject> {
    const lines = this.#lines;
    invariant(this.#isOpen, "a message was finished twice");
    invariant(stream || lines.elements === 0, `elements were written for ${schema}, which has no stream`);
    const elements = stream ? lines.elements : null;
    const { digest, bytes, restOffset } = lines.end(lastLine(schema, rest));
    this.#isOpen = false;
    const size: MessageSize = { digest, bytes, elements };
    const seal = (to: ContainerWriter): number => {
      lines.flush((raw, first) => to.chunk(raw, first));
      to.finish({ schema, elements, bytes, restOffset });
      return to.storedBytes;
    };
    if (bytes <= this.#target.inlineLimit && this.#container === null) return inlineObject(size, seal);
    const storedBytes = seal(this.#output());
    await this.#sink?.commit(digest);
    return this.#target.sinkKind === "file" ? { kind: "file", ...size, storedBytes } : { kind: "spooled", ...size };
  }

  abort(): void {
    this.#isOpen = false;
    this.#sink?.abort();
    this.#sink = null;
  }

  #output(): ContainerWriter {
    if (this.#container !== null) return this.#container;
    const { openSink, key } = this.#target;
    const sink = openSink();
    this.#sink = sink;
    this.#container = new ContainerWriter(sink.write, key);
    return this.#container;
  }
}

function inlineObject(size: MessageSize, seal: (to: ContainerWriter) => number): StagedObject {
  const pieces: Uint8Array[] = [];
  const length = seal(new ContainerWriter((bytes) => pieces.push(bytes), null));
  // An ArrayBuffer of its own, so that it can be transferred between threads.
  const data = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    data.set(piece, at);
    at += piece.length;
  }
  return { kind: "inline", ...size, data };
}

type TakeChunk = (raw: Uint8Array, firstElement: number) => void;

/** Lines on their way to chunks, and the digest over all of them. */
class LineBuffer {
  readonly #take: TakeChunk;
  #text = "";
  #pieces: Buffer[] = [];
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

  add(element: JsonValue): void {
    this.#text += elementLine(element, this.#elements);
    this.#elements += 1;
    if (this.#text.length < textLimit) return;
    this.#drain();
    if (this.#pending >= chunkSize) this.flush(this.#take);
  }

  /** Takes the last line; what is pending stays until flush. */
  end(line: string): { readonly digest: Digest; readonly bytes: number; readonly restOffset: number } {
    if (this.#hash === null) {
      // Small messages: one buffer and the one-shot hash, which is several times faster than a stream.
      const all = Buffer.from(this.#text + line);
      this.#keep(all);
      this.#text = "";
      const digest = hash("sha256", all, "hex") as Digest;
      return { digest, bytes: this.#bytes, restOffset: this.#bytes - Buffer.byteLength(line) };
    }
    this.#drain();
    const restOffset = this.#bytes;
    this.#text = line;
    this.#drain();
    return { digest: this.#hash.digest("hex") as Digest, bytes: this.#bytes, restOffset };
  }

  /** Hands on the pending bytes as one chunk. */
  flush(take: TakeChunk): void {
    const [first] = this.#pieces;
    if (first === undefined) return;
    take(this.#pieces.length === 1 ? first : Buffer.concat(this.#pieces, this.#pending), this.#firstElement);
    this.#pieces = [];
    this.#pending = 0;
    this.#firstElement = this.#elements;
  }

  #drain(): void {
    if (this.#text === "") return;
    const bytes = Buffer.from(this.#text);
    this.#text = "";
    this.#hash ??= createHash("sha256");
    this.#hash.update(bytes);
    this.#keep(bytes);
  }

  #keep(bytes: Buffer): void {
    this.#pieces.push(bytes);
    this.#pending += bytes.length;
    this.#bytes += bytes.length;
  }
}
