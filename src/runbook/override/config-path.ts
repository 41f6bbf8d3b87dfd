import { wctError } from "../../diagnostics/index.ts";
import type { ValuePath } from "../model.ts";

/** One part of a path at its start: `.name` or `name`, `[0]`, `["any key"]`. */
const part = /(?:\.|^)([^.[\]=\s"]+)|\[(\d{1,9})\]|\[("(?:[^"\\]|\\.)*")\]/y;

interface ReadPath {
  readonly path: ValuePath;
  /** Offset of the first character after the path. */
  readonly end: number;
}

/** Reads a path as far as it goes, starting at an offset at which a part begins. */
export function readConfigPath(text: string): ReadPath {
  const path: (string | number)[] = [];
  let end = 0;
  for (;;) {
    part.lastIndex = end;
    const match = part.exec(text);
    if (match === null) return { path, end };
    const [whole, name, index, quoted] = match;
    const key = name ?? (index === undefined ? unquoted(quoted) : Number(index));
    if (key === undefined) return { path, end };
    path.push(key);
    end += whole.length;
  }
}

function unquoted(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : String(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/**
 * Parses a path into a configuration: `limit`, `databases[0].path`, `databases.0.path`, `labels["a.b"]`. An index after
 * a dot stays a text, because only the configuration shows whether it is an index. Throws WCT_USAGE_OVERRIDE.
 */
export function parseConfigPath(text: string): ValuePath {
  const { path, end } = readConfigPath(text);
  if (path.length > 0 && end === text.length) return path;
  throw wctError("WCT_USAGE_OVERRIDE", {
    message: `"${text}" is not a path into a configuration`,
    hint: 'write keys and indices, as in limit, databases[0].path or labels["a.b"]',
  });
}

/** Formats a path as `databases[0].path`; keys with other characters as `labels["a.b"]`. */
export function showConfigPath(path: ValuePath): string {
  const parts = path.map((key) => {
    if (typeof key === "number") return `[${key}]`;
    return /^[^.[\]=\s"]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
  });
  return parts.join("").replace(/^\./, "");
}
