/** The format of the rows. */
export interface CsvDialect {
  /** Separates cells. */
  readonly delimiter: string;
  /** The decimal separator of numbers. */
  readonly decimal: string;
  /** Whether the file begins with a byte order mark. */
  readonly hasMark: boolean;
}

/** The options of `wct export` that select a dialect. The default is RFC 4180. */
export const csvOptions = ["bom", "decimal", "delimiter"] as const;

export function dialectOf(options: Readonly<Record<string, string>>): CsvDialect {
  const { bom, decimal = ".", delimiter = "," } = options;
  return { delimiter, decimal, hasMark: bom !== undefined };
}

/** Formats a row, including its line break. */
export function csvRow(cells: readonly string[], { delimiter }: CsvDialect): string {
  // Many readers ignore an empty line, so an empty cell is quoted.
  if (cells.length === 1 && cells[0] === "") return '""\r\n';
  const quoted = (text: string): string =>
    text.includes(delimiter) || /["\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return `${cells.map(quoted).join(delimiter)}\r\n`;
}

/**
 * Formats the header row, after the byte order mark if there is one. Column names may be foreign text, so they are
 * guarded.
 */
export function csvHead(columns: readonly string[], dialect: CsvDialect): string {
  return `${dialect.hasMark ? "\uFEFF" : ""}${csvRow(columns.map(guarded), dialect)}`;
}

/*
 * A spreadsheet would read such a text as a formula and run it. A leading apostrophe makes it a text. Numbers do not
 * need this: `-5` stays a number.
 */
export const guarded = (text: string): string => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);
