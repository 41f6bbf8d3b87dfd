import { type Paragraph, readXml, type XmlAttributes, type XmlHandlers, type XmlState } from "../parts/index.ts";

/** Which elements of a format mean what. Names are without prefix. */
export interface FlowDialect {
  readonly paragraph: ReadonlySet<string>;
  /** Elements whose text counts; `undefined`: all text inside a paragraph does. */
  readonly text?: ReadonlySet<string>;
  readonly row: ReadonlySet<string>;
  readonly cell: ReadonlySet<string>;
  /** Elements that are a page or slide, where one part holds several. */
  readonly page?: ReadonlySet<string>;
  /** Elements that stand for characters. */
  readonly characters: (name: string, attributes: XmlAttributes) => string | undefined;
  /** Elements that are left out with all they hold. */
  readonly skipped: ReadonlySet<string>;
  /** What an element adds to the text before it, such as the address of a link. */
  readonly suffix?: (name: string, attributes: XmlAttributes) => string | undefined;
}

/** Gives the paragraphs and rows of an XML text in its order. */
export const flowParagraphs = (
  pieces: Iterable<Uint8Array>,
  dialect: FlowDialect,
  state: XmlState,
): Generator<Paragraph, void, void> => readXml<Paragraph>(pieces, state, (emit) => new Flow(dialect, emit).handlers);

/** The longest row that is kept as one, in UTF-16 code units. */
const maxRow = 1024 * 1024;

class Flow {
  readonly #dialect: FlowDialect;
  readonly #emit: (text: Paragraph) => void;
  /** Texts of the open paragraphs: a text box stands in a paragraph. */
  readonly #paragraphs: string[] = [];
  readonly #rows: string[][] = [];
  readonly #suffixes: (string | undefined)[] = [];
  #skipDepth = 0;
  #page = 0;
  #textDepth = 0;

  constructor(dialect: FlowDialect, emit: (text: Paragraph) => void) {
    this.#dialect = dialect;
    this.#emit = emit;
  }

  readonly handlers: XmlHandlers = {
    open: (name, attributes) => {
      this.#suffixes.push(this.#dialect.suffix?.(name, attributes));
      if (this.#skipDepth > 0 || this.#dialect.skipped.has(name)) this.#skipDepth += 1;
      else this.#open(name, attributes);
    },
    text: (text) => {
      if (this.#skipDepth === 0 && (this.#dialect.text === undefined || this.#textDepth > 0)) this.#add(text);
    },
    close: (name) => {
      const suffix = this.#suffixes.pop();
      if (this.#skipDepth > 0) this.#skipDepth -= 1;
      else this.#close(name, suffix);
    },
  };

  #open(name: string, attributes: XmlAttributes): void {
    const { paragraph, row, cell, text, characters } = this.#dialect;
    if (this.#dialect.page?.has(name) === true) this.#page += 1;
    if (paragraph.has(name)) this.#paragraphs.push("");
    else if (row.has(name)) this.#rows.push([]);
    else if (cell.has(name)) this.#rows.at(-1)?.push("");
    else if (text?.has(name) === true) this.#textDepth += 1;
    else {
      const found = characters(name, attributes);
      if (found !== undefined) this.#add(found);
    }
  }

  #close(name: string, suffix: string | undefined): void {
    const { paragraph, row, text } = this.#dialect;
    if (suffix !== undefined && !(this.#paragraphs.at(-1) ?? "").includes(suffix)) this.#add(` <${suffix}>`);
    if (paragraph.has(name)) this.#give(this.#paragraphs.pop() ?? "");
    else if (text?.has(name) === true) this.#textDepth -= 1;
    else if (row.has(name)) {
      const cells = this.#rows.pop() ?? [];
      this.#give(cells.join("\t"));
    }
  }

  #add(text: string): void {
    const last = this.#paragraphs.length - 1;
    if (last >= 0) this.#paragraphs[last] += text;
  }

  /** A paragraph or row inside a cell is part of the cell. */
  #give(text: string): void {
    const cells = this.#rows.at(-1);
    const last = cells === undefined ? -1 : cells.length - 1;
    if (cells === undefined || last < 0 || (cells[last]?.length ?? 0) > maxRow) this.#emit({ text, page: this.#page });
    else cells[last] = [cells[last], text.replaceAll(/[\n\t]/g, " ")].filter((part) => part !== "").join(" ");
  }
}
