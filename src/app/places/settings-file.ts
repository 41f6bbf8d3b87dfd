import { dirname, join } from "node:path";
import { isLink, isRegularFile } from "../../files/index.ts";

/**
 * Returns the nearest `wct.yaml` in a folder or its parents; also a broken link, so that reading it reports the error.
 */
export function settingsFile(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const file = join(folder, "wct.yaml");
    if (isRegularFile(file) || isLink(file)) return file;
    if (dirname(folder) === folder) return undefined;
  }
}
