import type { TextSpan } from "./source-text.ts";

/** Quotes a text so that YAML reads it unchanged: with double quotes unless it contains some or a backslash. */
export function inQuotes(text: string): string {
  return /["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
}

/** Quotes a text again whose quotes do not enclose it correctly. */
export function requoted(text: string): string {
  const isQuoted = text.length > 1 && /^["']/.test(text) && text.at(0) === text.at(-1);
  return inQuotes(isQuoted ? text.slice(1, -1) : text);
}

/** Formats a text as an item of a list in brackets, with quotes only where necessary. */
function asListItem(text: string): string {
  const isPlain = /^[A-Za-z_./][\w./@-]*$/.test(text) && !/^(true|false|null)$/i.test(text);
  return isPlain ? text : inQuotes(text);
}

/** Formats a text that should be a list of texts as `[a, b]`. */
export function asList(text: string): string {
  const parts = text.split(/,\s*/).filter((part) => part !== "");
  return `[${parts.map(asListItem).join(", ")}]`;
}

/**
 * A file may be a single line of millions of characters in which every word is a mistake, so only this many characters
 * are read.
 */
const mostLooked = 500;

/**
 * Returns the text that an unquoted value probably means: from its start to the end of its line or of its list item.
 */
export function plainTextFrom(text: string, start: number): string {
  const before = text.slice(Math.max(0, start - mostLooked), start);
  const [rest = ""] = text.slice(start, start + mostLooked).split("\n", 1);
  const comment = rest.search(/\s#/);
  const own = comment === -1 ? rest : rest.slice(0, comment);
  return (isInBrackets(before.slice(before.lastIndexOf("\n") + 1)) ? own.replace(/[,\]}].*$/, "") : own).trim();
}

function isInBrackets(before: string): boolean {
  const bare = before.replaceAll(/"[^"]*"|'[^']*'/g, "");
  return (bare.match(/[[{]/g)?.length ?? 0) > (bare.match(/[\]}]/g)?.length ?? 0);
}

/** Returns the value that a line assigns to its key or adds to its list; undefined if there is none. */
export function valueOnLine(
  text: string,
  line: TextSpan,
): { readonly start: number; readonly text: string } | undefined {
  const written = text.slice(line.start, line.end);
  const lead = /^\s*(?:- +)*(?:(?:"[^"]*"|'[^']*'|[^\s'"[\]{},#&*!|>%@`-][^:#]*):(?=\s)\s*)?/.exec(written)?.[0] ?? "";
  const value = plainTextFrom(text, line.start + lead.length);
  return value === "" || lead === "" ? undefined : { start: line.start + lead.length, text: value };
}
