import { type FieldCollector, type FieldReader, isFieldName } from "./collector.ts";

const longestCell = 4000;
const longestHead = 100_000;
const mostColumns = 300;

type IsHeader = (cells: readonly string[]) => boolean;

/** Reads the cells of a CSV file under its header. `isHeader` decides whether the first row is one. */
export function readCsv(collector: FieldCollector, isHeader: IsHeader): FieldReader {
  return new CsvReader(collector, isHeader);
}

class CsvReader implements FieldReader {
  readonly #collector: FieldCollector;
  readonly #isHeader: IsHeader;
  #head = "";
  #delimiter: string | undefined;
  #header: readonly string[] | undefined;
  #row: string[] = [];
  #cell = "";
  #isQuoted = false;
  #wasQuote = false;
  #isBroken = false;

  constructor(collector: FieldCollector, isHeader: IsHeader) {
    this.#collector = collector;
    this.#isHeader = isHeader;
  }

  feed(piece: string): void {
    if (this.#isBroken) return;
    if (this.#delimiter !== undefined) {
      this.#read(piece);
      return;
    }
    this.#head += piece;
    if (!this.#head.includes("\n") && this.#head.length < longestHead) return;
    this.#delimiter = delimiterOf(this.#head);
    this.#isBroken = this.#delimiter === undefined;
    this.#read(this.#head.replace(/^\uFEFF/, ""));
    this.#head = "";
  }

  end(): boolean {
    if (this.#delimiter !== undefined && !this.#isBroken && (this.#cell !== "" || this.#row.length > 0)) this.#endRow();
    return !this.#isBroken && this.#header !== undefined;
  }

  #read(piece: string): void {
    for (const [text] of piece.matchAll(/["\n\r,;\t|]|[^"\n\r,;\t|]+/g)) {
      if (this.#isBroken) return;
      if (text === '"') this.#quote();
      else if (!this.#isQuoted && text === this.#delimiter) this.#endCell();
      else if (!this.#isQuoted && text === "\n") this.#endRow();
      else if (text !== "\r" || this.#isQuoted) this.#take(text);
      if (text !== '"') this.#wasQuote = false;
    }
  }

  /** Opens or closes a quoted cell. A quote immediately after a closing quote is an escaped quote. */
  #quote(): void {
    if (this.#isQuoted) {
      this.#isQuoted = false;
      this.#wasQuote = true;
      return;
    }
    if (this.#wasQuote) this.#take('"');
    this.#isQuoted = this.#cell === "" || this.#wasQuote;
    this.#wasQuote = false;
  }

  #take(text: string): void {
    if (this.#cell.length < longestCell) this.#cell += text;
  }

  #endCell(): void {
    this.#row.push(this.#cell);
    this.#cell = "";
  }

  #endRow(): void {
    this.#endCell();
    const cells = this.#row;
    this.#row = [];
    if (cells.length === 1 && cells[0] === "") return;
    if (this.#header === undefined) this.#readHeader(cells.map((name) => name.trim()));
    else this.#collect(this.#header, cells);
  }

  #collect(header: readonly string[], cells: readonly string[]): void {
    for (const [index, name] of header.entries()) {
      const cell = cells[index] ?? "";
      if (cell !== "") this.#collector.add(name, cell);
    }
  }

  #readHeader(names: readonly string[]): void {
    this.#header = names;
    const isOfNames = names.length > 1 && names.length <= mostColumns && names.every(isFieldName);
    this.#isBroken = !isOfNames || new Set(names).size < names.length || !this.#isHeader(names);
  }
}

/** Returns the separator that occurs most often in the first line. */
function delimiterOf(text: string): string | undefined {
  const end = text.indexOf("\n");
  const first = end < 0 ? text : text.slice(0, end);
  const counted = [",", ";", "\t", "|"].map((separator) => ({ separator, count: first.split(separator).length - 1 }));
  const [best] = counted.sort((a, b) => b.count - a.count);
  return best === undefined || best.count === 0 ? undefined : best.separator;
}
