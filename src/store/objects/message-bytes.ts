import type { JsonObject, JsonValue, SchemaRef } from "../../domain/index.ts";
import { isJson, notJson } from "./json-check.ts";

/** Serializes one element as its line. `index` is used only for the error. */
export function elementLine(element: JsonValue, index: number): string {
  if (!isJson(element)) throw notJson(element, `element ${index}`);
  return `${JSON.stringify(element)}\n`;
}

/** Serializes the last line: the schema and the content beside the stream. */
export function lastLine(schema: SchemaRef, rest: JsonObject): string {
  if (!isJson(rest)) throw notJson(rest, "the content");
  return `{"schema":${JSON.stringify(schema)},"content":${JSON.stringify(rest)}}\n`;
}

const [lineFeed, comma, closing] = [0x0a, 0x2c, 0x5d];

/**
 * Parses whole element lines. Overwrites the bytes. Throws a SyntaxError, whose message must not be shown because it
 * quotes content.
 */
export function parseElements(lines: string | Uint8Array): readonly JsonValue[] {
  // JSON escapes line feeds inside strings, so every line feed ends a line.
  if (typeof lines === "string") return JSON.parse(`[${lines.slice(0, -1).replaceAll("\n", ",")}]`);
  for (let at = lines.indexOf(lineFeed); at !== -1; at = lines.indexOf(lineFeed, at + 1)) lines[at] = comma;
  lines[lines.length - 1] = closing;
  return JSON.parse(`[${Buffer.from(lines.buffer, lines.byteOffset, lines.length).toString("utf8")}`);
}

/** Parses the last line. Throws a SyntaxError, whose message must not be shown because it quotes content. */
export function parseLastLine(line: string): { readonly schema: SchemaRef; readonly content: JsonObject } {
  return JSON.parse(line);
}
