import { kindOf } from "../cells.ts";
import { alignedColumns, type Dialect, RowSplitter } from "./csv-rows.ts";
import { findHeader, type TableStart } from "./header.ts";

/** The way in which a table is written, and its first rows. */
export interface TableGuess {
  readonly dialect: Dialect;
  readonly start: TableStart;
  /** Lines before the first row: `sep=;`, comments. */
  readonly skippedLines: number;
  /** Share of the first rows that have the usual number of cells. */
  readonly regularity: number;
  readonly rows: number;
  /** Number of filled cells in the usual row. */
  readonly width: number;
}

const usualDelimiters = [";", "\t", ",", "|", ":", alignedColumns] as const;
/** Delimiters of mainframes. They are tried only in texts that contain them. */
const rareDelimiters = ["^", "~"] as const;
const examinedRows = 60;
const examinedCharacters = 64 * 1024;

type Rows = readonly (readonly string[])[];

interface Candidate {
  readonly dialect: Dialect;
  /** The first rows, without empty ones. */
  readonly rows: Rows;
  /** Added to the score. */
  readonly bonus: number;
}

interface GuessOptions {
  readonly isWhole: boolean;
  /** Whether rows can be those of a table that is wanted. Checked first, because it is faster than the search for a header. */
  readonly isPossible: (rows: Rows, delimiter: string) => boolean;
}

/** Finds the delimiter under which the first rows of a text are most like a table; undefined if there is none. */
export function guessTable(text: string, { isWhole, isPossible }: GuessOptions): TableGuess | undefined {
  const lineEnd = text.includes("\n") || !text.includes("\r") ? "\n" : "\r";
  const declared = /^sep=(.|\\t)\r?(?:\n|\r)/i.exec(text);
  const skipped = skippedLines(text, lineEnd);
  const start = positionOfLine(text, skipped, lineEnd);
  const head = completeLines(text.slice(start, start + examinedCharacters), lineEnd, isWhole);
  const wanted = declared === null ? delimitersIn(head) : [declared[1] === "\\t" ? "\t" : (declared[1] ?? ",")];
  const doubleQuoted = wanted.map((delimiter) => candidate(head, { delimiter, quote: '"', lineEnd }));
  const quoted = head.includes("'") ? wanted.flatMap((delimiter) => singleQuoted(head, delimiter, lineEnd)) : [];
  const candidates = [...quoted, ...doubleQuoted].filter(({ rows }) => rows.some(({ length }) => length > 1));
  if (!candidates.some(({ rows, dialect }) => isPossible(rows, dialect.delimiter))) return undefined;
  const [best] = candidates.flatMap((one) => judge(one) ?? []).toSorted((a, b) => b.score - a.score);
  return best && { ...best.guess, skippedLines: skipped };
}

function delimitersIn(head: string): readonly string[] {
  const rare = rareDelimiters.filter((one) => head.includes(one));
  return rare.length === 0 ? usualDelimiters : [...usualDelimiters, ...rare];
}

/** Returns a text's rows as one column. */
export function oneColumn(text: string, isWhole: boolean): TableGuess | undefined {
  const lineEnd = text.includes("\n") || !text.includes("\r") ? "\n" : "\r";
  const skipped = skippedLines(text, lineEnd);
  const head = completeLines(text.slice(positionOfLine(text, skipped, lineEnd)), lineEnd, isWhole);
  const guess = judge(candidate(head, { delimiter: "", quote: '"', lineEnd }))?.guess;
  return guess && { ...guess, skippedLines: skipped };
}

function singleQuoted(head: string, delimiter: string, lineEnd: Dialect["lineEnd"]): readonly Candidate[] {
  const quotes = head.split(`${delimiter}'`).length + head.split(`'${delimiter}`).length;
  const double = head.split('"').length;
  if (quotes < 4 || double > quotes) return [];
  return [{ ...candidate(head, { delimiter, quote: "'", lineEnd }), bonus: 0.05 }];
}

/** The first line of a file of DATEV: its kind, version and owner, before the names of the columns. */
const descriptionLine = /^"?(?:EXTF|DTVF)"?;\d/;

function skippedLines(text: string, lineEnd: string): number {
  const lines = text.slice(0, examinedCharacters).split(lineEnd);
  let skipped = 0;
  if (/^sep=/i.test(lines[0] ?? "") || descriptionLine.test(lines[0] ?? "")) skipped++;
  while (skipped < lines.length - 1 && isComment(lines[skipped] ?? "", lines[skipped + 1] ?? "")) skipped++;
  return skipped;
}

