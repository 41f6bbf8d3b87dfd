import { readStart } from "../../../../files/index.ts";
import { writePrivate } from "./private-files.ts";

/** The lines that a person typed in earlier sessions. */
export interface TypedHistory {
  /** The newest first. */
  readonly lines: readonly string[];
  readonly add: (line: string) => void;
}

const mostLines = 500;
const mostBytes = 256 * 1024;

/**
 * Opens the history in a file, which is created with mode 0600 when the first line is added. Lines that may hold values
 * are not written: `set`, `print`, and everything in quotes. `path` null: nothing is read or written. Never throws,
 * because a history is not worth a failure.
 */
export function openHistory(path: string | null): TypedHistory {
  const read = path === null ? [] : linesOf(path);
  const kept = [...read];
  const add = (line: string): void => {
    if (path === null || !isKept(line) || kept.at(-1) === line) return;
    kept.push(line);
    try {
      writePrivate(path, `${kept.slice(-mostLines).join("\n")}\n`);
    } catch {
      // The disk is full or the store is read-only.
    }
  };
  return { lines: read.toReversed(), add };
}

/** A prefix of `set` or `print` is that command too. */
const holdsValues = /^\s*(set?|prin?t?|pr)\s|["'`]/;
const isKept = (line: string): boolean => line.trim() !== "" && !holdsValues.test(line);

function linesOf(path: string): readonly string[] {
  try {
    const text = readStart(path, mostBytes).toString("utf8");
    return text
      .split("\n")
      .filter((line) => line !== "")
      .slice(-mostLines);
  } catch {
    return [];
  }
}
