/** Receives the parts of a JSON text. A position is the offset in the text that is fed. */
export interface TokenTarget {
  /** A string, with escapes resolved; long ones are cut. */
  readonly string: (text: string, position: number) => void;
  /** A number, a literal or an unquoted key. */
  readonly word: (text: string, position: number) => void;
  readonly mark: (character: string, position: number) => void;
  readonly lineEnd: (position: number) => void;
  /** A line end within a string. Returns whether the string is abandoned, because its quote was not closed. */
  readonly lineEndInString: (position: number) => boolean;
}

const longestString = 4000;

const codes = { quote: 34, apostrophe: 39, slash: 47, star: 42, hash: 35, newline: 10, backslash: 92 } as const;

type State = "text" | "string" | "word" | "slash" | "line comment" | "comment";

/**
 * Splits JSON into its parts, with comments and strings in single quotes. The text may be cut anywhere. A character that
 * is no part of JSON is given as a mark.
 */
export class JsonTokens {
  readonly #target: TokenTarget;
  #state: State = "text";
  #quote = "";
  #held = "";
  #start = 0;
  #hasEscape = false;
  #isEscaped = false;
  #wasStar = false;

  constructor(target: TokenTarget) {
    this.#target = target;
  }

  feed(text: string): void {
    let at = 0;
    while (at < text.length) {
      switch (this.#state) {
        case "text":
          at = this.#plain(text, at);
          break;
        case "string":
          at = this.#inString(text, at);
          break;
        case "word":
          at = this.#inWord(text, at);
          break;
        default:
          at = this.#inComment(text, at);
      }
    }
  }

  /** Ends the text. Returns false if it ends within a string. */
  end(): boolean {
    if (this.#state === "word") this.#endWord();
    return this.#state !== "string";
  }

  /** Forgets what is open, to continue after an error. */
  reset(): void {
    this.#state = "text";
    this.#held = "";
  }

  #plain(text: string, from: number): number {
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === codes.newline) this.#target.lineEnd(at);
      if (code <= 32 || code === 0xa0 || code === 0xfeff) continue;
      if (code === codes.quote || code === codes.apostrophe) return this.#openString(code, at);
      if (code === codes.slash || code === codes.hash) {
        this.#state = code === codes.slash ? "slash" : "line comment";
        return at + 1;
      }
      if (isWordCode(code)) {
        this.#state = "word";
        this.#start = at;
        return at;
      }
      this.#target.mark(text.charAt(at), at);
      // The target may have reset the state after an error.
    }
    return text.length;
  }

  #openString(code: number, at: number): number {
    this.#state = "string";
    this.#quote = code === codes.quote ? '"' : "'";
    this.#start = at;
    this.#held = "";
    this.#hasEscape = false;
    this.#isEscaped = false;
    return at + 1;
  }

  /** Reads to the end of the open string. A quote after an odd number of backslashes is part of it. */
  #inString(text: string, from: number): number {
    let at = from;
    if (this.#isEscaped) {
      this.#append(text.charAt(at++));
      this.#isEscaped = false;
    }
    const quote = this.#quote.charCodeAt(0);
    for (let stop = at; stop < text.length; stop++) {
      const code = text.charCodeAt(stop);
      if (code === codes.newline) {
        if (this.#target.lineEndInString(stop)) return stop;
      } else if (code === codes.backslash) {
        this.#hasEscape = true;
        stop++;
        this.#isEscaped = stop >= text.length;
      } else if (code === quote) {
        this.#append(text.slice(at, stop));
        this.#endString();
        return stop + 1;
      }
    }
    this.#append(text.slice(at));
    return text.length;
  }

  #append(text: string): void {
    if (this.#held === "") this.#held = text;
    else if (this.#held.length <= longestString) this.#held += text;
  }

  #endString(): void {
    const held = this.#held.length > longestString ? this.#held.slice(0, longestString) : this.#held;
    this.#state = "text";
    this.#held = "";
    this.#target.string(this.#hasEscape ? unescaped(held) : held, this.#start);
  }

  #inWord(text: string, from: number): number {
    let at = from;
    while (at < text.length && isWordCode(text.charCodeAt(at))) at++;
    this.#append(text.slice(from, at));
    if (at < text.length) this.#endWord();
    return at;
  }

  #endWord(): void {
    const held = this.#held;
    this.#state = "text";
    this.#held = "";
    this.#target.word(held, this.#start);
  }

  #inComment(text: string, from: number): number {
    const code = text.charCodeAt(from);
    if (this.#state === "slash") {
      if (code === codes.slash) this.#state = "line comment";
      else if (code === codes.star) this.#state = "comment";
      else {
        this.#state = "text";
        this.#target.mark("/", from);
        return from;
      }
      this.#wasStar = false;
      return from + 1;
    }
    return this.#state === "line comment" ? this.#inLineComment(text, from) : this.#inBlockComment(text, from);
  }

  #inLineComment(text: string, from: number): number {
    const end = text.indexOf("\n", from);
    if (end < 0) return text.length;
    this.#state = "text";
    return end;
  }

  #inBlockComment(text: string, from: number): number {
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === codes.newline) this.#target.lineEnd(at);
      if (code === codes.slash && this.#wasStar) {
        this.#state = "text";
        return at + 1;
      }
      this.#wasStar = code === codes.star;
    }
    return text.length;
  }
}

/** Letters, digits, and `+ - . _ $`. */
const isWordCode = (code: number): boolean =>
  (code >= 48 && code <= 57) ||
  (code >= 65 && code <= 90) ||
  (code >= 97 && code <= 122) ||
  code === 43 ||
  code === 45 ||
  code === 46 ||
  code === 95 ||
  code === 36 ||
  code > 0xbf;

function unescaped(text: string): string {
  try {
    const value: unknown = JSON.parse(`"${text.replace(/\\'/g, "'").replace(/\\x([0-9a-f]{2})/gi, "\\u00$1")}"`);
    return typeof value === "string" ? value : text;
  } catch {
    // A string with line breaks or quotes of the other kind, or one that is cut within an escape.
    return text.replace(/\\(?:u([0-9a-f]{4})|(.))/gi, (_, code: string | undefined, plain: string | undefined) =>
      code === undefined ? (whitespace[plain ?? ""] ?? plain ?? "") : String.fromCharCode(Number.parseInt(code, 16)),
    );
  }
}

const whitespace: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };
