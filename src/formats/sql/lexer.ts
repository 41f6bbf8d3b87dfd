/** Which rules of writing SQL apply: they differ in quotes, escapes and comments. */
export type SqlDialect = "postgresql" | "mysql" | "sqlite";

export type SqlTokenKind =
  /** A keyword or a name without quotes. */
  | "word"
  /** A name in quotes. */
  | "name"
  | "string"
  | "number"
  /** Binary content, whose bytes are not kept. */
  | "bytes"
  | "symbol"
  /** A command of the client program, such as `\connect`. */
  | "client"
  /** The end of a statement. */
  | "stop"
  | "end";

/** Longest string that is kept; the rest of it is skipped. */
const longestString = 1024 * 1024;

const patterns = {
  space: /[\s\uFEFF]+/y,
  word: /[\p{L}_][\p{L}\p{N}_$]*/uy,
  number: /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?/y,
  hex: /0[xX][0-9a-fA-F]*/y,
  dollar: /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy,
  executed: /\/\*M?!(\d*)/y,
};

// Escapes of MySQL and of PostgreSQL's E'' strings.
const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  v: "\v",
  "0": "\0",
  Z: "\x1a",
};

/** Versions from this one on mark a comment that only looks executable. */
const sandboxVersion = 999_999;

// A token near the end of the buffer may go on in the next piece. Longer words do not occur.
const lookAhead = 4096;

/**
 * Cuts SQL that arrives in pieces into tokens, in bounded memory. The current token is in `kind` and `value`; `advance`
 * moves to the next.
 */
export class SqlLexer {
  kind: SqlTokenKind = "end";
  /** The name without quotes, the string without escapes, or the token as written. */
  value = "";
  /** Whether the current string was longer than what is kept. */
  isCut = false;
  dialect: SqlDialect;
  #delimiter = ";";
  readonly #pieces: Iterator<string>;
  #buffer = "";
  #at = 0;
  #lines = 1;
  /** Up to here, line ends are counted. */
  #counted = 0;
  #isDone = false;

  constructor(pieces: Iterable<string>, dialect: SqlDialect) {
    this.#pieces = pieces[Symbol.iterator]();
    this.dialect = dialect;
  }

  /** Returns the line of the current position, from 1. */
  line(): number {
    this.#lines += newlinesIn(this.#buffer, this.#counted, this.#at);
    this.#counted = this.#at;
    return this.#lines;
  }

  /** Returns whether the current token is this keyword, or symbol. */
  is(text: string): boolean {
    return (this.kind === "word" || this.kind === "symbol") && this.value.toUpperCase() === text;
  }

