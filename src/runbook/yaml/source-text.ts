import { LineCounter } from "yaml";
import type { SourceRange } from "../../diagnostics/index.ts";

/** A range of a text, in UTF-16 code units from 0; the end is exclusive. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** A file's text, with lines and columns for its offsets. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  readonly range: (span: TextSpan) => SourceRange;
}

export function sourceText(file: string, text: string): SourceText {
  const lines = new LineCounter();
  // Line starts are collected on first use, because an unreadable text needs no positions.
  const fill = () => {
    lines.addNewLine(0);
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines.addNewLine(at + 1);
  };
  return {
    file,
    text,
    range: ({ start, end }) => {
      if (lines.lineStarts.length === 0) fill();
      const from = lines.linePos(Math.min(start, text.length));
      const to = lines.linePos(Math.min(end, text.length));
      return { file, line: from.line, column: from.col, endLine: to.line, endColumn: to.col };
    },
  };
}

type Decoded =
  | { readonly ok: true; readonly text: string }
  /** The text before the first byte that is not UTF-8. */
  | { readonly ok: false; readonly before: string; readonly byte: number };

/** Decodes UTF-8, without a byte order mark. */
export function decodeUtf8(bytes: Uint8Array): Decoded {
  const whole = tryDecode(bytes, false);
  if (whole !== undefined) return { ok: true, text: whole };
  let good = 0;
  let bad = bytes.length;
  // Binary search works because every prefix before the bad byte is valid, even if it ends within a character.
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (tryDecode(bytes.subarray(0, middle), true) === undefined) bad = middle;
    else good = middle;
  }
  return { ok: false, before: tryDecode(bytes.subarray(0, good), true) ?? "", byte: good };
}

function tryDecode(bytes: Uint8Array, isPrefix: boolean): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: isPrefix });
  } catch (cause) {
    if (cause instanceof TypeError) return undefined;
    throw cause;
  }
}
