/** A mail in a mailbox. */
export interface MboxMail {
  /** `undefined` if it is larger than the limit. Lines that were quoted because they begin with `From ` are restored. */
  readonly bytes: Buffer | undefined;
  /** The line of the mailbox in which its headers start, from 1. */
  readonly line: number;
}

const separator = Buffer.from("\nFrom ", "latin1");
const quoted = Buffer.from("\n>", "latin1");
/** The end of a piece that may be the start of a separator. */
const keptBytes = 512;

/** Cuts a mailbox into its mails, keeping one of them in memory. */
export function* mboxMails(pieces: Iterable<Uint8Array>, limit: number): Generator<MboxMail, void, void> {
  const mail = new OpenMail(limit);
  let rest: Buffer = Buffer.from("\n", "latin1");
  for (const piece of pieces) {
    rest = Buffer.concat([rest, piece]);
    let start = 0;
    for (let at = rest.indexOf(separator); at !== -1; at = rest.indexOf(separator, at + 1)) {
      const end = rest.indexOf(0x0a, at + 1);
      if (end === -1) break;
      if (!isSeparator(rest.subarray(at + 1, end))) continue;
      mail.add(rest.subarray(start, at + 1));
      yield* mail.end();
      mail.separator();
      start = end + 1;
    }
    // A separator begins at the line break in front of it.
    const kept = Math.max(start, rest.length - keptBytes);
    const lastBreak = rest.lastIndexOf(0x0a, kept);
    const cut = lastBreak > start ? lastBreak : kept;
    mail.add(rest.subarray(start, cut));
    rest = Buffer.from(rest.subarray(cut));
  }
  mail.add(rest);
  yield* mail.end();
}

/** `From address Mon Jan  1 10:00:00 2024`: the time tells it from a sentence. */
const isSeparator = (line: Buffer): boolean =>
  line.length < 400 && /^From \S+.*\d\d:\d\d/.test(line.toString("latin1"));

class OpenMail {
  readonly #limit: number;
  #pieces: Buffer[] = [];
  #length = 0;
  #lines = 0;
  #start = 1;
  #isOpen = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(piece: Buffer): void {
    for (let at = piece.indexOf(0x0a); at !== -1; at = piece.indexOf(0x0a, at + 1)) this.#lines += 1;
    this.#length += piece.length;
    if (this.#isOpen && this.#length <= this.#limit) this.#pieces.push(Buffer.from(piece));
    else this.#pieces = [];
  }

  /** Starts a mail behind a separator, which is a line. */
  separator(): void {
    this.#lines += 1;
    // The first line break was put in front of the mailbox.
    this.#start = this.#lines;
    this.#length = 0;
    this.#pieces = [];
    this.#isOpen = true;
  }

  *end(): Generator<MboxMail, void, void> {
    if (!this.#isOpen) return;
    const isTooLarge = this.#length > this.#limit;
    const bytes = isTooLarge ? undefined : withoutQuotes(Buffer.concat(this.#pieces));
    yield { bytes, line: this.#start };
  }
}

/** Removes one `>` from lines such as `>From `. */
function withoutQuotes(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  let start = 0;
  for (let at = bytes.indexOf(quoted); at !== -1; at = bytes.indexOf(quoted, at + 2)) {
    let from = at + 2;
    while (bytes[from] === 0x3e) from += 1;
    if (bytes.subarray(from, from + 5).toString("latin1") !== "From ") continue;
    parts.push(bytes.subarray(start, at + 1));
    start = at + 2;
  }
  return parts.length === 0 ? bytes : Buffer.concat([...parts, bytes.subarray(start)]);
}
