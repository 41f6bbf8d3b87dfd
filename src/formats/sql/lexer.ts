import { PieceBuffer } from "./piece-buffer.ts";

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

/** Longest string that is kept; the rest of it is skipped. No connector keeps longer values. */
const longestString = 16 * 1024 * 1024;

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
  dialect: SqlDialect;
  #delimiter = ";";
  readonly #text: PieceBuffer;

  constructor(pieces: Iterable<string>, dialect: SqlDialect) {
    this.#text = new PieceBuffer(pieces);
    this.dialect = dialect;
  }

  /** Returns the line of the current position, from 1. */
  line(): number {
    return this.#text.line();
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
    while (this.#text.ensure(lookAhead)) {
      if (this.#skipBlank()) continue;
      this.#token();
      return;
    }
    this.#set("end", "");
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
    return this.#text.takeLine(longestString);
  }

  #skipBlank(): boolean {
    if (this.#text.match(patterns.space) !== undefined) return true;
    const next = this.#text.text[this.#text.at];
    const two = this.#text.text.slice(this.#text.at, this.#text.at + 2);
    if (two === "--" || (next === "#" && this.dialect === "mysql")) {
      this.#text.skipPast("\n", lookAhead);
      return true;
    }
    if (two === "*/") {
      this.#text.at += 2;
      return true;
    }
    if (two !== "/*") return false;
    const version = this.dialect === "mysql" ? this.#versionOfComment() : undefined;
    if (version === undefined || version >= sandboxVersion) this.#text.skipPast("*/", lookAhead);
    return true;
  }

  /** Enters a comment that MySQL executes; its end is skipped like a blank. */
  #versionOfComment(): number | undefined {
    const [, version] = this.#text.match(patterns.executed) ?? [];
    return version === undefined ? undefined : Number(version);
  }

  #token(): void {
    const next = this.#text.text.charAt(this.#text.at);
    if (this.#text.text.startsWith(this.#delimiter, this.#text.at)) this.#take("stop", this.#delimiter.length);
    else if (next === "'") this.#quoted("string", "'", this.dialect === "mysql");
    else if (next === '"' || next === "`") this.#quoted("name", next, false);
    else if (next === "[" && this.dialect === "sqlite") this.#quoted("name", "]", false);
    else if (next === "\\") this.#set("client", this.takeLine() ?? "");
    else this.#unquoted(next);
  }

  #unquoted(next: string): void {
    const word = this.#text.match(patterns.word)?.[0];
    if (word !== undefined) {
      const isPrefix = this.#text.text[this.#text.at] === "'" && word.length === 1;
      if (!isPrefix || !this.#prefixed(word.toUpperCase())) this.#set("word", word);
      return;
    }
    if (this.#text.match(patterns.hex) !== undefined) {
      this.#set("bytes", "");
      return;
    }
    const number = this.#text.match(patterns.number)?.[0];
    const dollar = next === "$" && this.dialect === "postgresql" ? this.#text.match(patterns.dollar)?.[0] : undefined;
    if (number !== undefined) this.#set("number", number);
    else if (dollar !== undefined) this.#set("string", this.#text.skipPast(dollar, lookAhead));
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
    this.#set(kind, this.#text.text.slice(this.#text.at, this.#text.at + length));
    this.#text.at += length;
  }

  /** Reads a quoted token. A doubled quote stands for one; a backslash escapes where the dialect says so. */
  #quoted(kind: "string" | "name", quote: string, hasEscapes: boolean): void {
    const text = this.#text;
    text.at += 1;
    let value = "";
    for (;;) {
      const end = text.text.indexOf(quote, text.at);
      const stop = Math.min(end < 0 ? text.text.length : end, hasEscapes ? text.nextBackslash() : text.text.length);
      if (value.length < longestString) value += text.text.slice(text.at, stop);
      text.at = stop;
      if (stop === text.text.length) {
        if (text.more()) continue;
        break;
      }
      const isEscape = stop !== end;
      text.ensure(2);
      const next = text.text.charAt(text.at + 1);
      if (!isEscape && next !== quote) {
        text.at += 1;
        break;
      }
      value += isEscape ? (escapes[next] ?? next) : quote;
      text.at += 2;
    }
    this.#set(kind, value);
  }
}
