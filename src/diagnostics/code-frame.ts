import type { Diagnostic, SourceRange } from "./diagnostic.ts";
import { safeColumns, safeText } from "./safe-text.ts";

/** Returns the text of a file that a diagnostic points into; undefined if it is not available. */
export type SourceLookup = (file: string) => string | undefined;

/** Functions that wrap parts of a frame, for example in colour. By default they return the text unchanged. */
interface FrameStyle {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly faint: (text: string) => string;
}

const plain: FrameStyle = { error: (t) => t, warning: (t) => t, faint: (t) => t };
const maxWidth = 120;

/**
 * Formats a diagnostic for people: header, location, the source line with a marker below it, hint. No final newline.
 */
export function renderDiagnostic(d: Diagnostic, source: SourceLookup, style: FrameStyle = plain): string {
  return render(d, linesOf(source), style);
}

/** Formats several diagnostics, separated by an empty line. Reads each file once. */
export function renderDiagnostics(all: readonly Diagnostic[], source: SourceLookup, style: FrameStyle = plain): string {
  const lines = linesOf(source);
  return all.map((d) => render(d, lines, style)).join("\n\n");
}

type Lines = (file: string) => readonly string[] | undefined;

function linesOf(source: SourceLookup): Lines {
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
  for (const related of d.related ?? [])
    lines.push(` note: ${safeText(related.message)} (${position(related.location)})`);
  if (d.hint) lines.push(` hint: ${d.hint}`);
  return lines.join("\n");
}

/** Formats the start of a range as `file:line:column`. */
export function position(range: SourceRange): string {
  return `${safeText(range.file)}:${range.line}:${range.column}`;
}

function frame(range: SourceRange, source: Lines, style: FrameStyle, paint: (t: string) => string): string[] {
  const lines = [`  ${style.faint("-->")} ${position(range)}`];
  const text = source(range.file)?.[range.line - 1];
  if (text === undefined) return lines;
  const gutter = String(range.line);
  const blank = " ".repeat(gutter.length);
  const end = range.endLine === range.line ? range.endColumn - 1 : text.length;
  const marked = markedLine(text, range.column - 1, end);
  lines.push(`${blank} ${style.faint("|")}`, `${gutter} ${style.faint("|")} ${marked.text}`);
  lines.push(`${blank} ${style.faint("|")} ${" ".repeat(marked.column)}${paint(marked.marker)}`);
  return lines;
}

/**
 * Returns a line of a text, clipped to 120 characters, with the carets for the columns start..end (from 0, the end
 * exclusive). `column` is the column of the first caret in the clipped text.
 */
export function markedLine(line: string, start: number, end: number) {
  const from = Math.max(0, Math.min(start, line.length) - 80);
  // Every character keeps its column, so that the marker stays below the right text.
  const text = safeColumns(line.slice(from, from + maxWidth));
  const column = start - from;
  return { text, column, marker: "^".repeat(Math.max(1, Math.min(end - from, text.length) - column)) };
}
