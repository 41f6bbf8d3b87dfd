import { safeText } from "./paint.ts";
import { textWidth } from "./table.ts";

/** Makes a text from outside safe for one line of a display, without leading or trailing spaces. */
export const oneLine = (text: string): string => safeText(text).trim();

/** Cuts a text without colours to this many columns; a cut text ends in the mark, if it fits. */
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

/** Pads a text with spaces on the right. */
export function padded(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - textWidth(text)));
}

/** Pads a text with spaces on the left. */
export function paddedLeft(text: string, columns: number): string {
  return " ".repeat(Math.max(0, columns - textWidth(text))) + text;
}
