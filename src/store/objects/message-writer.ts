import { invariant } from "../../diagnostics/index.ts";
import type { Digest, JsonObject, JsonValue, MessageWriter, SchemaRef, StagedObject } from "../../domain/index.ts";
import { ContainerWriter } from "./container.ts";
import { LineBuffer } from "./line-buffer.ts";
import { elementLine, lastLine } from "./message-bytes.ts";

/** The destination of a message that is too large for one buffer, or must not be in one. */
export interface ObjectSink {
  readonly write: (bytes: Uint8Array) => void;
  /** Completes the object under its digest, durably. */
  readonly commit: (digest: Digest) => Promise<void>;
  readonly abort: () => void;
}

export interface WriterTarget {
  readonly openSink: () => ObjectSink;
  /** Maximum number of bytes of a message that becomes an inline staged object. */
  readonly inlineLimit: number;
  readonly sinkKind: "stored" | "spooled";
  /** Encrypts everything that is written. */
  readonly key: Uint8Array | null;
}

/** Messages up to this size are passed to the recorder as one buffer and stored in the database. */
export const inlineLimit = 64 * 1024;
interface MessageSize {
  readonly digest: Digest;
  readonly bytes: number;
  readonly elements: number | null;
}

/**
 * Collects lines and completes a chunk at about 1 MiB. Keeps one chunk in memory, regardless of the size of the
 * message.
 */
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
    for (const element of elements) this.#lines.add(elementLine(element, this.#lines.elements), 1);
  }

  lines(text: string | Uint8Array, count: number): void {
    invariant(this.#isOpen, "a message was written to after its end");
    this.#lines.add(text, count);
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
      lines.drop();
      return to.storedBytes;
    };
    if (bytes <= this.#target.inlineLimit && this.#container === null) return inlineObject(size, seal);
    const storedBytes = seal(this.#output());
    await this.#sink?.commit(digest);
    return this.#target.sinkKind === "stored" ? { kind: "stored", ...size, storedBytes } : { kind: "spooled", ...size };
  }

  abort(): void {
    this.#isOpen = false;
    this.#lines.drop();
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
