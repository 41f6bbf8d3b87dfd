import { textWidth } from "../../render/index.ts";
import type { Sink } from "../io.ts";

/** The lines at the end of a terminal that are drawn anew again and again. */
export interface Area {
  /**
   * Puts lines above the area for good, and draws the area anew; one without lines is gone. The cursor stays below.
   * Nothing is written when nothing changes.
   */
  readonly draw: (above: readonly string[], frame: readonly string[]) => Promise<void>;
  /** Others wrote below the area: what was drawn stays where it is, and the next one begins at the cursor. */
  readonly leave: () => void;
}

// A terminal that knows it shows what is between the two at once; others pass over it.
const [together, shown] = ["\u001b[?2026h", "\u001b[?2026l"];
// A line of which the terminal thinks that it is wider than it was counted must not take two rows.
const [noWrap, wrap] = ["\u001b[?7l", "\u001b[?7h"];
const eraseBelow = "\u001b[J";
const eraseToEnd = "\u001b[K";

/**
 * The cursor stays visible, at the start of the row below the area: whatever ends the process, at whatever moment, there
 * is nothing of the terminal to put back, and what others write does not land in a line of ours.
 */
export function createArea(sink: Sink): Area {
  let drawn: readonly string[] = [];
  let columns = sink.columns;

  /** A terminal that became narrower has wrapped the lines: they take more rows than when they were drawn. */
  const toStart = (): string => {
    const rows = drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(textWidth(line) / sink.columns)), 0);
    const up = Math.min(rows, sink.rows - 1);
    return up === 0 ? "\r" : `\r\u001b[${up}A`;
  };

  const draw = (above: readonly string[], frame: readonly string[]): Promise<void> => {
    if (above.length === 0 && frame.length === drawn.length && frame.every((line, i) => line === drawn[i])) {
      return Promise.resolve();
    }
    // Erased first only where it must be, since it may flicker: under lines of other lengths, and after a change of the
    // width, when a terminal remembers of each row whether it goes on in the next.
    const before = above.length > 0 || columns !== sink.columns ? eraseBelow : "";
    const lines = above.map((line) => `${line}\n`).join("");
    const area = frame.length === 0 ? "" : `${noWrap}${frame.map((line) => `${line}${eraseToEnd}\n`).join("")}${wrap}`;
    const text = `${together}${toStart()}${before}${lines}${area}${eraseBelow}${shown}`;
    drawn = frame;
    columns = sink.columns;
    return sink.write(text);
  };

  const leave = (): void => {
    drawn = [];
  };
  return { draw, leave };
}
