import { type WctError, wctError } from "../../diagnostics/index.ts";

/** Where in an expression something stands, from 0; `end` is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export type Token = Range & { readonly kind: "(" | ")" | "," | "word"; readonly text: string };

/** An expression with what messages need: the option that it was written for. */
export interface Source {
  readonly text: string;
  /** Such as `--select`. */
  readonly option: string;
}

/** Words hold no space, comma or bracket, unless these stand between double quotes. */
const pattern = /\s*(?:([(),])|((?:"[^"]*"|[^\s,()"])+))/y;

/** Throws WCT_USAGE_SELECTION. */
export function tokensOf(source: Source): readonly Token[] {
  const { text } = source;
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < text.trimEnd().length) {
    const from = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) {
      const start = text.indexOf('"', from);
      throw selectionError(source, { start, end: text.length }, "a quote is not closed", "write another double quote");
    }
    const [whole, sign, word] = match;
    const end = from + whole.length;
    if (sign === "(" || sign === ")" || sign === ",") tokens.push({ kind: sign, text: sign, start: end - 1, end });
    else tokens.push({ kind: "word", text: word ?? "", start: end - (word ?? "").length, end });
  }
  return tokens;
}

/** The error for a place in an expression; columns count from 1. */
export function selectionError(source: Source, at: Range, what: string, hint: string): WctError {
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
