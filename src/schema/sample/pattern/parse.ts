/** A part of a regular expression, as far as text that matches it can be made from it. */
export type PatternNode =
  | { readonly kind: "text"; readonly text: string }
  /** One character of a class; the class as written. */
  | { readonly kind: "class"; readonly source: string }
  | { readonly kind: "sequence"; readonly parts: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly branches: readonly PatternNode[] }
  | { readonly kind: "repeat"; readonly part: PatternNode; readonly least: number; readonly most: number }
  | { readonly kind: "group"; readonly part: PatternNode; readonly names: readonly string[] }
  | { readonly kind: "reference"; readonly name: string }
  /** A positive lookahead. */
  | { readonly kind: "ahead"; readonly part: PatternNode }
  /** An assertion that adds no text; a text that violates it is discarded. */
  | { readonly kind: "nothing" };

/** Parses a regular expression that the engine has already accepted with the flag `u`. */
export function parsePattern(source: string): PatternNode {
  return new PatternParser(source).choice();
}

const nothing: PatternNode = { kind: "nothing" };

class PatternParser {
  readonly #source: string;
  #at = 0;
  #groups = 0;

  constructor(source: string) {
    this.#source = source;
  }

  choice(): PatternNode {
    const branches = [this.#sequence()];
    while (this.#take("|")) branches.push(this.#sequence());
    return branches.length === 1 ? branches[0]! : { kind: "choice", branches };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (this.#at < this.#source.length && !/[|)]/.test(this.#peek())) parts.push(this.#repeated(this.#atom()));
    return { kind: "sequence", parts };
  }

  #repeated(part: PatternNode): PatternNode {
    const found = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/.exec(this.#source.slice(this.#at));
    if (found === null) return part;
    this.#at += found[0].length;
    const [written, from, comma, to] = found;
    if (from !== undefined) {
      const least = Number(from);
      const most = comma === undefined ? least : to === "" ? Number.POSITIVE_INFINITY : Number(to);
      return { kind: "repeat", part, least, most };
    }
    const least = written.startsWith("+") ? 1 : 0;
    return { kind: "repeat", part, least, most: written.startsWith("?") ? 1 : Number.POSITIVE_INFINITY };
  }

  #atom(): PatternNode {
    const start = this.#at;
    const character = String.fromCodePoint(this.#source.codePointAt(start)!);
    this.#at += character.length;
    if (character === "(") return this.#group();
    if (character === "[") return this.#class(start);
    if (character === "\\") return this.#escape(start);
    if (character === ".") return { kind: "class", source: "." };
    if (character === "^" || character === "$") return nothing;
    return { kind: "text", text: character };
  }

  #group(): PatternNode {
    const opening = /^\?(?:<([^>=!]+)>|<?[=!]|[a-z-]*:)/.exec(this.#source.slice(this.#at));
    this.#at += opening?.[0].length ?? 0;
    const [written = "", name] = opening ?? [];
    const isCapturing = opening === null || name !== undefined;
    if (isCapturing) this.#groups += 1;
    const names = isCapturing ? [String(this.#groups), ...(name === undefined ? [] : [name])] : [];
    const part = this.choice();
    this.#take(")");
    if (written === "?=") return { kind: "ahead", part };
    if (/^\?<?[=!]$/.test(written)) return nothing;
    return { kind: "group", part, names };
  }

  #class(start: number): PatternNode {
    while (this.#at < this.#source.length && this.#peek() !== "]") this.#at += this.#peek() === "\\" ? 2 : 1;
    this.#at += 1;
    return { kind: "class", source: this.#source.slice(start, this.#at) };
  }

  #escape(start: number): PatternNode {
    const rest = this.#source.slice(start);
    const reference = /^\\(?:([1-9]\d*)|k<([^>]+)>)/.exec(rest);
    if (reference !== null) {
      this.#at = start + reference[0].length;
      return { kind: "reference", name: reference[1] ?? reference[2]! };
    }
    if (/^\\[bB]/.test(rest)) {
      this.#at = start + 2;
      return nothing;
    }
    const [written = "\\\\"] =
      /^\\(?:[pP]\{[^}]*\}|u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[A-Za-z]|[\s\S])/.exec(rest) ?? [];
    this.#at = start + written.length;
    return { kind: "class", source: written };
  }

  #peek(): string {
    return this.#source[this.#at] ?? "";
  }

  #take(character: string): boolean {
    if (this.#peek() !== character) return false;
    this.#at += 1;
    return true;
  }
}
