import { markedLine } from "../diagnostics/index.ts";
import type { ExpressionFault } from "../run/index.ts";

/** Formats a fault as lines: the message, the line of the text that it is in, a caret line, the hint. */
export function faultText(text: string, { message, hint, start, end }: ExpressionFault): string {
  const first = text.slice(0, start).lastIndexOf("\n") + 1;
  const line = text.slice(first).split("\n", 1)[0] ?? "";
  const marked = markedLine(line, start - first, Math.max(end, start + 1) - first);
  return [message, `  ${marked.text}`, `  ${" ".repeat(marked.column)}${marked.marker}`, `hint: ${hint}`].join("\n");
}
