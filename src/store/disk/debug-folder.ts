import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { names } from "./folder.ts";
import { systemProcessInfo } from "./liveness.ts";
import { livenessOf, ownerOf, ownName } from "./owner.ts";
import { makePlainFolder } from "./plain.ts";

/** The folder in a store for what debug sessions keep. Its files are for their owner only. */
export interface DebugFolder {
  /** Path of the file with the typed lines. */
  readonly history: string;
  /** Returns the path of a new file, which the next session removes if this process does not. */
  readonly newFile: () => string;
}

const historyName = "history";
const extension = ".json";

/** Creates the folder in an existing store, and removes files of processes that have ended. Throws WCT_STORE_UNSAFE. */
export function debugFolder(dir: string): DebugFolder {
  const folder = join(dir, names.debug);
  makePlainFolder(dir, folder);
  for (const name of readdirSync(folder)) {
    const owner = name.endsWith(extension) ? ownerOf(name.slice(0, -extension.length)) : null;
    if (owner !== null && livenessOf(owner, systemProcessInfo()) === "gone")
      rmSync(join(folder, name), { force: true, recursive: true });
  }
  return { history: join(folder, historyName), newFile: () => join(folder, `${ownName()}${extension}`) };
}
