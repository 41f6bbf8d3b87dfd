import { type FieldCollector, type FieldReader, isFieldName } from "./collector.ts";

interface Frame {
  readonly isArray: boolean;
  readonly path: string;
  key: string;
  expectsKey: boolean;
  keys: number;
}

const deepest = 64;
const longestString = 4000;
const longestScalar = 40;
// An object with more keys than a typical record is a map, and its keys may be values.
const mostKeys = 64;

/** Reads keys and scalar values of JSON and JSON lines, without keeping the document in memory. */
export function readJson(collector: FieldCollector): FieldReader {
  return new JsonReader(collector);
}

class JsonReader implements FieldReader {
  readonly #collector: FieldCollector;
  readonly #stack: Frame[] = [];
  /** The open string, still escaped. */
  #string: string | undefined;
  #isEscaped = false;
  #scalar = "";
  #isBroken = false;

  constructor(collector: FieldCollector) {
    this.#collector = collector;
  }

  feed(piece: string): void {
    let at = 0;
    while (at < piece.length && !this.#isBroken) {
      at = this.#string === undefined ? this.#readToken(piece, at) : this.#readString(piece, at);
    }
  }

  end(): boolean {
    return !this.#isBroken && this.#stack.length === 0 && this.#string === undefined;
  }

  #readToken(piece: string, at: number): number {
    const token = /["{}[\],:]|[^"{}[\],:\s]+|\s+/y;
    token.lastIndex = at;
    const [text = ""] = token.exec(piece) ?? [];
    if (text === '"') this.#string = "";
    else if ("{}[],:".includes(text)) this.#punctuation(text);
    else if (text.trim() === "") this.#endScalar();
    else {
      this.#scalar += text;
      const isOdd = this.#scalar.length > longestScalar || !/^[-+\w.]+$/.test(text);
      if (isOdd || this.#stack.length === 0) this.#isBroken = true;
    }
    return at + Math.max(1, text.length);
  }

  /** Consumes the rest of the open string. Returns the position after it. */
  #readString(piece: string, from: number): number {
    let at = from;
    while (at < piece.length) {
      if (this.#isEscaped) {
        this.#append(piece.charAt(at++));
        this.#isEscaped = false;
        continue;
      }
      const stop = stopFrom(piece, at);
      this.#append(piece.slice(at, stop));
      if (stop === piece.length) return stop;
      at = stop + 1;
      if (piece[stop] === '"') {
        this.#endString();
        return at;
      }
      this.#append("\\");
      this.#isEscaped = true;
    }
    return at;
  }

  #append(text: string): void {
    if ((this.#string?.length ?? 0) <= longestString) this.#string += text;
  }

  #endString(): void {
    const text = this.#string ?? "";
    this.#string = undefined;
    const frame = this.#stack.at(-1);
    if (frame === undefined || frame.isArray || !frame.expectsKey) {
      this.#value(unescaped(text));
      return;
    }
    frame.keys++;
    frame.key = frame.keys <= mostKeys && isFieldName(text) && !text.includes(" ") ? text : "*";
    frame.expectsKey = false;
  }

  #punctuation(character: string): void {
    this.#endScalar();
    const frame = this.#stack.at(-1);
    if (character === "{" || character === "[") this.#open(character === "[");
    else if (character === "," && frame !== undefined) frame.expectsKey = !frame.isArray;
    else if (character === "}" || character === "]") {
      if (frame === undefined || frame.isArray !== (character === "]")) this.#isBroken = true;
      this.#stack.pop();
    }
  }

  #open(isArray: boolean): void {
    this.#stack.push({ isArray, path: fieldOf(this.#stack.at(-1)), key: "", expectsKey: !isArray, keys: 0 });
    if (this.#stack.length > deepest) this.#isBroken = true;
  }

  #endScalar(): void {
    if (this.#scalar !== "" && this.#scalar !== "null") this.#value(this.#scalar);
    this.#scalar = "";
  }

  #value(text: string): void {
    const field = fieldOf(this.#stack.at(-1));
    if (field !== "" && !field.includes("*")) this.#collector.add(field, text);
  }
}

/** Returns the position of the next quote or backslash, or the end. */
function stopFrom(piece: string, at: number): number {
  const stop = /["\\]/g;
  stop.lastIndex = at;
  return stop.exec(piece)?.index ?? piece.length;
}

function fieldOf(frame: Frame | undefined): string {
  if (frame === undefined) return "";
  if (frame.isArray) return `${frame.path}[]`;
  return frame.path === "" ? frame.key : `${frame.path}.${frame.key}`;
}

function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  try {
    const value: unknown = JSON.parse(`"${text}"`);
    return typeof value === "string" ? value : text;
  } catch {
    // A string cut at the maximum length may end within an escape. Its escaped form is good enough.
    return text;
  }
}
