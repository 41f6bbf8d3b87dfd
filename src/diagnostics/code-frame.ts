import type { Diagnostic, SourceRange } from "./diagnostic.ts";

/** Gives the text of a file that a diagnostic points into, if it can be had. */
export type SourceText = (file: string) => string | undefined;

/** Wraps parts of a frame, for colour; identity by default. */
export interface FrameStyle {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly faint: (text: string) => string;
}

const plain: FrameStyle = { error: (t) => t, warning: (t) => t, faint: (t) => t };
const maxWidth = 120;

/** A diagnostic as people read it: header, location, the line with a marker under it, hint. Ends without newline. */
export function renderDiagnostic(d: Diagnostic, source: SourceText, style: FrameStyle = plain): string {
  return render(d, linesOf(source), style);
}

/** Many, with an empty line between. Each file is read once, however many point into it. */
export function renderDiagnostics(all: readonly Diagnostic[], source: SourceText, style: FrameStyle = plain): string {
  const lines = linesOf(source);
  return all.map((d) => render(d, lines, style)).join("\n\n");
}

type Lines = (file: string) => readonly string[] | undefined;

function linesOf(source: SourceText): Lines {
  const known = new Map<string, readonly string[] | undefined>();
  return (file) => {
    if (!known.has(file)) known.set(file, source(file)?.split(/\r?\n/));
    return known.get(file);
  };
}

function render(d: Diagnostic, source: Lines, style: FrameStyle): string {
  const paint = d.severity === "error" ? style.error : style.warning;
  const lines = [`${paint(`${d.severity}[${d.code}]`)}: ${d.message}`];
  if (d.location) lines.push(...frame(d.location, d.hidesSource ? () => undefined : source, style, paint));
  for (const related of d.related ?? []) lines.push(` note: ${related.message} (${position(related.location)})`);
  if (d.hint) lines.push(` hint: ${d.hint}`);
  return lines.join("\n");
}

/** `file:line:column`. */
export function position(range: SourceRange): string {
  return `${range.file}:${range.line}:${range.column}`;
}

function frame(range: SourceRange, source: Lines, style: FrameStyle, paint: (t: string) => string): string[] {
  const lines = [`  ${style.faint("-->")} ${position(range)}`];
  const text = source(range.file)?.[range.line - 1];
  if (text === undefined) return lines;
  const gutter = String(range.line);
  const blank = " ".repeat(gutter.length);
  const from = Math.max(0, Math.min(range.column - 1, text.length) - 80);
  // One column each, so that the marker stays below; escape sequences must not reach a terminal.
  const clipped = text.slice(from, from + maxWidth).replace(/\p{Cc}/gu, " ");
  const start = range.column - 1 - from;
  const end = range.endLine === range.line ? range.endColumn - 1 - from : clipped.length;
  const marker = "^".repeat(Math.max(1, Math.min(end, clipped.length) - start));
  lines.push(`${blank} ${style.faint("|")}`, `${gutter} ${style.faint("|")} ${clipped}`);
  lines.push(`${blank} ${style.faint("|")} ${" ".repeat(start)}${paint(marker)}`);
  return lines;
}
