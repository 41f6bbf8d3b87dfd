import { eastAsianWidth } from "get-east-asian-width";

/**
 * Returns the columns that a text without escape codes takes: combining marks none, wide characters two. Also runs in
 * browsers.
 */
export function plainWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let columns = 0;
  for (const character of text) {
    if (!/[\p{Mn}\p{Me}\p{Cf}]/u.test(character)) columns += eastAsianWidth(character.codePointAt(0) ?? 0);
  }
  return columns;
}
