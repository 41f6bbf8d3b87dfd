import { Parser } from "htmlparser2";

/** A text of a page: a paragraph, a heading, a cell of a table. */
export interface HtmlText {
  readonly text: string;
  /** Where it starts in the source, in UTF-16 code units. */
  readonly offset: number;
}

/** Elements that stand in a line of text; any other one ends it. */
const inline = new Set(
  "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark nobr o:p q s samp small span strike strong sub sup time tt u var wbr".split(
    " ",
  ),
);

/** Elements whose text nobody sees. */
const skipped = new Set(["script", "style", "template", "noscript"]);

/** Attributes that hold text for people. */
const shownAttributes = ["alt", "title", "aria-label", "placeholder", "value", "content"] as const;

/** Whether a page was read to its end. */
export interface HtmlState {
  isTooDeep?: boolean;
}

/** More elements inside each other than in any page. The parser takes time with the square of it. */
const maxDepth = 1_000;

class TooDeepError extends Error {}

/**
 * Gives the texts of an HTML page. Values of attributes that people read, addresses of links that write mails, and
 * comments follow the text in which they stand. Ends, and sets the state, where elements are too deep inside each other.
 */
export function* htmlTexts(pieces: Iterable<string>, state: HtmlState = {}): Generator<HtmlText, void, void> {
  const found: HtmlText[] = [];
  const reader = new HtmlReader((text) => void found.push(text));
  try {
    for (const piece of pieces) {
      reader.parser.write(piece);
      yield* found.splice(0);
    }
    reader.parser.end();
  } catch (error) {
    if (!(error instanceof TooDeepError)) throw error;
    state.isTooDeep = true;
  }
  reader.flush();
  yield* found.splice(0);
}

/** The longest text that is kept as one. */
const maxText = 64 * 1024;

class HtmlReader {
  readonly parser: Parser;
  readonly #emit: (text: HtmlText) => void;
  #parts: string[] = [];
  #length = 0;
  /** The last character. */
  #last = "";
  #offset = 0;
  #beside = new Set<string>();
  #depth = 0;
  #skipDepth = 0;
  #isRow = false;
  #isPre = 0;

  constructor(emit: (text: HtmlText) => void) {
    this.#emit = emit;
    this.parser = new Parser(
      {
        onopentag: (name, attributes) => this.#open(name, attributes),
        ontext: (text) => this.#add(text),
        onclosetag: (name) => this.#close(name),
        oncomment: (text) => this.#comment(text),
      },
      { decodeEntities: true, lowerCaseTags: true },
    );
  }

  flush(): void {
    const shown = this.#parts.join("").trimEnd();
    const beside = [...this.#beside].filter((part) => !shown.includes(part));
    const text = [shown, ...beside].filter((part) => part !== "").join("\n");
    if (text !== "") this.#emit({ text, offset: this.#offset });
    this.#parts = [];
    this.#length = 0;
    this.#last = "";
    this.#beside = new Set();
  }

  #open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#depth += 1;
    if (this.#depth > maxDepth) throw new TooDeepError();
    if (skipped.has(name)) this.#skipDepth += 1;
    if (name === "pre" || name === "textarea") this.#isPre += 1;
    if (name === "br") this.#append("\n");
    else if (name === "td" || name === "th") {
      if (this.#length > 0 && this.#last !== "\n") this.#append("\t");
    } else if (name === "tr") {
      this.flush();
      this.#isRow = true;
    } else if (!inline.has(name) && !this.#isRow) this.flush();
    this.#attributes(name, attributes);
  }

  #attributes(name: string, attributes: Readonly<Record<string, string>>): void {
    for (const key of shownAttributes) {
      const value = attributes[key]?.trim() ?? "";
      // `value` of a hidden field and `content` of a directive are rarely for people, yet may name them.
      if (value !== "" && (key !== "content" || name === "meta")) this.#beside.add(value);
    }
    const [, address] = /^(?:mailto|tel|sms):([^?]+)/i.exec(attributes["href"]?.trim() ?? "") ?? [];
    if (address !== undefined) this.#beside.add(decoded(address));
  }

  #close(name: string): void {
    this.#depth -= 1;
    if (skipped.has(name)) this.#skipDepth = Math.max(0, this.#skipDepth - 1);
    if (name === "pre" || name === "textarea") this.#isPre = Math.max(0, this.#isPre - 1);
    if (name === "tr" || name === "table") this.#isRow = false;
    if (name === "td" || name === "th" || inline.has(name) || name === "br") return;
    if (this.#isRow) this.#append(" ");
    else this.flush();
  }

  #add(text: string): void {
    if (this.#skipDepth > 0) return;
    this.#append(this.#isPre > 0 ? text : text.replaceAll(/[\s\u00a0]+/g, " "));
  }

  #append(text: string): void {
    const isStart = this.#length === 0;
    const shown = isStart ? text.trimStart() : /\s/.test(this.#last) ? text.replace(/^ /, "") : text;
    if (shown === "") return;
    if (isStart) this.#offset = this.parser.startIndex;
    this.#parts.push(shown);
    this.#length += shown.length;
    this.#last = shown.slice(-1);
    if (this.#length > maxText) this.flush();
  }

  #comment(text: string): void {
    const shown = text.trim();
    // Conditional comments hold markup for old programs.
    if (shown !== "" && !/^\[if|^<!\[|endif\]/i.test(shown)) this.#beside.add(shown.replaceAll(/<[^<>]*>/g, " "));
  }
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
