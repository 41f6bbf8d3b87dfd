import { statSync } from "node:fs";
import { dirname, join } from "node:path";

/** The nearest `wct.yaml` from a folder upwards. */
export function settingsFile(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const file = join(folder, "wct.yaml");
    if (statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
    if (dirname(folder) === folder) return undefined;
  }
}