  /** Consumes the current token if it is this keyword or symbol. */
  accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.advance();
    return true;
  }

  /** Moves to the next token. */
  advance(): void {
    for (;;) {
      this.#ensure(lookAhead);
      if (this.#at >= this.#buffer.length) {
        this.#set("end", "");
        return;
      }
      if (!this.#skipBlank()) break;
    }
    this.#token();
  }

  /** What ends a statement. */
  get delimiter(): string {
    return this.#delimiter;
  }

  /**
   * Takes the rest of the line, whose first token is the current one, as what ends statements from now on. MySQL's client
   * changes it around routines.
   */
  changeDelimiter(): void {
    this.#delimiter = (this.value + (this.takeLine() ?? "")).trim() || ";";
    this.#set("stop", "");
  }

  /** Skips the rest of the statement, and moves to what follows. */
  skipStatement(): void {
    while (this.kind !== "stop" && this.kind !== "end") this.advance();
    if (this.kind === "stop") this.advance();
  }

  /** Returns the rest of the current line without its end, and moves behind it; undefined at the end of the text. */
  takeLine(): string | undefined {
    let line = "";
    for (;;) {
      const end = this.#buffer.indexOf("\n", this.#at);
      if (end >= 0) {
        const rest = this.#buffer.slice(this.#at, this.#buffer[end - 1] === "\r" && end > this.#at ? end - 1 : end);
        this.#at = end + 1;
        return line === "" ? rest : line + rest;
      }
      // A row of many megabytes: what is cut off belongs to values that are cut anyway.
      if (line.length < 16 * longestString) line += this.#buffer.slice(this.#at);
      this.#at = this.#buffer.length;
      if (!this.#more()) return line === "" ? undefined : line;
    }
  }

  #skipBlank(): boolean {
    if (this.#match(patterns.space) !== undefined) return true;
    const next = this.#buffer[this.#at];
    const two = this.#buffer.slice(this.#at, this.#at + 2);
    if (two === "--" || (next === "#" && this.dialect === "mysql")) {
      this.#skipPast("\n");
      return true;
    }
    if (two === "*/") {
      this.#at += 2;
      return true;
    }
    if (two !== "/*") return false;
    const version = this.dialect === "mysql" ? this.#versionOfComment() : undefined;
    if (version === undefined || version >= sandboxVersion) this.#skipPast("*/");
    return true;
  }

  /** Enters a comment that MySQL executes; its end is skipped like a blank. */
  #versionOfComment(): number | undefined {
    const [, version] = this.#match(patterns.executed) ?? [];
    return version === undefined ? undefined : Number(version);
  }

  #token(): void {
    const next = this.#buffer.charAt(this.#at);
    this.isCut = false;
    if (this.#buffer.startsWith(this.#delimiter, this.#at)) this.#take("stop", this.#delimiter.length);
    else if (next === "'") this.#quoted("string", "'", this.dialect === "mysql");
    else if (next === '"' || next === "`") this.#quoted("name", next, false);
    else if (next === "[" && this.dialect === "sqlite") this.#quoted("name", "]", false);
    else if (next === "\\") this.#set("client", this.takeLine() ?? "");
    else this.#unquoted(next);
  }

  #unquoted(next: string): void {
    const word = this.#match(patterns.word)?.[0];
    if (word !== undefined) {
      const isPrefix = this.#buffer[this.#at] === "'" && word.length === 1;
      if (!isPrefix || !this.#prefixed(word.toUpperCase())) this.#set("word", word);
      return;
    }
    if (this.#match(patterns.hex) !== undefined) {
      this.#set("bytes", "");
      return;
    }
    const number = this.#match(patterns.number)?.[0];
    const dollar = next === "$" && this.dialect === "postgresql" ? this.#match(patterns.dollar)?.[0] : undefined;
    if (number !== undefined) this.#set("number", number);
    else if (dollar !== undefined) this.#set("string", this.#skipPast(dollar));
    else this.#take("symbol", 1);
  }

  /** Reads E'', N'', B'' and X'' strings. */
  #prefixed(prefix: string): boolean {
    if (!"ENBX".includes(prefix)) return false;
    this.#quoted("string", "'", prefix === "E" || (this.dialect === "mysql" && prefix === "N"));
    if (prefix === "X" || prefix === "B") this.#set("bytes", "");
    return true;
  }

  #set(kind: SqlTokenKind, value: string): void {
    this.kind = kind;
    this.value = value;
  }

  #take(kind: SqlTokenKind, length: number): void {
    this.#set(kind, this.#buffer.slice(this.#at, this.#at + length));
    this.#at += length;
  }

  /** Reads a quoted token. A doubled quote stands for one; a backslash escapes where the dialect says so. */
  #quoted(kind: "string" | "name", quote: string, hasEscapes: boolean): void {
    this.#at += 1;
    let value = "";
    const keep = (text: string): void => {
      if (value.length < longestString) value += text;
      else if (text !== "") this.isCut = true;
    };
    for (;;) {
      const stop = this.#nextStop(quote, hasEscapes);
      keep(this.#buffer.slice(this.#at, stop));
      this.#at = stop;
      if (stop === this.#buffer.length) {
        if (this.#more()) continue;
        break;
      }
      this.#ensure(8);
      const isDoubled = this.#buffer[this.#at] === quote && this.#buffer[this.#at + 1] === quote;
      if (this.#buffer[this.#at] === quote && !isDoubled) {
        this.#at += 1;
        break;
      }
      const escaped = this.#buffer.charAt(this.#at + 1);
      keep(isDoubled ? quote : (escapes[escaped] ?? escaped));
      this.#at += 2;
    }
    this.#set(kind, value);
  }

  #nextStop(quote: string, hasEscapes: boolean): number {
    const end = this.#buffer.indexOf(quote, this.#at);
    const stop = end < 0 ? this.#buffer.length : end;
    if (!hasEscapes) return stop;
    const backslash = this.#buffer.indexOf("\\", this.#at);
    return backslash >= 0 && backslash < stop ? backslash : stop;
  }

  /** Moves behind the next occurrence of a text, or to the end. Returns the start of what was skipped. */
  #skipPast(text: string): string {
    let skipped = "";
    for (;;) {
      const found = this.#buffer.indexOf(text, this.#at);
      if (skipped.length < lookAhead) skipped += this.#buffer.slice(this.#at, found < 0 ? undefined : found);
      if (found >= 0) {
        this.#at = found + text.length;
        return skipped;
      }
      // The text may begin at the end of this piece.
      this.#at = Math.max(this.#at, this.#buffer.length - text.length + 1);
      if (!this.#more()) {
        this.#at = this.#buffer.length;
        return skipped;
      }
    }
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#buffer);
    if (found === null) return undefined;
    this.#at += found[0].length;
    return found;
  }

  #ensure(length: number): void {
    while (this.#buffer.length - this.#at < length && this.#more());
  }

  #more(): boolean {
    if (this.#isDone) return false;
    const { done, value } = this.#pieces.next();
    if (done === true) {
      this.#isDone = true;
      return false;
    }
    this.line();
    this.#buffer = this.#buffer.slice(this.#at) + value;
    this.#at = 0;
    this.#counted = 0;
    return true;
  }
}

function newlinesIn(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", start); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
