import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The folders where a driver is sought: the current folder first, then the folder of wct. */
const places = (): readonly string[] => [process.cwd(), import.meta.dirname];

/**
 * Loads a driver that the user installs, in the user's project or beside wct. Returns undefined if it is installed in
 * neither.
 */
export async function loadDriver<T>(name: string, folders: readonly string[] = places()): Promise<T | undefined> {
  for (const folder of folders) {
    const path = pathOf(name, folder);
    if (path === undefined) continue;
    const loaded: { readonly default: T } = await import(pathToFileURL(path).href);
    return loaded.default;
  }
  return undefined;
}

function pathOf(name: string, folder: string): string | undefined {
  try {
    return createRequire(join(folder, "resolve.js")).resolve(name);
  } catch {
    return undefined;
  }
}
