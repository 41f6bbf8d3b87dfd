/*
 * Makes texts that match a regular expression.
 *
 * Start at match-text.ts; parse.ts reads the expression, characters.ts finds the characters of a class.
 * Must not know: JSON Schemas.
 */

export { textMatching } from "./match-text.ts";
