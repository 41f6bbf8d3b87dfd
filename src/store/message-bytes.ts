import type { JsonObject, JsonValue, SchemaRef } from "../domain/index.ts";
import { isJson, notJson } from "./json-check.ts";

/** One element as its line. `index` is only for the error. */
export function elementLine(element: JsonValue, index: number): string {
  if (!isJson(element)) throw notJson(element, `element ${index}`);
  return `${JSON.stringify(element)}\n`;
}

/** The last line: the schema and the content beside the stream. */
export function lastLine(schema: SchemaRef, rest: JsonObject): string {
  if (!isJson(rest)) throw notJson(rest, "the content");
  return `{"schema":${JSON.stringify(schema)},"content":${JSON.stringify(rest)}}\n`;
}

/** Whole element lines back to elements. Throws a SyntaxError whose text must not be shown: it quotes content. */
export function parseElements(lines: string): readonly JsonValue[] {
  // JSON escapes line feeds inside strings, so every one that is there ends a line.
  return JSON.parse(`[${lines.slice(0, -1).replaceAll("\n", ",")}]`);
}

/** The last line back to its parts. Throws a SyntaxError whose text must not be shown: it quotes content. */
export function parseLastLine(line: string): { readonly schema: SchemaRef; readonly content: JsonObject } {
  return JSON.parse(line);
}
