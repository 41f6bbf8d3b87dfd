import { textWidth } from "../../render/index.ts";
import type { Control, Sink } from "../io.ts";
import { control } from "../safe-output.ts";

/** The lines at the bottom of a terminal that are redrawn repeatedly. */
export interface Area {
  /**
   * Prints lines permanently above the area, and redraws the area; an empty frame removes it. The cursor stays below.
   * Writes nothing if nothing changes.
   */
  readonly draw: (above: readonly string[], frame: readonly string[]) => Promise<void>;
  /**
   * Called when other output was written below the area: the drawn lines stay where they are, and the next area begins
   * at the cursor.
   */
  readonly leave: () => void;
}

// A terminal that supports it shows everything between the two in one step; others ignore them.
const [together, shown] = [control("\u001b[?2026h"), control("\u001b[?2026l")];
// A line that the terminal measures as wider than wct does must not take two rows.
const [noWrap, wrap] = [control("\u001b[?7l"), control("\u001b[?7h")];
// tmux moves the screen into its history if all of it is erased from the first column of the first row.
const eraseBelow = control("\u001b[K\u001b[C\u001b[J\r");
const eraseToEnd = control("\u001b[K");

/**
 * Keeps the cursor visible, at the start of the row below the area: if the process ends at any moment, the terminal
 * needs no reset, and other output is not mixed into the area.
 */
export function createArea(sink: Sink): Area {
  let drawn: readonly string[] = [];
  let columns = sink.columns;

  /** A terminal that became narrower has wrapped the lines: they take more rows than when they were drawn. */
  const toStart = (): Control => {
    const rows = drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(textWidth(line) / sink.columns)), 0);
    const up = Math.min(rows, sink.rows - 1);
    return control(up === 0 ? "\r" : `\r\u001b[${up}A`);
  };

  const draw = (above: readonly string[], frame: readonly string[]): Promise<void> => {
    if (above.length === 0 && frame.length === drawn.length && frame.every((line, i) => line === drawn[i])) {
      return Promise.resolve();
    }
    // Erases first only if necessary, because it may flicker: under lines of different lengths, and after a change of
    // the width, when a terminal remembers for each row whether it continues in the next.
    const before = above.length > 0 || columns !== sink.columns ? [eraseBelow] : [];
    const lines = above.map((line) => `${line}\n`);
    const area = frame.length === 0 ? [] : [noWrap, ...frame.flatMap((line) => [line, eraseToEnd, "\n"]), wrap];
    const pieces = [together, toStart(), ...before, ...lines, ...area, eraseBelow, shown];
    drawn = frame;
    columns = sink.columns;
    return sink.draw(pieces);
  };

  const leave = (): void => {
    drawn = [];
  };
  return { draw, leave };
}