/** `#Fields: name` and `#name;mail` may be the header itself: a comment has not the cells of the next line. */
function isComment(line: string, next: string): boolean {
  if (line.trim() === "") return true;
  if (!/^(?:#|\/\/|--|%)/.test(line)) return false;
  const cells = (of: string, delimiter: string): number => of.split(delimiter).length;
  return !["\t", ";", ",", "|"].some((one) => cells(line, one) > 1 && cells(line, one) === cells(next, one));
}

function positionOfLine(text: string, lines: number, lineEnd: string): number {
  let at = 0;
  for (let line = 0; line < lines; line++) at = text.indexOf(lineEnd, at) + 1;
  return at;
}

function completeLines(text: string, lineEnd: string, isWhole: boolean): string {
  const end = text.lastIndexOf(lineEnd);
  return isWhole && text.length < examinedCharacters ? text : end < 0 ? text : text.slice(0, end + 1);
}

/** Splits a head in small parts, because the first rows are at its start. */
const partLength = 4096;

function candidate(head: string, dialect: Dialect): Candidate {
  const { delimiter } = dialect;
  const rows: (readonly string[])[] = [];
  const isInHead = delimiter === "" || delimiter === alignedColumns || head.includes(delimiter);
  const splitter = new RowSplitter(dialect, (cells) => {
    if (rows.length < examinedRows && cells.some((cell) => cell.trim() !== "") && !isRule(cells)) rows.push(cells);
  });
  for (let at = 0; isInHead && at < head.length && rows.length < examinedRows; at += partLength) {
    splitter.feed(head.slice(at, at + partLength));
  }
  if (rows.length < examinedRows) splitter.end();
  return { dialect, rows, bonus: 0 };
}

function judge({
  dialect,
  rows,
  bonus,
}: Candidate): { readonly guess: TableGuess; readonly score: number } | undefined {
  if (rows.length === 0) return undefined;
  const start = findHeader(rows);
  const body = rows.slice(start.header === undefined ? start.first : Math.max(0, start.first - 1));
  const { width, regularity } = regularityOf(body);
  if (width < 2 && dialect.delimiter !== "") return undefined;
  const cells = body.slice(1).flat();
  const odd = cells.filter((cell) => /[;\t|]/.test(cell) || kindOf(cell) === "text").length;
  const clean = cells.length === 0 ? 1 : 1 - odd / cells.length;
  const sure = start.header === undefined ? 0 : Math.min(1, start.evidence / Math.min(width, 4));
  const rare = dialect.delimiter === ":" || dialect.delimiter === alignedColumns ? 0.3 : 0;
  const score = regularity + clean * 0.5 + sure + Math.min(0.4, Math.log2(width) * 0.1) - rare + bonus;
  return { guess: { dialect, start, skippedLines: 0, regularity, rows: rows.length, width }, score };
}

/** Returns the usual number of cells, and the share of rows that have it. */
export function regularityOf(rows: Rows): Pick<TableGuess, "width" | "regularity"> {
  const width = usualLength(rows);
  return { width, regularity: rows.filter((cells) => lengthOf(cells, width)).length / rows.length };
}

function usualLength(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [best] = [...counts].toSorted(([a, ofA], [b, ofB]) => ofB - ofA || b - a);
  return best?.[0] ?? 0;
}

/** Delimiters at the end of some rows only are common. */
function lengthOf(cells: readonly string[], width: number): boolean {
  if (cells.length === width) return true;
  const [longer, shorter] = [Math.max(cells.length, width), Math.min(cells.length, width)];
  return longer - shorter === 1 && cells.length > width ? (cells.at(-1) ?? "").trim() === "" : false;
}

/** `---|---`, `+----+`, `(2 rows)`: a line of a printed table that is none of its rows. */
export function isRule(cells: readonly string[]): boolean {
  const isLine = cells.length > 0 && cells.every((cell) => /^[ :|+=-]*$/.test(cell));
  if (isLine) return cells.some((cell) => /[-=]{2}/.test(cell));
  return cells.length === 1 && /^\(?\d+ rows?\b[^;,]{0,40}$/.test(cells[0] ?? "");
}
