/** What arrived from a client: a JSON value, or why something could not be read. */
export type Incoming =
  | { readonly kind: "message"; readonly value: unknown }
  | { readonly kind: "fault"; readonly text: string };

/** The largest message that is read, in bytes. */
export const mostMessageBytes = 16 * 1024 * 1024;
/** The longest header that is read, in bytes. */
const mostHeaderBytes = 4096;

const headerEnd = Buffer.from("\r\n\r\n");

/** Returns the frame of a message: a header with the length in bytes, and the message as JSON. */
export function frameOf(message: object): string {
  const json = JSON.stringify(message);
  return `Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`;
}

/**
 * Splits the bytes of a client into messages. After bytes that are no message it goes on at the next header, so that a
 * client's mistake costs that message only.
 */
export class MessageSplitter {
  #chunks: Buffer[] = [];
  #size = 0;
  /** Length of the body that follows; null while a header is read. */
  #length: number | null = null;
  /** Bytes of a body that is too long to be read. */
  #skipped = 0;

  /** Adds bytes, and returns what they complete. */
  push(bytes: Buffer): readonly Incoming[] {
    const kept = bytes.subarray(Math.min(this.#skipped, bytes.length));
    this.#skipped -= bytes.length - kept.length;
    this.#chunks.push(kept);
    this.#size += kept.length;
    const found: Incoming[] = [];
    // A body is joined once, however many chunks it arrives in.
    while (this.#size >= (this.#length ?? 1)) {
      const next = this.#length === null ? this.#header() : [this.#body(this.#length)];
      if (next === null) break;
      found.push(...next);
    }
    return found;
  }

  /** Returns what is wrong with the next header, which is nothing as a rule; null: the header is not complete. */
  #header(): readonly Incoming[] | null {
    const all = this.#joined();
    const end = all.indexOf(headerEnd);
    if (end === -1) {
      if (all.length <= mostHeaderBytes) return null;
      this.#keep(all.subarray(all.length - headerEnd.length));
      return [fault("more than 4096 bytes without a header")];
    }
    this.#keep(all.subarray(end + headerEnd.length));
    const text = all.toString("latin1", 0, end);
    // The last one: what comes before it may be the rest of a message that was longer than its header said.
    const [, digits] = [...text.matchAll(/content-length:[ \t]*(\d{1,15})[ \t]*(?=\r\n|$)/gi)].at(-1) ?? [];
    if (digits === undefined) return [fault("a header without a valid Content-Length")];
    const length = Number(digits);
    if (length <= mostMessageBytes) {
      this.#length = length;
      return [];
    }
    this.#skip(length);
    return [fault(`a message of ${length} bytes, of which at most ${mostMessageBytes} are read`)];
  }

  #body(length: number): Incoming {
    const all = this.#joined();
    this.#keep(all.subarray(length));
    this.#length = null;
    try {
      return { kind: "message", value: JSON.parse(all.toString("utf8", 0, length)) };
    } catch {
      return fault(`${length} bytes that are not JSON`);
    }
  }

  #skip(length: number): void {
    const all = this.#joined();
    const here = Math.min(length, all.length);
    this.#keep(all.subarray(here));
    this.#skipped = length - here;
  }

  #joined(): Buffer {
    const [only] = this.#chunks;
    return this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks);
  }

  #keep(rest: Buffer): void {
    this.#chunks = [rest];
    this.#size = rest.length;
  }
}

const fault = (text: string): Incoming => ({ kind: "fault", text });
