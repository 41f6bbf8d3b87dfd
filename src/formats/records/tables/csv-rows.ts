/** How the rows of a text are written. */
export interface Dialect {
  /** `columns`: two or more spaces, or tabs, between cells. Empty: one cell in each row. */
  readonly delimiter: string;
  readonly quote: '"' | "'";
  readonly lineEnd: "\n" | "\r";
}

/** The delimiter of tables whose cells are aligned with spaces. */
export const alignedColumns = "columns";

const longestCell = 4000;
/** A longer row is read without quotes: one of them is not closed, or is part of a text. */
const longestQuotedRow = 256 * 1024;

type TakeRow = (cells: readonly string[], line: number) => void;

/** Splits a text that arrives in pieces into rows and cells. Gives each row that is not empty, with its first line. */
export class RowSplitter {
  readonly #dialect: Dialect;
  readonly #take: TakeRow;
  #rest = "";
  #line = 1;

  constructor(dialect: Dialect, take: TakeRow) {
    this.#dialect = dialect;
    this.#take = take;
  }

  feed(text: string): void {
    this.#rest = this.#read(this.#rest + text, false);
  }

  end(): void {
    this.#rest = this.#read(this.#rest, true);
  }

  #read(text: string, isEnd: boolean): string {
    const { lineEnd, quote, delimiter } = this.#dialect;
    let at = 0;
    let nextQuote = text.indexOf(quote);
    while (at < text.length) {
      let end = text.indexOf(lineEnd, at);
      if (end < 0) {
        if (!isEnd && text.length - at < longestQuotedRow) return text.slice(at);
        end = text.length;
      }
      if (nextQuote >= 0 && nextQuote < at) nextQuote = text.indexOf(quote, at);
      if (nextQuote >= 0 && nextQuote < end && delimiter !== alignedColumns) {
        const quoted = quotedRow(text, at, this.#dialect, isEnd);
        if (quoted === "more" && text.length - at < longestQuotedRow) return text.slice(at);
        if (typeof quoted === "object") {
          this.#emit(quoted.cells, quoted.lines);
          at = quoted.end;
          continue;
        }
      }
      this.#emit(cellsBetween(text, at, withoutReturn(text, at, end), delimiter), 1);
      at = end + 1;
    }
    return "";
  }

  #emit(cells: readonly string[], lines: number): void {
    if (cells.length > 1 || cells[0] !== "") this.#take(cells, this.#line);
    this.#line += lines;
  }
}

const carriageReturn = 13;
const withoutReturn = (text: string, start: number, end: number): number =>
  end > start && text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end;

function cellsBetween(text: string, start: number, end: number, delimiter: string): string[] {
  if (delimiter === "") return [text.slice(start, Math.min(end, start + longestCell))];
  if (delimiter === alignedColumns)
    return text
      .slice(start, end)
      .trim()
      .split(/ {2,}|\s*\t\s*/);
  const code = delimiter.charCodeAt(0);
  const cells: string[] = [];
  let from = start;
  for (let at = start; at < end; at++) {
    if (text.charCodeAt(at) !== code) continue;
    cells.push(text.slice(from, at));
    from = at + 1;
  }
  cells.push(text.slice(from, end));
  return cells;
}

interface QuotedRow {
  readonly cells: readonly string[];
  /** Position after the line end. */
  readonly end: number;
  readonly lines: number;
}

/** Reads a row with quotes. `more`: the row is not complete. `unquoted`: a quote is not closed in the whole text. */
function quotedRow(text: string, start: number, dialect: Dialect, isEnd: boolean): QuotedRow | "more" | "unquoted" {
  const { delimiter, quote, lineEnd } = dialect;
  const cells: string[] = [];
  let lines = 1;
  let at = start;
  for (;;) {
    const cell = quotedCell(text, at, dialect);
    if (cell === undefined) return isEnd ? "unquoted" : "more";
    // The quote might be followed by another one in the next piece.
    if (cell.end >= text.length && !isEnd) return "more";
    cells.push(cell.text);
    lines += cell.lines;
    if (cell.end >= text.length) return { cells, end: text.length, lines };
    if (text.startsWith(lineEnd, cell.end)) return { cells, end: cell.end + 1, lines };
    at = cell.end + (delimiter === "" ? 0 : 1);
    if (text.charAt(cell.end) === quote || at === cell.end) return "unquoted";
  }
}

/** Reads one cell from its first character to the delimiter or line end after it. */
function quotedCell(
  text: string,
  start: number,
  { delimiter, quote, lineEnd }: Dialect,
): { readonly text: string; readonly end: number; readonly lines: number } | undefined {
  let from = start;
  while (text[from] === " " && delimiter !== " ") from++;
  if (text[from] !== quote) {
    const end = plainEnd(text, start, delimiter, lineEnd);
    return { text: text.slice(start, withoutReturn(text, start, end)), end, lines: 0 };
  }
  let close = text.indexOf(quote, from + 1);
  while (close >= 0 && text[close + 1] === quote) close = text.indexOf(quote, close + 2);
  if (close < 0) return undefined;
  const inner = text.slice(from + 1, close);
  const end = plainEnd(text, close + 1, delimiter, lineEnd);
  // Text after the closing quote belongs to the cell: `"Al" Bundy`.
  const tail = text.slice(close + 1, withoutReturn(text, close + 1, end)).trimEnd();
  const content = inner.includes(quote) ? inner.replaceAll(quote + quote, quote) : inner;
  return { text: `${content}${tail}`.slice(0, longestCell), end, lines: inner.split(lineEnd).length - 1 };
}

function plainEnd(text: string, start: number, delimiter: string, lineEnd: string): number {
  const [cellEnd, rowEnd] = [delimiter.charCodeAt(0), lineEnd.charCodeAt(0)];
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === rowEnd || code === cellEnd) return at;
  }
  return text.length;
}
