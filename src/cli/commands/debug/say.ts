import { wrapped } from "../../../render/index.ts";

const mark = "[wct-debug] ";
const indent = " ".repeat(mark.length);

/** Returns a text of the session as lines that fit a width; null: not a terminal. */
export function sessionLines(text: string, width: number | null): readonly string[] {
  return text.split("\n").flatMap((line, place) => wrapped(`${place === 0 ? mark : indent}${line}`, { width, indent }));
}
