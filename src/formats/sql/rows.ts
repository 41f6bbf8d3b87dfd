import { binaryCell, type DumpCell } from "./dump.ts";
import type { SqlLexer } from "./lexer.ts";
import { skipTo, UnexpectedSql } from "./names.ts";

/** Reads `(1, 'a', NULL), (2, …)` row by row. Throws `UnexpectedSql`. */
export function* readValueRows(lexer: SqlLexer): Generator<DumpCell[], void, void> {
  do {
    if (!lexer.accept("(")) throw new UnexpectedSql("no row of values");
    const cells: DumpCell[] = [];
    do cells.push(readValue(lexer));
    while (lexer.accept(","));
    if (!lexer.is(")")) throw new UnexpectedSql("a row of values without an end");
    yield cells;
    lexer.advance();
  } while (lexer.accept(","));
}

/** Reads a literal, or an expression as dumps contain it, up to the next comma or closing parenthesis. */
function readValue(lexer: SqlLexer): DumpCell {
  const cell = readTerm(lexer);
  // A cast, an operator: what follows does not change which text the row holds.
  if (!lexer.is(",") && !lexer.is(")")) skipTo(lexer, [",", ")"]);
  return cell;
}

function readTerm(lexer: SqlLexer): DumpCell {
  const { kind, value } = lexer;
  if (kind === "stop" || kind === "end") throw new UnexpectedSql("a row of values without an end");
  lexer.advance();
  switch (kind) {
    case "string":
    case "number":
      return value;
    case "bytes":
      return binaryCell;
    case "symbol":
      return readSigned(value, lexer);
    default:
      return readWord(value, lexer);
  }
}

function readSigned(symbol: string, lexer: SqlLexer): DumpCell {
  if (symbol !== "-" && symbol !== "+") return null;
  const { kind, value } = lexer;
  if (kind !== "number") return null;
  lexer.advance();
  return symbol === "-" ? `-${value}` : value;
}

function readWord(word: string, lexer: SqlLexer): DumpCell {
  if (lexer.is("(")) return readCall(word.toLowerCase(), lexer);
  // An introducer names the character set of the string behind it: _utf8mb4 'a', _binary 'b'.
  if (word.startsWith("_") && (lexer.kind === "string" || lexer.kind === "bytes")) {
    const cell = readTerm(lexer);
    return word.toLowerCase() === "_binary" ? binaryCell : cell;
  }
  const lower = word.toLowerCase();
  return lower === "true" || lower === "false" ? lower : null;
}

/** SQLite's shell writes line ends as `replace('a\nb','\n',char(10))`, and control characters with `unistr`. */
function readCall(name: string, lexer: SqlLexer): DumpCell {
  lexer.advance();
  const args: DumpCell[] = [];
  while (!lexer.is(")")) {
    args.push(readValue(lexer));
    lexer.accept(",");
    if (lexer.kind === "stop" || lexer.kind === "end") throw new UnexpectedSql("a call without an end");
  }
  lexer.advance();
  const [first = null, second, third] = args;
  if (name === "char") return typeof first === "string" ? characterOf(Number(first)) : null;
  if (typeof first !== "string") return first;
  if (name === "unistr")
    return first.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => characterOf(parseInt(code, 16)));
  const isReplaced = name === "replace" && typeof second === "string" && second !== "" && typeof third === "string";
  return isReplaced ? first.replaceAll(second, () => third) : first;
}

const characterOf = (code: number): string => (code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\uFFFD");

const copyEscapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** Reads the lines of `COPY … FROM stdin`, whose statement the lexer has just ended. Throws `UnexpectedSql`. */
export function* readCopyRows(lexer: SqlLexer): Generator<DumpCell[], void, void> {
  lexer.takeLine();
  for (;;) {
    const line = lexer.takeLine();
    if (line === undefined) throw new UnexpectedSql("rows without an end");
    if (line === "\\.") return;
    yield line.split("\t").map(copyCell);
  }
}

function copyCell(text: string): DumpCell {
  if (text === "\\N") return null;
  if (!text.includes("\\")) return text;
  return text.replace(/\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|(.))/gs, (_, octal?: string, hex?: string, other = "") =>
    octal !== undefined
      ? characterOf(parseInt(octal, 8))
      : hex !== undefined
        ? characterOf(parseInt(hex, 16))
        : (copyEscapes[other] ?? other),
  );
}
