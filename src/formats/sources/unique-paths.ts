import { nestedPath } from "./buffer-source.ts";

/** Returns a function that gives the paths of the files in an archive. The second of one name ends with ` (2)`. */
export function uniquePaths(outer: string): (name: string) => string {
  const times = new Map<string, number>();
  return (name) => {
    const path = nestedPath(outer, name);
    const time = (times.get(path) ?? 0) + 1;
    times.set(path, time);
    return time === 1 ? path : `${path} (${time})`;
  };
}
