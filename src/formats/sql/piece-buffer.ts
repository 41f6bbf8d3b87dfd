/**
 * A text that arrives in pieces, with a position that only moves forward. Holds the current piece and what a reader asked
 * to look ahead.
 */
export class PieceBuffer {
  text = "";
  at = 0;
  readonly #pieces: Iterator<string>;
  #lines = 1;
  /** Up to here, line ends are counted. */
  #counted = 0;
  #isDone = false;
  /** Position of the next backslash, if it is known. */
  #backslash: number | undefined;

  constructor(pieces: Iterable<string>) {
    this.#pieces = pieces[Symbol.iterator]();
  }

  /** Returns the line of the position, from 1. */
  line(): number {
    for (let next = this.text.indexOf("\n", this.#counted); next >= 0 && next < this.at; ) {
      this.#lines += 1;
      next = this.text.indexOf("\n", next + 1);
    }
    this.#counted = this.at;
    return this.#lines;
  }

  /** Reads further pieces until so many characters lie ahead, or the text ends. Returns whether any lies ahead. */
  ensure(length: number): boolean {
    while (this.text.length - this.at < length && this.more());
    return this.at < this.text.length;
  }

  /** Reads one more piece and drops what lies behind the position. Returns false at the end of the text. */
  more(): boolean {
    if (this.#isDone) return false;
    const { done, value } = this.#pieces.next();
    if (done === true) {
      this.#isDone = true;
      return false;
    }
    this.line();
    this.text = this.text.slice(this.at) + value;
    this.at = 0;
    this.#counted = 0;
    this.#backslash = undefined;
    return true;
  }

  /** Matches a sticky pattern at the position, and moves behind the match. */
  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) return undefined;
    this.at += found[0].length;
    return found;
  }

  /** Returns the position of the next backslash in what is held, or the length of it. */
  nextBackslash(): number {
    if (this.#backslash === undefined || this.#backslash < this.at) {
      const found = this.text.indexOf("\\", this.at);
      this.#backslash = found < 0 ? this.text.length : found;
    }
    return this.#backslash;
  }

  /** Moves behind the next occurrence of a text, or to the end. Returns at most `most` characters of what it skips. */
  skipPast(end: string, most: number): string {
    let skipped = "";
    for (;;) {
      const found = this.text.indexOf(end, this.at);
      if (skipped.length < most) skipped += this.text.slice(this.at, found < 0 ? undefined : found);
      if (found >= 0) {
        this.at = found + end.length;
        return skipped;
      }
      // The text may begin at the end of this piece.
      this.at = Math.max(this.at, this.text.length - end.length + 1);
      if (!this.more()) {
        this.at = this.text.length;
        return skipped;
      }
    }
  }

  /**
   * Returns the rest of the current line without its end, at most `most` characters and a piece, and moves behind it;
   * undefined at the end of the text.
   */
  takeLine(most: number): string | undefined {
    let line = "";
    for (;;) {
      const end = this.text.indexOf("\n", this.at);
      if (end >= 0) {
        const rest = this.text.slice(this.at, this.text[end - 1] === "\r" && end > this.at ? end - 1 : end);
        this.at = end + 1;
        return line === "" ? rest : line + rest;
      }
      if (line.length < most) line += this.text.slice(this.at);
      this.at = this.text.length;
      if (!this.more()) return line === "" ? undefined : line;
    }
  }
}
