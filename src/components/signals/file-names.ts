import { partsOf } from "../../formats/index.ts";

/** The parts of a file's path: its name without the extension, the folders, the extension. */
interface FileName {
  readonly name: string;
  readonly folders: readonly string[];
  readonly extension: string;
}

/**
 * Parses a path with forward slashes. A log keeps its extension in the name, because the name describes its lines:
 * `access.log`.
 */
export function fileName(path: string): FileName {
  const folders = path.split("/");
  const whole = folders.pop() ?? "";
  const dot = whole.lastIndexOf(".");
  const extension = dot > 0 ? whole.slice(dot + 1).toLowerCase() : "";
  const name = dot > 0 && extension !== "log" ? whole.slice(0, dot) : whole;
  return { name, folders, extension };
}

/** Returns the last key of a field: `email` for `people[].email`. */
export const keyOf = (field: string): string => (partsOf(field).at(-1) ?? field).replace(/(?:\[\])+$/, "");
