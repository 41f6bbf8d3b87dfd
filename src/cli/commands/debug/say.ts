import { wrapped } from "../../../render/index.ts";
import { type Sink, widthOf } from "../../io.ts";

const mark = "[wct-debug] ";
const indent = " ".repeat(mark.length);

/** Returns a text of the session as lines that fit a width; null: not a terminal. */
export function sessionLines(text: string, width: number | null): readonly string[] {
  return text.split("\n").flatMap((line, place) => wrapped(`${place === 0 ? mark : indent}${line}`, { width, indent }));
}

/** Prints a text of the session. What is asked for goes to stdout instead. */
export async function writeSession(stderr: Sink, text: string): Promise<void> {
  await stderr.write(`${sessionLines(text, widthOf(stderr)).join("\n")}\n`);
}
