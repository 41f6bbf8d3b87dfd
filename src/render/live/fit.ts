import { safeText } from "../paint.ts";
import { textWidth } from "../table.ts";

/**
 * A text from outside made fit for one line of a display: nothing in it steers the terminal, and each character is as
 * wide as it is counted (a selector of a picture's form would widen the sign before it).
 */
export function oneLine(text: string): string {
  return safeText(text.toWellFormed())
    .replaceAll(/[\ufe00-\ufe0f]/g, "")
    .replaceAll(/[\u2028\u2029]/g, " ")
    .trim();
}

/** Cuts a text without colours to so many columns; what is cut ends in the mark, where that fits. */
export function cutTo(text: string, columns: number, mark: string): string {
  if (textWidth(text) <= columns) return text;
  const room = columns - textWidth(mark);
  return room < 1 ? cut(text, columns) : `${cut(text, room)}${mark}`;
}

function cut(text: string, columns: number): string {
  let used = 0;
  let kept = "";
  for (const character of text) {
    used += textWidth(character);
    if (used > columns) break;
    kept += character;
  }
  return kept;
}

/** Filled up with spaces on the right. */
export function padded(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - textWidth(text)));
}

/** Filled up with spaces on the left. */
export function paddedLeft(text: string, columns: number): string {
  return " ".repeat(Math.max(0, columns - textWidth(text))) + text;
}
