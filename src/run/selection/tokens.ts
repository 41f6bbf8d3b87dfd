import { type WctError, wctError } from "../../diagnostics/index.ts";

/** A range of an expression, from 0; `end` is exclusive. */
export interface TokenRange {
  readonly start: number;
  readonly end: number;
}

export type Token = TokenRange & { readonly kind: "(" | ")" | "," | "+" | "word"; readonly text: string };

/** An expression with the option that it was passed to, for messages. */
export interface SelectionInput {
  readonly text: string;
  /** Such as `--select`. */
  readonly option: string;
}

/** Words contain no space, comma, plus or bracket outside double quotes. */
const pattern = /\s*(?:([(),+])|((?:"[^"]*"|[^\s,()+"])+))/y;

/** Signs of other languages for combining, and the word that is meant. */
const foreign = new Map([
  ["&", "and"],
  ["|", "or"],
  ["!", "not"],
]);

/** Splits an expression into tokens. Throws WCT_USAGE_SELECTION. */
export function tokensOf(source: SelectionInput): readonly Token[] {
  const { text } = source;
  const { length } = text.trimEnd();
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < length) {
    const from = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) {
      const start = text.indexOf('"', from);
      throw selectionError(source, { start, end: text.length }, "a quote is not closed", "write another double quote");
    }
    const [whole, sign, word = ""] = match;
    const end = from + whole.length;
    if (isSign(sign)) tokens.push({ kind: sign, text: sign, start: end - 1, end });
    else {
      tokens.push({ kind: "word", text: word, start: end - word.length, end });
      requireOwnSigns(source, tokens.at(-1)!);
    }
  }
  return tokens;
}

const isSign = (sign: string | undefined): sign is Exclude<Token["kind"], "word"> => sign !== undefined;

function requireOwnSigns(source: SelectionInput, { text, start }: Token): void {
  const found = text.includes('"') ? null : /[&|!]/.exec(text);
  if (found === null) return;
  const at = start + found.index;
  const [sign] = found;
  throw selectionError(source, { start: at, end: at + 1 }, `"${sign}" has no meaning`, `write ${foreign.get(sign)}`);
}

/** Creates the error for a range of an expression. The message counts characters from 1. */
export function selectionError(source: SelectionInput, at: TokenRange, what: string, hint: string): WctError {
  return wctError("WCT_USAGE_SELECTION", {
    message: `${source.option}: ${what}, at character ${at.start + 1}`,
    hint,
    location: {
      file: source.option,
      line: 1,
      column: at.start + 1,
      endLine: 1,
      endColumn: Math.max(at.start + 1, at.end) + 1,
    },
  });
}
