import { textWidth } from "./table.ts";

/**
 * Wraps words into lines that fit a width, all but the first indented; text between backquotes stays together, so that
 * it can be copied. Width null: one line, for a file or a pipe.
 */
export function wrapped(text: string, { width, indent }: { readonly width: number | null; readonly indent: string }) {
  if (width === null || textWidth(text) <= width) return [text];
  const lines: string[] = [];
  let line = "";
  for (const word of text.match(/ *(?:`[^`]*`[^\s`]*|[^\s]+)/g) ?? []) {
    if (line.trim() !== "" && textWidth(line + word) > width) {
      lines.push(line);
      line = indent + word.trimStart();
    } else line += word;
  }
  return [...lines, line];
}
