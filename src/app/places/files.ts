import { isAbsolute, relative, resolve } from "node:path";
import { readStart } from "../../files/index.ts";

/** The size limit of a runbook. Not imported from there: printing an error would then load the YAML parser. */
const mostBytes = 4 * 1024 * 1024;

/** Returns a file's text for a code frame; undefined if it cannot be read. */
export function readText(cwd: string, file: string): string | undefined {
  try {
    return readStart(resolve(cwd, file), mostBytes).toString("utf8");
  } catch {
    return undefined;
  }
}

/** Returns the displayed form of a path: relative to the current folder if it is inside. */
export function shownPath(cwd: string, path: string): string {
  const inside = relative(cwd, path);
  return inside === "" || inside.startsWith("..") || isAbsolute(inside) ? path : inside;
}
