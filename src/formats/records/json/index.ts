/*
 * JSON: single documents, JSON lines and documents one after another, in bounded memory.
 *
 * Start at json.ts. json-tokens.ts splits the text, json-values.ts follows objects and lists.
 * Must not know: rules, other forms of records, bytes and encodings.
 */

export { json } from "./json.ts";
